"""When premises are free or wanted, and how long the land may be used."""

import re
from collections.abc import Sequence
from datetime import date

from luodi.core.dates import DateMention, find_dates, last_day
from luodi.core.periods import Precision
from luodi.core.quantities import Quantity
from luodi.reading.premises.source import Source

Run = tuple[int, int]
Dated = tuple[str, Run]

_NOW = re.compile(
    r"现房|拎包入[驻住]|即租即用|即买即用|空置|空着|空仓(?=随时|可|起)|随时(?:(?:可以?|能|都可以?|都能)(?![看约联咨]|带看)|起|入|交|进|用|签|看房?入)|立即(?:可)?(?:入驻|交付|使用|可用|起租)|即可(?:入驻|进场|使用|投产|入住|交付|起租)|"
    r"即刻(?:入驻|交付|起租)|现在(?:就)?(?:空|能用|可用|能进)|马上(?:能|可)(?:用|进|入|租|交)|已腾空|已清空|已清场|现已空|现空|available (?:now|immediately)|immediately available|ready-to-use now|"
    r"即时(?:入驻|起租|交)|空房|现仓|吉[房仓]|即入(?!驻)|即用|签了就(?:能|可)?(?:进|用)|签约即(?:可)?(?:入|用|进)|可立即|可即刻|可马上|可随时|现成空|已交付|目前空|刚空出|已空出|即交|现楼|当天可?入|正空|immediate(?:ly)?|闲置中|空出来了|空厂房|已经空|腾空待租|钥匙在手"
)
_NOT_NOW = re.compile(r"(?:不是|非|没有|并非|随时可看|未)[^,;。\n]{0,2}$")
_FREE = re.compile(
    r"交付|收楼|交房|交屋|交吉|交仓|交楼|入驻|进场|腾空|腾退|清仓|撤场|搬离|到期|可用|起租|可租|交地|空出|能进|可进|可以进|进驻|可入|搬走|退租|竣工|完工|可交|入住|投用|可使用|就能|启用|腾出|能用|清场|available|handover|交钥匙|可搬|空出来|移交|交接|腾房|让出|迁出|建成|点交|遷出|搬迁完"
)
_LEAVING = re.compile(r"(?:搬离|搬走|退租|撤场|迁出|到期)(?![后可交])")  # what comes after is when it is free
_NOT_FREE = re.compile(
    r"拿的?地|建成于|建于|成立|到期(?!后|可|交|腾|空)|投产于|取得|更新|发布|截止|截至|报名|起递增|第三年|租约|拍卖|开拍|竞买|报价|开标|评估|竣工验收于|始建|使用权|土地证|产权|年建"
)
_WANTED = re.compile(
    r"入驻|进场|搬|进厂|起租|交付|进货|迁入|遷入|投产|入住|进驻|开工|开业|使用|用上|到位|move|handover|start|摘地|拿地|动工|前要|之前要|交房|落实|启用|要用|能用|安装|进设备|进场|开始|生产|前|装修"
)
_NOT_WANTED = re.compile(
    r"报名|截止|定下来|定下|签约|答复|回复|看房|考察|到期(?![^,;。\n]{0,8}(?:搬|进))|成立|到期,|投标|开标|选定|确定|反馈|融资|销售|营业|营收|提供方案|拆|现有|面谈|签合同|招标|纳税|采购期|达产|年产值|税收|过户"
)


def available_from(source: Source, dates: Sequence[DateMention]) -> Dated | None:
    """Give when a listing is free: a date that its words say, else ``now`` for 现房, 空置 and the like."""
    leaving: Dated | None = None
    for mention in dates:
        start, end = source.clause(mention.start)
        before = 24 if source.text[max(0, mention.start - 2)].isascii() else 12  # English words are longer
        around = source.text[max(start, mention.start - before) : min(end, mention.end + 16)]
        if _FREE.search(around) and not _NOT_FREE.search(around) and _is_near_enough(mention):
            iso = _plan(source, mention)
            if iso and not _LEAVING.search(around):
                return iso, (mention.start, mention.end)
            leaving = leaving or (iso and (iso, (mention.start, mention.end))) or None
    if leaving:
        return leaving
    for match in _NOW.finditer(source.text):
        if not _NOT_NOW.search(source.text[max(0, match.start() - 6) : match.start()]):
            return "now", match.span()
    return None


def _is_near_enough(mention: DateMention) -> bool:
    """A day, a month, or the end of a year (年底): what tells no more is no date of handover."""
    return mention.precision in ("day", "month") or (mention.precision == "year" and mention.at_end)


def start_by(source: Source, dates: Sequence[DateMention]) -> Dated | None:
    """Give when an enquiry wants to move in: the first date that its words say so of."""
    best: tuple[int, Dated] | None = None
    for mention in dates:
        start, end = source.clause(mention.start)
        left = source.text[max(start, mention.start - 14) : mention.start].rsplit("、", 1)[-1]
        right = source.text[mention.end : min(end, mention.end + 16)]
        around = left + source.text[mention.start : mention.end] + right
        if not _WANTED.search(around) or _NOT_WANTED.search(right) or _NOT_WANTED.search(left):
            continue
        if mention.precision not in ("day", "month", "year", "half", "quarter"):
            continue
        iso = _plan(source, mention)
        if iso is None:
            continue
        rank = 1 if re.search(r"必须|最晚|最迟|务必|搬完|得搬|之前|前", around) else 0
        if best is None or rank > best[0]:
            best = rank, (iso, (mention.start, mention.end))
    return best[1] if best else None


def _plan(source: Source, mention: DateMention) -> str | None:
    """Give a planned date as ISO: the next one, the last day for 月底 and 年底; None without a year."""
    iso = mention.next_iso
    if iso.startswith("--") or "/" in iso:
        return None
    published = source.document.published
    if published and not _not_past(iso, published) and mention.inferred:
        return None
    if mention.at_end or mention.precision in ("half", "quarter"):
        return last_day(iso).isoformat()
    if mention.precision == "year":
        return last_day(iso).isoformat() if mention.at_end else iso
    return iso


def _not_past(iso: str, published: str) -> bool:
    return last_day(iso) >= date.fromisoformat((published + "-01-01")[:10])


def dates_of(source: Source) -> list[DateMention]:
    """Find the dates of a source's text, those with English months too."""
    found = find_dates(source.text, source.document.published)
    english = [_english(match) for match in _ENGLISH.finditer(source.text)]
    return sorted((*found, *english), key=lambda mention: mention.start) if english else found


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = re.compile(
    rf"(?:\b(?P<before>\d{{1,2}})(?:st|nd|rd|th)?\s)?\b(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?\s"
    r"(?:(?P<after>\d{1,2})(?:st|nd|rd|th)?,?\s)?(?P<year>20\d\d)\b"
)


def _english(match: re.Match[str]) -> DateMention:
    """Read 1 May 2026, May 1, 2026 or June 2026."""
    day = match["before"] or match["after"]
    iso = f"{match['year']}-{_MONTHS.index(match['month']) + 1:02}" + (f"-{int(day):02}" if day else "")
    precision: Precision = "day" if day else "month"
    return DateMention(iso, iso, match.start(), match.end(), inferred=False, precision=precision)


_REMAINING = re.compile(
    r"(?:剩余?|还剩|还有|尚余|剩下|余|尚有|仍有|剩余(?:使用)?年限|剩余土地年限)(?:土地)?(?:使用)?(?:年限|期限|年期)?[:约为有]?\s?$"
)
_REMAINING_AFTER = re.compile(r"\s?(?:使用权)?(?:剩余|未到期|年限剩余)")
_TENURE = re.compile(
    r"(?:年限|年期|使用权|产权|土地证|出让|使用期限?|土地性质|工业产权|产权年限|弹性年期|期限|使用年期)[^\d,;。\n]{0,8}$"
)
_TENURE_AFTER = re.compile(
    r"\s?(?:的)?(?:工业|国有|土地|独立|大)?(?:产权|使用权|出让|土地证|年限|大?红本|不动产|年期|国有|独立产证|期限)"
)
_NO_TENURE = re.compile(r"租|签|合同|质保|经验|建成|房龄|楼龄|成立|经营|免|保修|付|递增|合作")


def tenure_years(source: Source, quantities: Sequence[Quantity]) -> tuple[float, Run] | None:
    """Give the land-use years: what remains beats the whole."""
    whole: tuple[float, Run] | None = None
    for quantity in quantities:
        if quantity.unit != "year" or quantity.high is not None or not 3 <= quantity.value <= 70:
            continue
        start, _ = source.clause(quantity.number_start)
        left = source.text[max(start, quantity.number_start - 14) : quantity.number_start]
        run = (quantity.start, quantity.end)
        if _NO_TENURE.search(left.rsplit(" ", 1)[-1]) and not re.search(r"权|地|年限", left):
            continue
        remaining = _REMAINING.search(left) or _REMAINING_AFTER.match(source.text, quantity.end)
        if remaining and "租期" not in left and "租约" not in left and "合同" not in left:
            return quantity.value, run
        if whole is None and (_TENURE.search(left) or _TENURE_AFTER.match(source.text, quantity.end)):
            whole = quantity.value, run
    return whole
