"""Rents, prices by area and totals as people write them, brought to the guide's units.

>>> [(r.kind, round(r.value, 2)) for r in find_rates("租金0.42元/㎡/天，28万/亩也可卖")]
[('rent_m2_month', 12.78), ('price_mu', 280000.0)]
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from luodi.core.quantities.find import Approx, Quantity, find_quantities
from luodi.core.quantities.numbers import fold
from luodi.core.quantities.units import MU
from luodi.core.record import record

RateKind = Literal["rent_m2_month", "rent_year", "price", "price_m2", "price_mu"]

_MONTHS = {"day": 12 / 365, "month": 1.0, "quarter": 3.0, "year": 12.0}  # how many months one period has
_AREA_WORDS = (
    ("mu", "亩"),
    ("m2", "平方米|平方公尺|平方|平米|平|㎡|m2|m²|sqm|方(?![案便式向正面可])|個平方"),
)
_PERIOD_WORDS = (
    ("day", "天|日|day"),
    ("month", "个月|個月|月|month|mo"),
    ("quarter", "季度|季"),
    ("year", "年|year|yr"),
)


def _group(words: Sequence[tuple[str, str]]) -> str:
    return "|".join(f"(?P<{name}>{spelt})" for name, spelt in words)


_PER = re.compile(
    rf"\s?(?:/|每|一|1|·|・|\.|per)?\s?(?:个|個)?(?:{_group(_AREA_WORDS)}|(?:{_group(_PERIOD_WORDS)})(?![起付签簽押]))",
    re.I,
)
_MARK = re.compile(r"\s?(?:/|每|一|·|per|、|个|[.](?=[天日月年]))", re.I)
_STROKE = re.compile(r"[/·*]")
_BEFORE = 16
_FILL = "不超|控制在|超过|不超过|约|大概|人民币|人民幣|rmb|￥|¥|以|在|为|只要|就|是|[:\\s/·]"
_EACH = re.compile(rf"(?:每|(?<![十\d])一|元/)(?:个|個)?(?:{_group(_AREA_WORDS)}|{_group(_PERIOD_WORDS)})$")
_PERIOD_RENT = re.compile(
    r"(?:(?P<day>日)|(?P<month>月)|(?P<year>年))(?:租金|租|均租)$|(?P<mu>亩)(?:均)?(?:地)?价$"
)
_PER_HINT = re.compile("[每一/日月年亩]")  # with one of them what a sum is by is said before it
_FILLERS = (
    re.compile(rf"(?:{_FILL})*$", re.I),
    re.compile(rf"(?:租金|租价?|均价|单价|价格?|{_FILL})*$", re.I),
)
_RENT_WORD = re.compile(r"租(?!期|户|客|约|赁期|下)|预算|租价|报价|budget|rent", re.I)
_PRICE_WORD = re.compile(
    r"(?:购买|购置|收购)预算|预算购买|售|总价|卖|底价|起始价|起拍价|评估价|转让价|转让总价|转让费|地价|土地价|收购|整体|作价|要价|总款|一口价|出价|挂牌价"
)
_OTHER_MONEY = re.compile(
    r"税收|纳税|纳稅|交税|税额|缴税|缴纳|利税|税|产值|产出|产量|营收|营业|销售|收入|强度|工资|薪|管理费|押金|保证金|定金|订金|"
    r"佣金|介绍费|中介费|水费|电费|电价|油费|补贴|奖|返佣|停车|罚|投资|投入|注册资|增价|居间费|服务费|违约金|转让费用|年产|"
    r"设备费|装修费|产能|利润|融资|贷款|首付"
)
_INCLUDED = re.compile(r"(?:不?含|包)(?:税|物业费?|发票)+|亩均|(?:按揭|可)贷款|首付[\d一二三四五六七八九]+成")
_SERVICE = re.compile(r"(?:物业(?:管理)?费?|管理费)\s?[:：为]?\s?$")
_NO_MONEY = re.compile(r"\s?(?:[℃°度#号栋幢座路]|楼|层|[fF](?![a-zA-Z]))|-\d{7}")
_OTHER_FIGURE = re.compile(r"电|层?高|承重|面积|[^\d楼层f]\d+(?![\d楼层f#号])")  # 租金14以内 电400
_CUT = re.compile(r"[,，;；。!！?？\n]")


@record
class Rate:
    """A rent or a price: ``value`` (and ``high`` of a range) in CNY by ``kind``, standing at ``[start, end)``.

    ``rent_m2_month`` is CNY/m² a month (a day is 12/365 months; a rent without a period is by month, below 3 元 for
    what is under a roof by day); ``rent_year``
    is a total by year; ``price`` a total; ``price_m2`` and ``price_mu`` by m² and by 亩. ``timed`` is true where the
    text says the period.
    """

    kind: RateKind
    value: float
    start: int
    end: int
    high: float | None
    approx: Approx
    timed: bool = False


@dataclass(slots=True)
class _Per:
    """What a figure is by: an area, a period, and how far its words reach."""

    area: str | None
    period: str | None
    start: int
    end: int
    figure_end: int


def find_rates(text: str, quantities: Sequence[Quantity] | None = None) -> list[Rate]:
    """Find all rents and prices of ``text``, in order; ``quantities`` are the text's, where they are known already.

    Tax, output, deposits and service charges are no rates. Linear in the text's length.
    """
    text = fold(text)
    open_ground = bool(_OPEN_GROUND.search(text))
    found: list[Rate] = []
    loose: list[Quantity] = []  # sums of money right before, which say no unit
    for quantity in find_quantities(text) if quantities is None else quantities:
        if quantity.dimension not in ("money", "none") or quantity.unit not in ("CNY", ""):
            continue
        rate = _rate(text, quantity, open_ground=open_ground)
        if rate is None:
            loose.append(quantity)
        elif not (found and rate.start < found[-1].end):
            found += _sharing(text, loose, rate, quantity)
            found.append(rate)
            loose = []
    return found


_NEXT_FLOOR = re.compile(
    r"[、,，;；/和\s]\s?(?:[一二三四五六七八九十\d首底至到\-]+(?:层|楼|f)(?:以上)?|楼上|其余|标准层)[:：]?\s?",
    re.I,
)


def _sharing(text: str, loose: Sequence[Quantity], rate: Rate, by: Quantity) -> Iterator[Rate]:
    """一层23元、二层16元/㎡/月: the first sum has the unit of the last."""
    shared: list[Rate] = []
    start = by.start
    for quantity in reversed(loose):
        if quantity.dimension != "money" or not _NEXT_FLOOR.fullmatch(text, quantity.end, start):
            break
        value = quantity.value * rate.value / by.value if by.value else quantity.value
        shared.append(
            replace(
                rate, value=value, start=quantity.start, end=quantity.end, high=None, approx=quantity.approx
            )
        )
        start = quantity.start
    return reversed(shared)


def _rate(text: str, quantity: Quantity, *, open_ground: bool) -> Rate | None:
    if quantity.dimension == "none" and _NO_MONEY.match(text, quantity.end):
        return None
    per = _per(text, quantity)
    left = _left_context(text, quantity.start)
    if quantity.dimension == "none" and not _bare_is_money(left, per, quantity):
        return None
    if _SERVICE.search(left) or _is_other_money(_INCLUDED.sub("", left)):
        return None
    kind = _kind(left, per, quantity)
    if kind is None:
        return None
    factor = _factor(kind, per, quantity.value, open_ground=open_ground)
    high = None if quantity.high is None else quantity.high * factor
    return Rate(
        kind,
        quantity.value * factor,
        min(per.start, quantity.start),
        max(per.end, quantity.end),
        high,
        quantity.approx,
    )


def _is_other_money(left: str) -> bool:
    """Tax, deposits and the like, unless a word for rent or price stands nearer (交税三百万租金别超过…)."""
    last = _last(_OTHER_MONEY, left)
    return last is not None and not (
        _RENT_WORD.search(left, last.end()) or _PRICE_WORD.search(left, last.end())
    )


def _left_context(text: str, start: int) -> str:
    left = text[max(0, start - _BEFORE) : start]
    cut = _last(_CUT, left)
    return left[cut.end() :] if cut else left


def _per(text: str, quantity: Quantity) -> _Per:
    end = _end_of_figure(text, quantity)
    per = _Per(None, None, quantity.start, end, end)
    _per_after(text, per)
    _per_before(text, per)
    return per


def _end_of_figure(text: str, quantity: Quantity) -> int:
    """Where the money ends and what it is by begins."""
    if not quantity.per:
        return quantity.end
    stroke = _STROKE.search(text, quantity.number_start, quantity.end)
    return stroke.start() if stroke else quantity.end


def _per_after(text: str, per: _Per) -> None:
    """Read 一平一月, /㎡/天 behind the figure; every part has a sign of its own."""
    end = per.end
    for _ in range(2):
        part = _PER.match(text, end)
        if part is None or not _MARK.match(text, end):
            break
        name = str(part.lastgroup)
        if name in ("m2", "mu"):
            if per.area:
                break
            per.area = name
        elif per.period:
            break
        else:
            per.period = name
        end = per.end = part.end()


def _per_before(text: str, per: _Per) -> None:
    """Read 每平每月, 月租金, 一年 before the figure, with words like 约 in between."""
    left = text[max(0, per.start - _BEFORE) : per.start]
    if not _PER_HINT.search(left):
        return
    for _ in range(3):
        tries = (left, *(filler.sub("", left, count=1) for filler in _FILLERS))
        part = next(
            (found for each in tries if (found := _PERIOD_RENT.search(each) or _EACH.search(each))), None
        )
        if part is None:
            return
        name = str(part.lastgroup)
        if name in ("m2", "mu"):
            if per.area:
                return
            per.area = name
        elif per.period:
            return
        else:
            per.period = name
        left = part.string[: part.start()]


def _bare_is_money(left: str, per: _Per, quantity: Quantity) -> bool:
    """A number without a currency (16.5/方, 预算18以内, 1.2万/亩/年) is money where what stands around says so."""
    if per.area and (per.end > per.figure_end or per.period or _RENT_WORD.search(left)):
        return True
    if quantity.value >= 10000 and (
        per.period or per.area == "mu" or _PRICE_WORD.search(left) or _OWN_PRICE.search(left)
    ):
        return True
    if quantity.value <= _HIGHEST_BARE and _OWN_PRICE.search(left):
        return True
    word = _last(_RENT_WORD, left) or _last(_PRICE_WORD, left)
    return word is not None and not _OTHER_FIGURE.search(left, word.end())


def _kind(left: str, per: _Per, quantity: Quantity) -> RateKind | None:
    if per.area == "mu":
        return "rent_m2_month" if per.period else "price_mu"
    if per.area == "m2":
        priced = quantity.value >= 300 and not per.period and not _RENT_WORD.search(left)
        return "price_m2" if priced or (not per.period and _PRICE_WORD.search(left)) else "rent_m2_month"
    if per.period:
        return "rent_m2_month" if quantity.value <= _HIGHEST_BY_M2[per.period] else "rent_year"
    own = _OWN_PRICE.search(left)
    if own and quantity.value >= _LEAST_TOTAL:
        return "price"
    if _PRICE_WORD.search(left) or (quantity.value >= _LEAST_PRICE and left.endswith(("报价", "报价:"))):
        return "price"
    if quantity.value <= _HIGHEST_BARE and own:
        return "rent_m2_month"
    if _RENT_WORD.search(left):
        return "rent_m2_month" if quantity.value <= _HIGHEST_BY_M2["month"] else "rent_year"
    return None


_HIGHEST_BARE = 100.0  # 价格20以内 is a rent
_OWN_PRICE = re.compile(r"价格\s?[:：]?\s?$")
_LEAST_TOTAL = 300_000.0  # 价格1680万 is no rent
_LEAST_PRICE = 3e6  # a 报价 of so much is no rent
_HIGHEST_BY_M2 = {"day": 20.0, "month": 300.0, "quarter": 900.0, "year": 3000.0}


LEAST_BY_MONTH = 3.0
"""元/m²: a rent below it that says no period (租金1块2) is by day; no roof is so cheap for a month."""
_OPEN_GROUND = re.compile(r"[堆货料]场|场地|空地|土地|院子")


def _factor(kind: RateKind, per: _Per, amount: float, *, open_ground: bool) -> float:
    if kind == "rent_m2_month":
        untold = "day" if amount < LEAST_BY_MONTH and per.area != "mu" and not open_ground else "month"
        return 1 / _MONTHS[per.period or untold] / (MU if per.area == "mu" else 1)
    if kind == "rent_year":
        return 12 / _MONTHS[per.period or "month"]
    return 1.0


def _last(pattern: re.Pattern[str], run: str) -> re.Match[str] | None:
    return next(iter(deque(pattern.finditer(run), maxlen=1)), None)
