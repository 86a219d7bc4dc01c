"""The floors below which no reading may fall (``tests/reading/floors.toml``), held by ``make test``.

``python -m bench.floors`` compares, ``--raise`` pins what is better now, and pins new corpora; a floor is never
lowered by it. Where a change costs some kind and is worth it, or an annotation was put right,
``--lower CORPUS --because REASON`` pins that corpus as it is read now and keeps the reason in the file.
"""

import argparse
import datetime
import math
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bench.gold import ROOT, Corpus, own_corpora
from bench.scoring import Score, score
from luodi.facts import DocumentType

FLOORS = ROOT / "tests" / "reading" / "floors.toml"
_HEAD = """\
# Pinned floors: F1 over all facts or fields of a corpus, by kind, and the share of right qualifiers and quotes.
# Written by `python -m bench.floors --raise`, which never lowers one; see bench/floors.py.
"""


@dataclass(frozen=True, slots=True)
class Pinned:
    """What a corpus must reach: a floor for each type and each of its kinds (``news.count``, ``listing``)."""

    fingerprint: str
    documents: int
    floors: dict[str, float]
    lowered: tuple[str, ...] = ()


def load() -> dict[str, Pinned]:
    """Load the pinned floors by corpus; none where nothing is pinned yet."""
    if not FLOORS.exists():
        return {}
    table = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    return {
        name: Pinned(row["fingerprint"], row["documents"], row["floors"], tuple(row.get("lowered", ())))
        for name, row in table.items()
    }


def reach(corpus: Corpus) -> dict[str, float]:
    """Read a corpus and give what each floor is held against."""
    found: dict[str, float] = {}
    for type_ in corpus.types:
        found |= _figures(type_, score(doc for doc in corpus.docs if doc.type == type_))
    return found


def _figures(type_: DocumentType, scored: Score) -> dict[str, float]:
    """Name the figures of one type; a kind that the annotation never gives only lowers the whole."""
    figures: dict[str, float] = {type_: scored.all.f1}
    figures |= {f"{type_}.{kind}": tally.f1 for kind, tally in scored.kinds.items() if tally.gold}
    figures |= {f"{type_}.qualifier.{name}": tally.precision for name, tally in scored.qualifiers.items()}
    return figures | ({f"{type_}.quotes": scored.quotes.precision} if type_ == "news" else {})


def below(pinned: Pinned, reached: dict[str, float]) -> list[str]:
    """Say which floors are not held."""
    return [
        f"{name}: {reached.get(name, 0.0):.3f}, floor {floor:.3f}"
        for name, floor in pinned.floors.items()
        if reached.get(name, 0.0) < floor
    ]


def raised(pinned: Pinned | None, corpus: Corpus, reached: dict[str, float]) -> Pinned:
    """Pin what is better than before; what is worse keeps its floor."""
    before = pinned.floors if pinned else {}
    floors = {name: max(before.get(name, 0.0), _down(value)) for name, value in reached.items()}
    return Pinned(corpus.fingerprint, len(corpus.docs), before | floors, pinned.lowered if pinned else ())


def _down(value: float) -> float:
    return math.floor(value * 1000 + 1e-6) / 1000


def write(table: dict[str, Pinned]) -> None:
    """Write the floors, in the order of their names."""
    lines = [_HEAD]
    for name, pinned in sorted(table.items()):
        lines += [f'["{name}"]', f'fingerprint = "{pinned.fingerprint}"', f"documents = {pinned.documents}"]
        if pinned.lowered:
            quoted = ", ".join(f'"{line}"' for line in pinned.lowered)
            lines.append(f"lowered = [{quoted}]")
        lines.append(f'["{name}".floors]')
        lines += [f'"{key}" = {value:.3f}' for key, value in sorted(pinned.floors.items())]
        lines.append("")
    part = FLOORS.with_suffix(".part")
    part.write_text("\n".join(lines), encoding="utf-8")
    part.replace(FLOORS)


def _report(
    table: dict[str, Pinned], corpora: Iterable[Corpus], figures: dict[str, dict[str, float]]
) -> bool:
    """Print what is below its floor and what could be raised; tell whether all floors are held."""
    held = True
    for corpus in corpora:
        pinned, reached = table.get(corpus.name), figures[corpus.name]
        totals = "  ".join(f"{type_} {reached[type_]:.3f}" for type_ in corpus.types)
        print(f"{corpus.name}: {totals}")
        if pinned is None:
            print("  not pinned yet")
            held = False
            continue
        if pinned.fingerprint != corpus.fingerprint:
            print("  its texts or their annotation have changed since it was pinned")
            held = False
        for line in below(pinned, reached):
            print(f"  below: {line}")
            held = False
    return held


def main() -> int:
    """Compare, raise or lower."""
    parser = argparse.ArgumentParser(prog="python -m bench.floors", description=__doc__)
    parser.add_argument("--raise", dest="raise_", action="store_true", help="pin what is better now")
    parser.add_argument("--lower", metavar="CORPUS", help="pin this corpus as it is read now")
    parser.add_argument("--because", metavar="REASON", help="why it may fall (kept in the file)")
    options = parser.parse_args()
    if options.lower and not options.because:
        parser.error("--lower needs --because")
    table, corpora = load(), own_corpora()
    figures = {corpus.name: reach(corpus) for corpus in corpora}
    if options.lower and options.lower not in figures:
        parser.error(f"no corpus {options.lower!r}: there are {', '.join(figures)}")
    for corpus in corpora:
        reached = figures[corpus.name]
        if options.lower == corpus.name:
            reason = f"{datetime.date.today()}: {options.because}".replace('"', "'").replace("\\", "/")
            past = table[corpus.name].lowered if corpus.name in table else ()
            table[corpus.name] = replace(raised(None, corpus, reached), lowered=(*past, reason))
        elif options.raise_:
            table[corpus.name] = raised(table.get(corpus.name), corpus, reached)
    if options.raise_ or options.lower:
        write(table)
    return 0 if _report(table, corpora, figures) else 1


if __name__ == "__main__":
    sys.exit(main())
