"""Whether a site stands at a wanted place, by names alone."""

from luodi.matching.answer import State
from luodi.matching.logic import either
from luodi.sites.park import Park
from luodi.sites.site import Site

_SUFFIXES = (
    "特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "自治州", "自治县", "地区", "街道",
    "省", "市", "区", "县", "镇", "乡", "盟", "旗",
)  # fmt: skip
_LEVELS = ("province", "city", "district")
_LEVELS_OF_SUFFIX = {
    "省": ("province",), "自治区": ("province",), "特别行政区": ("province", "city"),
    "市": _LEVELS, "自治州": ("city",), "地区": ("city",), "盟": ("city",),
    "区": ("district",), "县": ("district",), "旗": ("district",),
    "镇": ("district", "place"), "乡": ("district", "place"), "街道": ("district", "place"),
}  # fmt: skip
_PROVINCES = frozenset((
    "河北", "山西", "辽宁", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东",
    "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾", "内蒙古", "广西", "西藏", "宁夏", "新疆",
))  # fmt: skip
"""Names of a province and of nothing below it (吉林 and 海南 name a city and a county too)."""


def without_suffix(name: str) -> str:
    """Give 城阳 for 城阳区; a name of one character keeps its suffix (赵县)."""
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return name[: -len(suffix)]
    return name


def same_place(one: str, other: str) -> bool:
    """Tell whether two names are the same, or one is the other without its suffix: 长沙县 is not 长沙市."""
    return one == other or without_suffix(one) == other or one == without_suffix(other)


def stands_at(wanted: str, site: Site, park: Park | None) -> State:
    """Tell whether ``site`` stands at ``wanted``: by province, city, district, its place or its park's name.

    Unknown where none of them names it and one that could is not known.
    """
    levels = (site.province, site.city, site.district)
    if any(same_place(wanted, name) for name in _names(levels)):
        return "pass"
    if any(wanted in text for text in (site.place, park.name if park else site.park) if text):
        return "pass"
    could = _could_be(wanted)
    known = dict(zip(_LEVELS, levels, strict=True)) | {"place": site.place}
    return "unknown" if any(known[level] is None for level in could) else "fail"


def stands_at_any(wanted: tuple[str, ...], site: Site, park: Park | None) -> State:
    """Tell whether ``site`` stands at one of the wanted places."""
    return either(stands_at(place, site, park) for place in wanted)


def _names(levels: tuple[str | None, ...]) -> list[str]:
    """Give the names of a site's place, and runs of them: 青岛市城阳区, 青岛城阳区."""
    known = [level for level in levels if level]
    runs = [known[first:] for first in range(len(known) - 1)] + ([known[:2]] if len(known) == 3 else [])
    joined = [
        joint for run in runs for joint in ("".join(run), "".join(map(without_suffix, run[:-1])) + run[-1])
    ]
    return known + joined


def _could_be(wanted: str) -> tuple[str, ...]:
    """Give the fields that could name ``wanted``: a 区 is a district, 青岛 may be a city, a district or a landmark."""
    if without_suffix(wanted) in _PROVINCES:
        return ("province",)
    suffix = wanted.removeprefix(without_suffix(wanted))
    for ending, levels in _LEVELS_OF_SUFFIX.items():
        if suffix.endswith(ending):
            return levels
    return (*_LEVELS, "place")
