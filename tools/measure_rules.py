"""Measure each rule of the news reader on our corpora: writes luodi_portal/knowledge/data/rules.tsv.

    .venv/bin/python tools/measure_rules.py

The portal shows people first what was read by rules that are often wrong (:mod:`luodi_portal.knowledge.review.precision`).
"""

from collections import Counter
from pathlib import Path

from bench.gold import own_corpora
from bench.scoring import pair

from luodi.reading.read import read_document

TARGET = Path(__file__).resolve().parents[1] / "src" / "luodi_portal" / "knowledge" / "data" / "rules.tsv"
HEADER = """# How often each rule of the news reader was right on our corpora: rule, facts read, facts right.
# Made by tools/measure_rules.py; our own measurement.
"""


def main() -> None:
    """Read the corpora and write the table."""
    read, right = Counter[str](), Counter[str]()
    for corpus in own_corpora():
        for doc in corpus.docs:
            if doc.type != "news":
                continue
            facts = read_document(doc.document).facts
            read.update(fact.rule for fact in facts)
            right.update(facts[j].rule for _, j in pair(doc.facts, facts))
    rows = [f"{rule}\t{read[rule]}\t{right[rule]}\n" for rule in sorted(read)]
    TARGET.write_text(HEADER + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
