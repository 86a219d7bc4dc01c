"""Reposts among many documents: time, what is kept and how right it is, as a stream grows.

    python -m bench.repost_growth [--documents 1000000]

The stream is made of portions of 20,000 documents from seeds of their own (see ``bench/reposts.py``): portions share forms,
filler sentences and the pools of names and figures, but no article. Each portion's texts are let go before the next is made.
"""

import argparse
import resource
import time
from collections.abc import Sequence
from dataclasses import replace

from bench.reposts import Labelled, generate, score
from luodi.reading.reposts import RepostIndex

PORTION = 20_000
_SEEDS_APART = 1_000_000  # no portion has so many articles


def portion(number: int) -> list[Labelled]:
    """Generate a portion; its articles have numbers of their own."""
    return [
        replace(each, article=number * _SEEDS_APART + each.article)
        for each in generate(PORTION, 1000 + number)
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a row for every fifth of the stream, then precision and recall over all of it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=1_000_000)
    portions = max(1, parser.parse_args(arguments).documents // PORTION)
    index, labels, letters, seconds = RepostIndex(), list[Labelled](), 0, 0.0
    print(
        "| documents | million characters | CPU s | MB kept | MB of the process |\n| --- | --- | --- | --- | --- |"
    )
    for number in range(portions):
        made = portion(number)
        letters += sum(len(each.document.text) for each in made)
        started = time.process_time()
        index.add_all(each.document for each in made)
        seconds += time.process_time() - started
        labels += [replace(each, document=replace(each.document, text="")) for each in made]
        if (number + 1) % max(1, portions // 5) == 0:
            held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"| {len(index):,} | {letters / 1e6:.0f} | {seconds:.1f} | {index.nbytes / 1e6:.0f} | {held:.0f} |",
                flush=True,
            )
    reached = score([[copy.number for copy in group.copies] for group in index.groups()], labels)
    print(f"\nprecision {reached.precision:.3f}, recall {reached.recall:.3f}")


if __name__ == "__main__":
    main()
