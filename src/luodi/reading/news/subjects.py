"""Whom and what a text speaks of: subjects, their kinds, and the figures told of them."""

import re

from luodi.core.record import record


@record
class Subject:
    """What something is said of: its fullest name, its kind, and where it is named at this place."""

    words: str
    kind: str
    start: int = -1
    end: int = -1


@record
class Measure:
    """A figure's name and owner, which a later clause may refer to (…, 同比增长6%)."""

    subject: Subject
    name: str
    kind: str
    start: int
    end: int
    sentence: int
    period: str | None = None
    expected: bool = False
    unit: str = ""  # of a capacity
    per: str = "年"  # a capacity's time

    @property
    def product(self) -> str:
        """What a capacity is of."""
        return re.sub("(?:产量|产能)$", "", self.name)


BUILT = ("project", "thing", "park")
PLACES = ("park", "region")

# Bare nouns that mean what was named before, by the kind they are of.
NOUNS = {
    **dict.fromkeys(("园区", "产业园", "工业园", "科技园", "开发区", "高新区", "经开区", "新区", "示范区", "新城", "小镇", "产业区", "片区", "集聚区", "产业集聚区", "集中区", "科创城", "科技城", "全区", "全市", "全县", "全省"), "park"),
    **dict.fromkeys(("公司", "企业", "集团"), "firm"),
    **dict.fromkeys(("项目", "基地", "工厂", "中心", "平台"), "project"),
}  # fmt: skip
PARK_WORDS = frozenset(("园区", "产业园", "产业园区", "工业园", "科技园", "产业区", "园", "新城", "小镇"))
ZONE_WORDS = frozenset(("示范区", "开发区", "高新区", "经开区", "新区"))
THING_WORDS = frozenset(("基地", "工厂", "中心", "平台", "厂", "大厦", "研究院"))

# What a speaker is, behind the name of whom he speaks for.
ROLE = r"(?:副|常务|执行|联席|联合|首席)*(?:董事长|总经理|总裁|创始人|负责人|主任|厂长|院长|书记|经理|总监|工程师|总工|董秘|秘书长|场长|CEO)(?:兼[^，。：]{2,8})?"

STAGE_TAIL = re.compile(
    r"(?:[一二三四五六七八九]期|首期|[A-Z]区|[A-Z]座|核心区|起步区|启动区|建成区|拓展区|辐射区|先导区)(?:启动区|工程|项目)?$"
)
AREA_OF = re.compile(r"(?:建成区|核心区|起步区|启动区|拓展区|辐射区|先导区)$")


def whole(one: Subject) -> Subject:
    """Give the park that a stage belongs to."""
    match = STAGE_TAIL.search(one.words)
    return Subject(one.words[: match.start()], one.kind) if match and match.start() >= 4 else one


def is_park(one: Subject) -> bool:
    """Tell a park proper from a zone."""
    return one.kind == "park" and not one.words.endswith(
        ("高新区", "开发区", "经开区", "新区", "管理区", "保税区")
    )
