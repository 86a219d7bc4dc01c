"""The words that say what a figure measures, with the slips of the pen that people make, as tables."""

from bisect import bisect_left

from luodi.core.record import record
from luodi.core.scan import Words

# name → words, of folded text. A name that ends in "_not" takes a figure away from its neighbour: the width of a
# dock is no clear height, a goods lift is no crane.
CUES: dict[str, str] = {
    "height_clear": "净高|淨高|梁下净高|梁下高度|梁下净空|梁下|梁底|净空高度?|净空|内净高|clear height|clearance",
    "height": "层高|檐口高度?|檐高|沿高|屋檐高?|滴水|库高|举架|挑高|檐口|内高|室内高度?|高度|层髙|曾高|成高|屋高|房高|厂房高|肩高|"
    "ceiling height|floor height|eave height|eaves",
    "height_weak": "(?<=米)高(?![速铁新])|高(?=约?达?[:为]?\\d)|高(?=[二三四五六七八九十]+(?:米|公尺))",
    "height_not": "吊车梁底|行车梁底|天车梁底|月台|站台|限高|轨顶标?高?|轨高|跨度|跨距|每跨|柱距|柱间距|车长|门高|大门|门宽|卷帘门|货架|距离?|离|宽|长|深|围墙|"
    "临街|马路|道路|路宽|开间|进深|回车|车道|米车|大车|挂车|货车|平板车|升降平台|坡道宽|标高|消防通道|间距",
    "load": "承重|荷载|承载力?|荷重|载荷|载重|活载|成重|乘重|承受|楼板承重|楼板(?=\\d)|地面承重|地坪承重|地基承载|floor load(?:ing)?|load|压力|地[坪面](?=\\d+(?:\\.\\d+)?(?:吨|t))|能?压(?=\\d)",
    "power": "配电|变压器|電力|电力|供电|用电|电量|电容量?|变压|电源|通电|配变|专变|电负荷|动力电|工业电|箱变|"
    "三相电|电(?=[约有要:]{0,2}(?:\\d|[一二两三四五六七八九][百千]))|(?:(?<=\\d)|(?<=\\d的))电(?![话约有:梯动商炉]|\\d)|power|electricity|变电器|配店",
    "power_not": "增容|扩容|柴发|发电机?|应急|备用|专线|变电站|变电所|光伏|开闭所|充电|增至|增加到|扩到|另可",
    "crane": "行车|航车|天车|吊车|桥吊|桥式起重|龙门吊|龙门|门吊|行吊|桁车|桁吊|起重机|起重|吊机|梁吊|单梁|双梁|欧式吊|桁架吊|航吊|"
    "牛腿|crane",
    "crane_not": "货梯|电梯|客梯|货运梯|液压梯|升降机|升降梯|客货梯|葫芦|地磅|磅|叉车|锅炉|cod|货车|蒸汽|污水|升降|小车|吨车|提升机|罐|"
    "储罐|平台|冷量|产能|年产|日产|日处理|年处理|水|hoist|lift|elevator",
}  # fmt: skip
_FAMILY = {
    "length": ("height_clear", "height", "height_weak", "height_not"),
    "load": ("load",),
    "mass": ("crane", "crane_not", "load"),
    "power": ("power", "power_not"),
    "none": tuple(CUES),
}
_FIND = Words("|".join(f"(?P<{name}>{words})" for name, words in CUES.items()))


@record
class Cue:
    """A word that says what the figures beside it measure."""

    name: str
    start: int
    end: int


class Cues:
    """All cues of a text, for looking left and right."""

    def __init__(self, text: str) -> None:
        self._all = [Cue(str(match.lastgroup), match.start(), match.end()) for match in _FIND.finditer(text)]
        self._starts = [cue.start for cue in self._all]

    def before(self, at: int, dimension: str, limit: int) -> Cue | None:
        """Give the last cue for ``dimension`` that ends at or before ``at``, not looking left of ``limit``."""
        names = _FAMILY[dimension]
        index = bisect_left(self._starts, at)
        for cue in reversed(self._all[max(0, index - 12) : index]):
            if cue.start < limit:
                return None
            if cue.end <= at and cue.name in names:
                return cue
        return None

    def at(self, start: int, within: int, dimension: str) -> Cue | None:
        """Give the first cue for ``dimension`` that begins in ``[start, start + within]``."""
        names = _FAMILY[dimension]
        index = bisect_left(self._starts, start)
        for cue in self._all[index : index + 4]:
            if cue.start > start + within:
                return None
            if cue.name in names:
                return cue
        return None
