"""The fields of listings, sites, parks and requirements: one catalogue for readers, tables, forms and reports.

A value is one of: ``float`` (in the field's unit), ``str``, ``bool``, or a tuple of ``str`` or ``int`` for fields that
may hold several. Unknown is None. ``deal``, ``kind``, ``storey``, ``fire_class`` and ``use`` are tuples always.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from luodi.core.text import Text

NO_UNIT = Text("", "")

Value = float | str | bool | tuple[str, ...] | tuple[int, ...]


class Type(Enum):
    """What a field holds."""

    NUMBER = "number"  # float, not negative
    COORDINATE = "coordinate"  # float, may be negative
    TEXT = "text"
    TEXTS = "texts"  # tuple of str
    CHOICE = "choice"  # one word of `choices`
    CHOICES = "choices"  # tuple of words of `choices`
    FLOORS = "floors"  # tuple of int, not 0; -1 is the first basement
    FLAG = "flag"
    DATE = "date"  # ISO date, to the day, month or year; or "now" where `choices` allows it


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in files and code, its label, its type, its unit and what it may hold.

    ``headings`` are further Chinese and English names that a table's heading may use. ``choices`` maps each word to
    its label; ``spellings`` maps how people write a choice (厂房) to its word (factory).
    """

    name: str
    label: Text
    type: Type
    unit: Text = NO_UNIT
    headings: tuple[str, ...] = ()
    choices: Mapping[str, Text] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    maximum: float = math.inf


class BadValue(ValueError):  # noqa: N818 - it is a value that is bad, and the caller says where
    """A value that its field can't hold: ``what`` is wrong, and the ``remedy``."""

    def __init__(self, what: Text, remedy: Text) -> None:
        super().__init__(what.en)
        self.what = what
        self.remedy = remedy


DEALS = {"lease": Text("出租", "lease"), "sale": Text("出售", "sale"), "transfer": Text("转让", "transfer")}
WANTED_DEALS = {"lease": Text("租赁", "lease"), "purchase": Text("购买", "purchase")}
KINDS = {
    "factory": Text("厂房", "factory"),
    "warehouse": Text("仓库", "warehouse"),
    "land": Text("土地", "land"),
    "office": Text("办公楼", "office"),
    "lab": Text("研发楼", "laboratory"),
    "yard": Text("堆场", "yard"),
}
USES = {
    "production": Text("生产", "production"),
    "storage": Text("仓储", "storage"),
    "rnd": Text("研发", "research"),
    "office": Text("办公", "office"),
    "retail": Text("零售", "retail"),
}
STRUCTURES = {
    "steel": Text("钢结构", "steel"),
    "frame": Text("框架", "concrete frame"),
    "brick": Text("砖混", "brick"),
    "mixed": Text("混合", "mixed"),
}
FIRE_CLASSES = {name: Text(name, f"class {name}") for name in ("甲", "乙", "丙", "丙一", "丙二", "丁", "戊")}
STATUSES = {
    "available": Text("可用", "available"),
    "reserved": Text("已预订", "reserved"),
    "taken": Text("已成交", "taken"),
}
_M2 = Text("㎡", "m²")
_RENT = Text("元/㎡·月", "CNY/m² a month")
_YUAN = Text("元", "CNY")
_YUAN_YEAR = Text("元/年", "CNY a year")
_DEAL_WORDS = {
    "租赁": "lease", "招租": "lease", "租": "lease", "出售": "sale", "售": "sale", "出让": "sale",
    "转租": "transfer", "转让": "transfer", "rent": "lease", "sell": "sale", "sublet": "transfer",
}  # fmt: skip
_WANTED_DEAL_WORDS = {
    "租": "lease", "求租": "lease", "出租": "lease", "购": "purchase", "买": "purchase", "求购": "purchase",
    "rent": "lease", "buy": "purchase",
}  # fmt: skip
_KIND_WORDS = {
    "标准厂房": "factory", "车间": "factory", "仓储": "warehouse", "冷库": "warehouse", "地块": "land",
    "工业用地": "land", "写字楼": "office", "办公": "office", "实验室": "lab", "研发": "lab", "空地": "yard",
    "场地": "yard", "plant": "factory", "workshop": "factory", "plot": "land", "research": "lab",
}  # fmt: skip
_STRUCTURE_WORDS = {
    "钢构": "steel",
    "轻钢": "steel",
    "框架结构": "frame",
    "混凝土框架": "frame",
    "砖混结构": "brick",
}
_STATUS_WORDS = {
    "空置": "available",
    "在租": "available",
    "预留": "reserved",
    "已租": "taken",
    "已售": "taken",
}


def _number(name: str, zh: str, en: str, unit: Text, *headings: str, maximum: float = math.inf) -> Field:
    return Field(name, Text(zh, en), Type.NUMBER, unit, headings, maximum=maximum)


def _text(name: str, zh: str, en: str, *headings: str) -> Field:
    return Field(name, Text(zh, en), Type.TEXT, headings=headings)


def _flag(name: str, zh: str, en: str, *headings: str) -> Field:
    return Field(name, Text(zh, en), Type.FLAG, headings=headings)


_PLACE = (
    _text("province", "省", "province", "省份", "所在省"),
    _text("city", "市", "city", "城市", "所在市", "地市"),
    _text("district", "区县", "district", "区", "县", "区市", "县区", "所在区"),
)
_PREMISES_FLAGS = (
    _flag("title_deed", "产证", "title deed", "红本", "独立产权", "不动产权证", "双证"),
    _flag("env_permit", "可环评", "environmental permit", "环评", "能否环评"),
    _flag("steam", "蒸汽", "steam"),
    _flag("gas", "天然气", "gas", "燃气"),
    _flag("dormitory", "宿舍", "dormitory", "公寓"),
    _flag("canteen", "食堂", "canteen"),
    _flag("sewage_permit", "排污指标", "sewage permit", "排污"),
)
_KIND = Field("kind", Text("类型", "kind"), Type.CHOICES, headings=("物业类型", "用地类型"), choices=KINDS,
              spellings=_KIND_WORDS)  # fmt: skip
_FIRE = Field("fire_class", Text("火险类别", "fire class"), Type.CHOICES, headings=("消防", "消防等级", "火灾危险性"),
              choices=FIRE_CLASSES,
              spellings={"丙1": "丙一", "丙2": "丙二", "丙类一项": "丙一", "丙类二项": "丙二"})  # fmt: skip
_STRUCTURE = Field("structure", Text("结构", "structure"), Type.CHOICE, headings=("建筑结构",), choices=STRUCTURES,
                   spellings=_STRUCTURE_WORDS)  # fmt: skip
_WANTED_STRUCTURE = replace(_STRUCTURE, type=Type.CHOICES)
_CONTACT = (_text("contact", "联系人", "contact"), _text("phone", "电话", "phone", "联系电话", "手机"))

LISTING_FIELDS: tuple[Field, ...] = (
    Field("deal", Text("交易方式", "deal"), Type.CHOICES, headings=("方式", "租售"), choices=DEALS,
          spellings=_DEAL_WORDS),
    _KIND,
    *_PLACE,
    _text("place", "位置", "place", "地址", "园区/道路", "地点", "address"),
    _number("floor_area_m2", "建筑面积", "floor area", _M2, "面积", "厂房面积", "可租面积"),
    _number("land_area_m2", "土地面积", "land area", _M2, "占地面积", "用地面积"),
    _number("min_area_m2", "最小可分面积", "smallest part", _M2, "起租面积", "最小面积"),
    _number("storeys", "总层数", "storeys", Text("层", "storeys"), "层数", maximum=200),
    Field("storey", Text("所在楼层", "storey offered"), Type.FLOORS, headings=("楼层", "floor")),
    _number("clear_height_m", "层高", "clear height", Text("米", "m"), "净高", "檐高", "首层层高", maximum=100),
    _number("clear_height_upper_m", "上层层高", "clear height above", Text("米", "m"), maximum=100),
    _number("floor_load_kg_m2", "承重", "floor load", Text("kg/㎡", "kg/m²"), "荷载", "地面承重"),
    _number("power_kva", "配电", "power", Text("kVA", "kVA"), "电力", "变压器", "用电"),
    _number("crane_t", "行车", "crane", Text("吨", "t"), "航车", "天车", "起重", maximum=2000),
    _STRUCTURE,
    _FIRE,
    _number("rent_cny_m2_month", "租金", "rent", _RENT, "月租金", "单价"),
    _number("rent_cny_year", "年租金", "rent a year", _YUAN_YEAR, "总租金"),
    _number("price_cny", "总价", "price", _YUAN, "售价"),
    _number("price_cny_m2", "单价(㎡)", "price by m²", Text("元/㎡", "CNY/m²"), "售价单价"),
    _number("price_cny_mu", "单价(亩)", "price by mu", Text("元/亩", "CNY/mu"), "地价"),
    _number("tenure_years", "土地年限", "tenure", Text("年", "years"), "剩余年限", "使用年限", maximum=999),
    *_PREMISES_FLAGS,
    Field("available_from", Text("可入驻", "available from"), Type.DATE, headings=("交付时间", "入驻时间", "交付日期"),
          choices={"now": Text("即可", "now")}, spellings={"现房": "now", "随时": "now", "即租即用": "now"}),
    *_CONTACT,
)  # fmt: skip

SITE_FIELDS: tuple[Field, ...] = (
    _text("id", "编号", "id", "房源编号", "序号"),
    _text("name", "名称", "name", "房源名称", "标题", "title"),
    _text("park", "园区编号", "park", "园区", "所属园区"),
    _text(
        "building",
        "楼栋或地块",
        "building or parcel",
        "楼栋",
        "楼号",
        "栋号",
        "幢号",
        "地块",
        "地块号",
        "宗地",
        "parcel",
    ),
    _text("unit", "单元", "unit", "单元号", "房号", "室号", "room"),
    *LISTING_FIELDS,
    Field("lon", Text("经度", "longitude"), Type.COORDINATE, headings=("lng",), maximum=180),
    Field("lat", Text("纬度", "latitude"), Type.COORDINATE, maximum=90),
    Field("status", Text("状态", "status"), Type.CHOICE, choices=STATUSES, spellings=_STATUS_WORDS),
    Field(
        "stated_on", Text("发布日期", "stated on"), Type.DATE, headings=("发布时间", "更新日期", "published")
    ),
    Field("verified_on", Text("核实日期", "verified on"), Type.DATE, headings=("核实时间",)),
    _text("source", "来源", "source", "信息来源"),
    _flag("synthetic", "合成数据", "synthetic", "虚构"),
)

REQUIREMENT_FIELDS: tuple[Field, ...] = (
    _text("company", "企业", "company", "公司"),
    *_CONTACT,
    _text("industry", "行业", "industry", "产业", "产品"),
    Field("use", Text("用途", "use"), Type.CHOICES, choices=USES),
    Field("deal", Text("交易方式", "deal"), Type.CHOICES, choices=WANTED_DEALS, spellings=_WANTED_DEAL_WORDS),
    _KIND,
    Field("locations", Text("意向区域", "locations"), Type.TEXTS, headings=("区域", "location")),
    _number("floor_area_min_m2", "建筑面积下限", "floor area from", _M2),
    _number("floor_area_max_m2", "建筑面积上限", "floor area to", _M2),
    _number("land_area_min_m2", "土地面积下限", "land area from", _M2),
    _number("land_area_max_m2", "土地面积上限", "land area to", _M2),
    _number("rent_max_cny_m2_month", "租金上限", "rent up to", _RENT),
    _number("rent_max_cny_year", "年租金上限", "rent a year up to", _YUAN_YEAR),
    _number("price_max_cny", "总价上限", "price up to", _YUAN),
    _number("price_max_cny_mu", "地价上限", "price by mu up to", Text("元/亩", "CNY/mu")),
    _number("investment_cny", "投资额", "investment", _YUAN, "总投资"),
    _number("output_cny_year", "年产值", "output a year", _YUAN_YEAR, "产值"),
    _number("revenue_cny_year", "年营收", "revenue a year", _YUAN_YEAR, "营收"),
    _number("tax_cny_year", "年税收", "tax a year", _YUAN_YEAR, "税收"),
    _number("tax_cny_mu_year", "亩均税收", "tax by mu a year", Text("元/亩·年", "CNY/mu a year")),
    _number("energy_tce_year", "年能耗", "energy a year", Text("吨标煤/年", "tce a year"), "能耗"),
    _number("staff", "用工", "staff", Text("人", "people"), "人数"),
    _number("clear_height_min_m", "层高不低于", "clear height from", Text("米", "m"), maximum=100),
    _number("floor_load_min_kg_m2", "承重不低于", "floor load from", Text("kg/㎡", "kg/m²")),
    _number("power_min_kva", "电力不低于", "power from", Text("kVA", "kVA")),
    _number("crane_min_t", "行车不低于", "crane from", Text("吨", "t"), maximum=2000),
    Field("storey", Text("楼层", "storey"), Type.FLOORS),
    _FIRE,
    _WANTED_STRUCTURE,
    *_PREMISES_FLAGS,
    Field("start_by", Text("最迟入驻", "start by"), Type.DATE, headings=("入驻时间",)),
)

PARK_FIELDS: tuple[Field, ...] = (
    _text("id", "编号", "id"),
    _text("name", "名称", "name", "园区名称"),
    *_PLACE,
    _text("place", "位置", "place", "地址"),
    Field("lon", Text("经度", "longitude"), Type.COORDINATE, maximum=180),
    Field("lat", Text("纬度", "latitude"), Type.COORDINATE, maximum=90),
    Field("focus", Text("主导产业", "focus"), Type.TEXTS, headings=("产业", "主导")),
    _number("plot_ratio", "容积率", "plot ratio", Text("", ""), maximum=50),
    _flag("synthetic", "合成数据", "synthetic", "虚构"),
)


def by_name(fields: Sequence[Field]) -> dict[str, Field]:
    """Index fields by their name."""
    return {field.name: field for field in fields}


def from_plain(plain: Any) -> Any:
    """Give what :func:`to_plain` wrote as a value: a list as a tuple, all else as it is (one alone stays the one)."""
    return tuple(plain) if isinstance(plain, list) else plain


def to_plain(value: Value | None) -> Any:
    """Give a value as our JSON holds it: numbers to two decimals, whole ones as int; a tuple of one as the one."""
    if isinstance(value, tuple):
        return value[0] if len(value) == 1 else list(value)
    if isinstance(value, float):
        rounded = round(value, 2)
        return int(rounded) if rounded == int(rounded) else rounded
    return value
