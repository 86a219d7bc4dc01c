"""The units that people write, and what one of each is in luodi's unit. To add a unit, add its row here and in the test.

Sources: 1 亩 = 10000/15 m², GB 3100-93 and the State Council's order of 1984 on legal units; 1 坪 = 400/121 m²;
1 square foot = 0.09290304 m²; loads by the standard gravity, 1 kN = 101.97 kg.
"""

from typing import Literal, NamedTuple

Dimension = Literal[
    "area",
    "money",
    "length",
    "load",
    "power",
    "mass",
    "time",
    "fraction",
    "points",
    "multiple",
    "count",
    "none",
]


class Unit(NamedTuple):
    """What one of a written unit is: ``factor`` of luodi's ``unit``."""

    unit: str
    factor: float
    dimension: Dimension


MU = 10000 / 15


def _rows(dimension: Dimension, unit: str, factor: float, *spellings: str) -> dict[str, Unit]:
    return {spelling: Unit(unit, factor, dimension) for spelling in spellings}


UNITS: dict[str, Unit] = {
    **_rows("area", "m2", 1.0, "平方米", "平米", "平方", "平", "方", "㎡", "m²", "m2", "平方公尺", "sqm", "m^2"),
    **_rows("area", "m2", MU, "亩", "市亩", "亩地", "mu"),
    **_rows("area", "m2", 1e4, "公顷", "ha"),
    **_rows("area", "m2", 1e6, "平方公里", "平方千米", "km²", "km2", "k㎡"),
    **_rows("area", "m2", 400 / 121, "坪"),
    **_rows("area", "m2", 0.09290304, "平方英尺", "平方尺", "平方呎", "呎", "sqft"),
    **_rows("money", "CNY", 1.0, "元人民币", "元", "块钱", "块", "蚊", "人民币", "rmb", "cny"),
    **_rows("money", "CNY", 0.1, "毛钱", "毛", "角"),
    **_rows("money", "USD", 1.0, "美元", "美金", "美刀", "usd"),
    **_rows("money", "EUR", 1.0, "欧元", "eur"),
    **_rows("money", "JPY", 1.0, "日元", "日圆", "円", "jpy"),
    **_rows("money", "HKD", 1.0, "港元", "港币", "港纸", "hkd"),
    **_rows("money", "GBP", 1.0, "英镑", "gbp"),
    **_rows("money", "KRW", 1.0, "韩元", "韩圜"),
    **_rows("money", "TWD", 1.0, "新台币", "台币"),
    **_rows("money", "SGD", 1.0, "新加坡元", "新元", "坡币"),
    **_rows("money", "AUD", 1.0, "澳元"),
    **_rows("money", "CAD", 1.0, "加元"),
    **_rows("money", "CHF", 1.0, "瑞士法郎", "瑞郎"),
    **_rows("money", "RUB", 1.0, "卢布"),
    **_rows("money", "MOP", 1.0, "澳门元", "澳门币"),
    **_rows("money", "MYR", 1.0, "林吉特", "马币"),
    **_rows("money", "THB", 1.0, "泰铢"),
    **_rows("money", "VND", 1.0, "越南盾"),
    **_rows("money", "IDR", 1.0, "印尼盾", "印尼卢比"),
    **_rows("money", "INR", 1.0, "印度卢比"),
    **_rows("money", "AED", 1.0, "迪拉姆"),
    **_rows("money", "SAR", 1.0, "里亚尔"),
    **_rows("money", "KZT", 1.0, "坚戈"),
    **_rows("money", "SEK", 1.0, "瑞典克朗"),
    **_rows("money", "NZD", 1.0, "新西兰元", "纽币"),
    **_rows("length", "m", 1.0, "米", "m", "公尺"),
    **_rows("length", "m", 0.01, "厘米", "公分", "cm"),
    **_rows("length", "m", 0.001, "毫米", "mm"),
    **_rows("length", "m", 1000.0, "公里", "千米", "km"),
    **_rows("load", "kg/m2", 1000.0, "吨/平方米", "吨/平米", "吨/平方", "吨/平", "吨/㎡", "吨/m²", "吨/m2", "吨/方",
            "t/㎡", "t/m²", "t/m2", "t/平", "吨每平方米", "吨每平方", "吨每平米", "吨每平", "吨一平", "吨一个平方",
            "吨一平方", "吨一方"),
    **_rows("load", "kg/m2", 1.0, "kg/㎡", "kg/m²", "kg/m2", "kg/平", "公斤/平方米", "公斤/平米", "公斤/平方",
            "公斤/平", "公斤/㎡", "千克/平方米", "千克/㎡", "公斤每平方米", "公斤每平", "公斤一平"),
    **_rows("load", "kg/m2", 101.97, "kn/㎡", "kn/m²", "kn/m2", "kn/平方米", "kn/平", "千牛/平方米", "千牛/㎡"),
    **_rows("power", "kVA", 1.0, "kva", "kv·a", "kw", "千瓦", "千伏安", "个千瓦", "个千伏安"),
    **_rows("power", "kVA", 1000.0, "mva", "兆伏安"),
    **_rows("mass", "t", 1.0, "吨", "公吨", "t"),
    **_rows("mass", "t", 0.001, "公斤", "千克", "kg"),
    **_rows("mass", "t", 0.0005, "斤", "市斤"),
    **_rows("time", "year", 1.0, "年", "周年", "整年"),
    **_rows("time", "month", 1.0, "个月", "个多月"),
    **_rows("time", "day", 1.0, "天", "个工作日", "个自然日"),
    **_rows("time", "hour", 1.0, "小时", "个小时", "分钟"),
    **_rows("fraction", "1", 0.01, "%"),
    **_rows("fraction", "1", 0.001, "‰"),
    **_rows("fraction", "1", 0.1, "成"),
    **_rows("points", "pp", 1.0, "个百分点", "百分点", "pct"),
    **_rows("multiple", "1", 1.0, "倍"),
}  # fmt: skip

COUNTERS = [
    "个", "家", "项", "名", "人", "件", "套", "台", "辆", "户", "所", "座", "栋", "幢", "层", "张", "条",
    "根", "间", "处", "次", "位", "批", "款", "种", "类", "颗", "只", "头", "支", "瓶", "盒", "片", "枚",
    "部", "架", "艘", "株", "棵", "桶", "卷", "双", "对", "副", "组", "份", "门", "匹", "羽", "尾", "列",
    "场", "期", "本", "篇", "枝", "束", "席", "代", "轮", "罐", "袋", "包", "筒", "盘", "箱", "届", "宗",
    "幅", "粒", "剂", "台套", "台(套)", "件套", "人次", "车次", "班次", "标箱", "标准箱", "个标准箱", "机架", "床位",
    "张床", "座席", "泊位", "吨标准煤", "吨标煤", "吨级", "立方米", "立方", "升", "毫升", "千升", "芯公里", "平方公里级",
    "千瓦时", "度", "兆瓦", "吉瓦", "兆瓦时", "吉瓦时", "teu", "gw", "mw", "gwh", "mwh", "kwh", "pflops",
    "eflops", "p",
]  # fmt: skip

# The same for words of two letters: 3000平整租 is an area, 六通一平整理 is not.
NOT_BEFORE_WORDS = {"平": "整(?![租栋幢层体售])"}
# What must not follow a unit that is also the beginning of an ordinary word.
NOT_BEFORE = {
    "平": "台均安衡稳时度行等原日常凡面地民",
    "方": "面案向式法便可针位程才米言能舱形",
    "平方": "公千米英尺呎",
    "块": "地板田茎状根链",
    "成": "立为功果本员都长熟就品交套效绩分型份因活人批",
    "元": "件素月旦老宇",
    "角": "度落色",
    "毛": "坯利病巾料",
    "米": "其粉饭线勒兰",
    "年": "级轻龄货",
    "天": "然津津河府虹车",
    "层": "高次面级",
    "期": "间货待盼限",
    "门": "类店户槛",
    "代": "表理工建替谢言办",
    "部": "分门署委队级",
    "人": "民才工均口力员大次事类气造",
    "名": "单称牌优",
    "位": "于置列居次",
    "类": "似型别",
    "种": "植子类苗",
    "本": "地市省区报次土级届",
    "场": "地所景",
    "条": "件例款",
    "度": "假量过",
    "对": "接于外应标口",
    "组": "织建成装",
    "列": "入为",
    "轮": "胎毂船",
    "席": "位",
    "包": "括装含裹",
    "支": "持撑柱付行部队",
    "所": "有在以属谓",
    "处": "于理置",
    "台": "湾州商资风账",
    "架": "构",
    "间": "接隔",
    "只": "有要能是需",
    "头": "部企",
    "件": "套",
    "批": "复准发",
    "项": "目",
    "家": "具电居庭装",
    "箱": "包",
    "盘": "活",
    "份": "额",
    "双": "创向碳招",
    "p": "abcdefghijklmnopqrstuvwxyz0123456789",
    "m": "abcdefghijklnopqrstuvwxyz",
    "t": "abcdefghijklmnopqrstuvwxyz",
    "mu": "abcdefghijklmnopqrstuvwxyz",
    "ha": "abcdefghijklmnopqrstuvwxyz",
}
