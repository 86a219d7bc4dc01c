"""Names of projects that begin with a size, and with the brand or firm before it (某某30万锭纺纱项目)."""

import re

from luodi.core.scan import quick
from luodi.reading.names import Name
from luodi.reading.names.stops import find_stops

_YEARLY = r"(?:年产|日产|年处理|年加工|日处理|年生产)"
_SIZE_UNIT = r"(?:吨|千?升|锭|英寸|千瓦时?|兆瓦时?|吉瓦时?|[MGk]Wh?|平方米|立方米|[头羽]|(?<=[万亿])[套台辆件只片支枚])"
_SIZE_NAME = quick(
    rf"(?:{_YEARLY}[\d.,万亿千]+[\u4e00-\u9fffA-Za-z㎡]{{2,14}}[、和及与])*"
    rf"(?:{_YEARLY}[\d.,万亿千百十一二两三四五六七八九]+(?:[\u4e00-\u9fff㎡/（）]{{1,4}}?|[A-Za-z]{{1,4}})|\d[\d.]*[万亿]?{_SIZE_UNIT}(?:/[年月日天])?)$"
)
_SIZED = re.compile(r"[\d年日]")  # without it there is no size
_BRAND_BEFORE = re.compile(r"[\u4e00-\u9fffA-Za-z（）]{2,30}$")


def lengthen(text: str, name: Name) -> Name:
    """Lengthen a project's name by the size that it begins with, and by the brand before that (某某30万锭 + 纺纱项目)."""
    if name.kind not in ("project", "thing"):
        return name
    if not _SIZED.search(text, max(0, name.start - 40), name.start + 4):
        return name
    for cut in range(4):
        before = text[max(0, name.start + cut - 40) : name.start + cut]
        match = _SIZE_NAME.search(before)
        if match:
            start = name.start + cut - len(match.group())
            start -= _brand_before(text, start) if name.kind == "project" else 0
            return Name(start, name.end, text[start : name.end], name.kind)
    return name


_NOT_BRAND = re.compile(
    r"[年月日]$|^(?:该|本|此)?(?:公司|企业|集团|园区|项目|基地|工厂|开发区|高新区|[一二三四五首]期)$|(?:届时|其中|目前|合计|总计|可|形成|达产|投产|整体|全部|同时|最终|现有|在建|新增)$"
)


_ZONE_BEFORE = re.compile(
    r"[\u4e00-\u9fff]{2,12}?(?:园区|开发区|高新区|经开区|新区|产业园|工业园)(?!区)(?=[\u4e00-\u9fff（）]{4,}公司$)"
)


def _brand_before(text: str, start: int) -> int:
    """Give the length of the brand or the firm that stands right before a size."""
    low = max(0, start - 30)
    run = text[low:start]
    stopped = max((end for _, end in find_stops(run)), default=0)
    run = " " * stopped + run[stopped:]
    match = _BRAND_BEFORE.search(run)
    if not match or _NOT_BRAND.search(match.group()):
        return 0
    brand = match.group()
    if len(brand) > 10 and not brand.endswith("公司"):
        return 0
    zone = _ZONE_BEFORE.match(brand)  # 某工业园区 + 某有限公司年产…
    return len(brand) - (zone.end() if zone else 0)
