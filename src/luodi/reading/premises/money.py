"""Rents and prices of an offer, budgets of an enquiry, and what a firm brings: investment, output, tax, staff."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from luodi.core.quantities import Quantity
from luodi.core.quantities.rates import LEAST_BY_MONTH, Rate
from luodi.core.record import record
from luodi.core.scan import Words
from luodi.reading.premises.floors import Floors
from luodi.reading.premises.source import Source, last_match


@record
class Amount:
    """A field with its amount in the guide's unit and the run that says it."""

    name: str
    value: float
    start: int
    end: int


_FIELD = {
    "rent_m2_month": "rent_cny_m2_month",
    "rent_year": "rent_cny_year",
    "price": "price_cny",
    "price_m2": "price_cny_m2",
    "price_mu": "price_cny_mu",
}
_OTHER_SUM = re.compile(
    r"租|产值|税|投资|营收|收入|注册|押金|保证金|首付|补|贷款|评估|费|年产|设备|装修|电|抵押|欠|产能|万(?:平|台|吨|件)"
)
_RENTED_OUT = re.compile(r"(?:年?租金收[入益]|收租|带租约?|现租金|租客|租金回报)[^,;。\n]{0,6}$")


def offered_amounts(source: Source, rates: Sequence[Rate], quantities: Sequence[Quantity], floors: Floors,
                    offered: Sequence[int], deals: Sequence[str]) -> list[Amount]:  # fmt: skip
    """Choose a listing's rents and prices: of rents by floor that of the lowest, a total only without a unit rent."""
    if deals and "lease" not in deals and "transfer" not in deals:
        rates = [rate for rate in rates if not rate.kind.startswith("rent")]
    if deals == ("lease",):
        rates = [rate for rate in rates if rate.kind.startswith("rent")]
    chosen: dict[str, Amount] = {}
    for rate in _of_lowest_floor(source, rates, floors, offered):
        name = _FIELD[rate.kind]
        if name not in chosen and not _RENTED_OUT.search(source.text[max(0, rate.start - 12) : rate.start]):
            chosen[name] = Amount(name, rate.value, rate.start, rate.end)
    if "rent_cny_m2_month" in chosen:
        chosen.pop("rent_cny_year", None)
    if "lease" in deals and not any(name.startswith("rent") for name in chosen):
        rent = _bare_rent(source, quantities)
        if rent:
            chosen[rent.name] = rent
    if not any(name.startswith(("price", "rent")) for name in chosen) and {"sale", "transfer"} & set(deals):
        bare = _bare_price(source, quantities)
        if bare:
            chosen["price_cny"] = bare
    return list(chosen.values())


def _of_lowest_floor(
    source: Source, rates: Sequence[Rate], floors: Floors, offered: Sequence[int]
) -> list[Rate]:
    """Order rents so that those of the lowest floor offered (or of no floor) come first."""
    lowest = min(offered) if offered else 1

    def rank(rate: Rate) -> int:
        if not rate.kind.startswith("rent"):
            return 0
        start, _ = source.sentence(rate.start)
        marks = floors.governing(rate.start, max(start, rate.start - 14))
        numbers = [number for mark in marks for number in mark.floors]
        return 0 if not marks or lowest in numbers else 1

    return sorted(rates, key=rank)


_OTHER_RENT = re.compile(r"物业|押|水|电|停车|管理|服务|税|费|每[车次吨个人]|中介|佣金|度|补|定金|起步")


def _bare_rent(source: Source, quantities: Sequence[Quantity]) -> Amount | None:
    """厂房出租,13元: the one small sum of a lease is its rent by square metre."""
    for quantity in quantities:
        if not _may_be_rent(quantity):
            continue
        start, _ = source.clause(quantity.number_start)
        left = source.text[max(start, quantity.number_start - 10) : quantity.number_start]
        if not _OTHER_RENT.search(left.rsplit(" ", 1)[-1]):
            by_day = quantity.value < LEAST_BY_MONTH
            value = quantity.value * (365 / 12 if by_day else 1)
            return Amount("rent_cny_m2_month", value, quantity.start, quantity.end)
    return None


def _may_be_rent(quantity: Quantity) -> bool:
    """A small sum of money; below 3 and with a bound it needs no unit (1.3以内)."""
    bounded = quantity.unit == "" and quantity.approx == "at_most" and quantity.value % 1 > 0
    low, high = _LEAST_RENT, LEAST_BY_MONTH if bounded else 150
    return not quantity.per and (quantity.unit == "CNY" or bounded) and low <= quantity.value <= high


_LEAST_RENT = 0.3  # 元 by day: what is less is the price of something else


def bare_deal(source: Source, quantities: Sequence[Quantity]) -> tuple[tuple[str], tuple[int, int]] | None:
    """2300平 1.6元: premises with a small sum beside their area are let."""
    rent = _bare_rent(source, quantities) if any(q.dimension == "area" for q in quantities) else None
    return (("lease",), (rent.start, rent.end)) if rent else None


def _bare_price(source: Source, quantities: Sequence[Quantity]) -> Amount | None:
    """680万可谈: the one large sum of a sale that nothing else claims."""
    for quantity in quantities:
        if quantity.dimension not in ("money", "none") or quantity.value < 100_000 or quantity.per:
            continue
        start, _ = source.clause(quantity.number_start)
        left = _said_right_before(source.text[max(start, quantity.number_start - 12) : quantity.number_start])
        after = source.text[quantity.end : quantity.end + 2]
        if (
            _OTHER_SUM.search(left)
            or after[:1] in tuple("平吨台件个米/方标亩千")
            or quantity.unit not in ("CNY", "")
        ):
            continue
        if (
            quantity.dimension == "none"
            and "万" not in source.text[quantity.number_start : quantity.end]
            and "亿" not in source.text[quantity.number_start : quantity.end]
        ):
            continue
        return Amount("price_cny", quantity.value, quantity.start, quantity.end)
    return None


def _said_right_before(left: str) -> str:
    """Of words apart (制冷设备齐 1800万) only the last ones tell of a figure, unless they end in what it is (总投资 1800万)."""
    words, _, last = left.rpartition(" ")
    label = last_match(_OTHER_SUM, words)
    ends = label is not None and label.end() == len(words) and not label[0].startswith("万")
    return left if ends else last


_BUDGET = {
    "rent_m2_month": "rent_max_cny_m2_month",
    "rent_year": "rent_max_cny_year",
    "price": "price_max_cny",
    "price_mu": "price_max_cny_mu",
}
_LEAST_PRICE = 50_000  # 元: no premises are so cheap, so 万 is left out
_PRESENT_RENT = re.compile(r"(?:现在|目前|原来?|以前|之前|现|房东|涨到|去年)[^,;。\n]{0,10}$")


def wanted_amounts(
    source: Source,
    rates: Sequence[Rate],
    quantities: Sequence[Quantity],
    deals: Sequence[str],
    brought: Sequence[Amount],
) -> list[Amount]:
    """Choose an enquiry's budget: the first of each kind that is neither today's rent nor what the firm brings.

    A sum without a period is a price for one who only buys; of a range the upper end counts.
    """
    chosen: dict[str, Amount] = {}
    taken = [(amount.start, amount.end) for amount in brought]
    for rate in rates:
        start, _ = source.clause(rate.start)
        if _PRESENT_RENT.search(source.text[max(start, rate.start - 24) : rate.start]):
            continue
        if any(begin < rate.end and rate.start < end for begin, end in taken):
            continue
        value = rate.value if rate.high is None else max(rate.value, rate.high)
        name = _BUDGET.get(rate.kind)
        if rate.kind == "rent_year" and not rate.timed and "lease" not in deals and "purchase" in deals:
            name, value = "price_max_cny", value / 12
        if name == "price_max_cny" and value < _LEAST_PRICE:
            value *= 10_000  # 预算2500左右 for who buys
        if name and name not in chosen:
            chosen[name] = Amount(name, value, rate.start, rate.end)
    if not chosen and "purchase" not in deals:
        rent = _bare_rent(source, quantities)
        if rent:
            chosen["rent_max_cny_m2_month"] = replace(rent, name="rent_max_cny_m2_month")
    if not chosen and tuple(deals) == ("purchase",):
        bare = _bare_price(source, [q for q in quantities if q.approx in ("at_most", "about")])
        if bare:
            chosen["price_max_cny"] = Amount("price_max_cny", bare.value, bare.start, bare.end)
    return list(chosen.values())


_BRINGS = {
    "investment_cny": "总投资额?|投资总额|计划投资|固定资产投资|固投|投资额?(?!强度)|投入|再投|投(?=\\d|[一二三四五六七八九两])|追加投资|计划投",
    "output_cny_year": "年?产值|达产产值|年产出",
    "tax_cny_year": "税收|纳税|纳稅|交税|上税|缴税|利税|税(?=一年|每年|大概|约|\\d)|税额|缴纳税|完税|入库税",
}  # fmt: skip
_BRING = Words("|".join(f"(?P<{name}>{words})" for name, words in _BRINGS.items()))
_OTHER_CUE = re.compile(
    r"营业收入|营收|销售|收入|注册|强度|利润|租金|总价|预算|融资|补贴|电费|外汇|出口额|估值|地价"
)
_PAST = re.compile(
    r"去年|上年|(?:19|20)\d\d年(?!.{0,6}(?:预计|计划|达产|将))|今年|目前|现在|现有|前年|上一年|往年|历史|已累计|截至"
)
_PROMISED = re.compile(r"承诺|预计|达产|计划|搬迁后|以后|后年|后每年|投产后|将|可达|力争|保证|拟|新增")


def brought_amounts(source: Source, quantities: Sequence[Quantity]) -> list[Amount]:
    """Find what a firm brings: the promised figure before last year's, the total before its parts."""
    best: dict[str, tuple[int, Amount]] = {}
    for cue, quantity in _pairs(source, quantities):
        name = str(cue.lastgroup)
        if _is_by_mu(source.text, cue, quantity):
            name = "tax_cny_mu_year" if name == "tax_cny_year" else ""
        run = source.text[max(source.clause(quantity.number_start)[0], cue.start() - 12) : quantity.start]
        rank = _rank(name, cue[0], run)
        if name and rank >= 0 and (name not in best or rank > best[name][0]):
            best[name] = (rank, Amount(name, quantity.value, min(cue.start(), quantity.start), quantity.end))
    return [amount for _, amount in best.values()]


def _is_by_mu(text: str, cue: re.Match[str], quantity: Quantity) -> bool:
    before = text[max(0, cue.start() - 6) : cue.start()]
    return (
        bool(re.search(r"(?:亩均|每亩|亩产)[^,;。\d]{0,4}$", before))
        or "亩" in quantity.per
        or bool(
            re.match(r"\s?(?:/|每|一)亩|亩", text[quantity.end : quantity.end + 3])
            or re.search(r"(?:亩均|每亩)", text[cue.end() : quantity.number_start])
        )
    )


def _pairs(source: Source, quantities: Sequence[Quantity]) -> Iterator[tuple[re.Match[str], Quantity]]:
    """Pair every cue with the sums behind it: the first of its clause, and promises later in its sentence."""
    sums = [
        q
        for q in quantities
        if q.dimension in ("money", "none") and q.unit in ("CNY", "") and q.value >= 1000
    ]
    cues = list(_BRING.finditer(source.text))
    index = 0
    for number, cue in enumerate(cues):
        while index < len(sums) and sums[index].number_start < cue.end():
            index += 1
        following = cues[number + 1].start() if number + 1 < len(cues) else len(source.text)
        _, clause = source.clause(cue.start())
        _, sentence = source.sentence(cue.start())
        for quantity in sums[index : index + 3]:
            if quantity.start >= min(following, sentence):
                break
            if _belongs(source, cue, quantity, clause):
                yield cue, quantity


def _belongs(source: Source, cue: re.Match[str], quantity: Quantity, clause: int) -> bool:
    between = source.text[cue.end() : quantity.start]
    if between.startswith("强度") or _OTHER_CUE.search(between):
        return False
    if quantity.start <= clause:
        return len(between) <= 14
    start, _ = source.clause(quantity.number_start)
    return bool(_PROMISED.search(source.text, start, quantity.start)) and len(between) <= 40


def _rank(name: str, word: str, run: str) -> int:
    """Rank a figure: below zero where it tells of the past, higher where it is promised or the total."""
    promised = bool(_PROMISED.search(run))
    past = _PAST.search(run)
    rank = 2 if promised else -1 if past and (name != "output_cny_year" or past[0] not in _NOW_WORDS) else 0
    return rank + 3 if name == "investment_cny" and word.startswith(("总投资", "投资总额")) else rank


_NOW_WORDS = ("目前", "现在", "现有", "今年")


_STAFF = re.compile(
    r"(?:员工|工人|职工|用工|人员|就业|团队|人数|岗位|招工|招聘|编制|操作工|技术人员|定员|劳动力)[^\d,;。一二三四五六七八九十百两\n]{0,8}$"
)
_STAFF_AFTER = re.compile(
    r"\s?(?:左右|上下|以上|规模)?(?:的)?(?:[\u4e00-\u9fff]{2,4}(?:公司|企业|团队)|办公|团队|员工|工人|规模|住厂|上班|吃住|就业|用工|研发|坐|工位|的公司|在|\s|[,。;、!)]|$)"
)
_NOT_STAFF = re.compile(r"(?:容纳|可住|就餐|能坐|会议室?)[^,;。]{0,4}$")


def find_staff(source: Source, quantities: Sequence[Quantity]) -> Amount | None:
    """Find how many people will work on the site."""
    for quantity in quantities:
        if quantity.dimension not in ("count", "none") or quantity.value > 100_000 or quantity.value < 2:
            continue
        start, _ = source.clause(quantity.number_start)
        left = source.text[max(start, quantity.number_start - 14) : quantity.start]
        people = quantity.unit in ("人", "名", "位")
        cued = _STAFF.search(left) and quantity.unit in ("人", "名", "个", "", "位")
        if _NOT_STAFF.search(left) or (quantity.dimension == "none" and not cued):
            continue
        if cued or (people and _STAFF_AFTER.match(source.text, quantity.end)):
            return Amount(
                "staff",
                quantity.value if quantity.high is None else quantity.high,
                quantity.start,
                quantity.end,
            )
        if quantity.unit == "个" and source.text.startswith(("人", "工人", "员工"), quantity.end):
            return Amount("staff", quantity.value, quantity.start, quantity.end + 1)
    return None
