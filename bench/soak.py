"""``python -m bench.soak PAGES SEED``: reads so many generated pages and prints the resident memory on the way."""

import json
import os
import sys
from itertools import islice
from pathlib import Path

from bench.texts import LENGTH, pages
from luodi.reading.page import read_page
from luodi.reading.read import read_document

_SHORT = 900  # characters of a page's text, its surroundings included
_LONG_EVERY = 100


def main(count: int, seed: int) -> None:
    """Read and print."""
    short, long = pages(seed, _SHORT), pages(seed, LENGTH)
    every = max(1, count // 100)
    samples: dict[int, float] = {}
    for number in range(1, count + 1):
        (page,) = islice(long if number % _LONG_EVERY == 0 else short, 1)
        read_document(read_page(page.data, id=str(number)))
        if number % every == 0 or number == count:
            samples[number] = round(_resident(), 1)
    print(json.dumps(samples))


def _resident() -> float:
    """Give this process's resident memory in MB."""
    held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return held * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
