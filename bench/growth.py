"""``python -m bench.growth KIND BYTES SEED LIMIT``: reads one input of that length, prints the CPU seconds it took.

What takes more than LIMIT CPU seconds is ended by the system.
"""

import random
import resource
import sys
import time
from collections.abc import Iterator

from bench.texts import articles, listings
from luodi.facts import Document
from luodi.reading.page import parse_page
from luodi.reading.read import read_document


def make(kind: str, size: int, seed: int) -> str:
    """Make the input, of ``size`` bytes in UTF-8."""
    said: list[str] = []
    length = 0
    for piece in _pieces(kind, seed):
        said.append(piece)
        length += len(piece.encode())
        if length >= size:
            break
    return "".join(said)


def _pieces(kind: str, seed: int) -> Iterator[str]:
    rng = random.Random(seed)
    if kind in ("listing", "requirement"):
        yield from listings(seed)
    while kind == "digits":
        yield "".join(rng.choices("0123456789.,一二十百千万亿余多年月日号%亩元平方米（）()/-—~至到", k=200))
    for article in articles(seed):
        text = article.text
        if kind == "line":
            yield "".join(letter for letter in text if letter not in "，。；、“”\n")
        elif kind == "page":
            yield "".join(f"<p>{line}</p>" for line in article.lines)
        else:
            yield f"{text}\n"


def main(kind: str, size: int, seed: int, limit: int) -> None:
    """Read once and print."""
    text = make(kind, size, seed)
    type_ = kind if kind in ("listing", "requirement") else "news"
    read_document(Document("warm", "某园占地20亩。", type=type_))  # type: ignore[arg-type]
    start = time.process_time()
    resource.setrlimit(resource.RLIMIT_CPU, (int(start) + limit + 1, resource.RLIM_INFINITY))
    if kind == "page":
        parse_page(f"<html><body><h1>某园今天开工</h1><div>{text}</div></body></html>")
    else:
        read_document(Document("long", text, type=type_, published="2024-05-14"))  # type: ignore[arg-type]
    print(time.process_time() - start)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
