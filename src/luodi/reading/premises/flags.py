"""What is there or not: title deed, environmental permit, steam, gas, dormitory, canteen, sewage permit."""

import re

from luodi.core.record import record
from luodi.core.scan import Words
from luodi.reading.premises.source import Source

FLAG_WORDS = {
    "title_deed": "不动产权证书?|不动产证|不動產權|房地产权证|房地產權證|房产证|产权证|产证|红本|红证|双证|两证|独立产权|独立红本|房本|房照|土地证|权证(?=齐)|产权(?=齐全|清晰|手续齐)|"
    "产权独立|国土证|有产权|带产权|title deed",
    "env_permit": "环评|环平|环保(?=手续|审批|可|能|批)|还评|环境影响评价|环境评价|eia(?![a-z])",
    "steam": "蒸汽|蒸气|集中供热|steam",
    "gas": "天然气|天燃[气汽]|天然汽|燃气|煤气|管道气|然气|natural gas|(?<![a-z])gas(?![a-z])",
    "dormitory": "宿舍|公寓|住宿|倒班楼|倒班房|宿舎|员工住房|dorm(?:itory|itories|s)?(?![a-z])",
    "canteen": "食堂|餐厅|饭堂|canteen|cafeteria|员工餐",
    "sewage_permit": "排污指标|污水指标|排污许可证?|排污权|排污总量|排污证|排污(?=手续)",
}  # fmt: skip
_WORDS = Words("|".join(f"(?P<{name}>{words})" for name, words in FLAG_WORDS.items()))

_LIST = r"(?:[^,;。\n\s]{0,10}[、和及与或/])?"
_NOT_BEFORE = re.compile(
    rf"(?:没有?|[没莫]得|冇|无(?!烟|尘|缝|锡|需)|不提供|未提供|不含|不带|缺|暂无|尚无|不配|没配|无法|不能|不可以?|不予|不支持|未通|不通|没通|办不了|做不了|不设|未办|没办|不具备|未设|no|without)"
    rf"\s?(?:设|单独的?|独立的?|配套的?|员工|做|办理?|过|通|接|任何|接通|申请|取得|拿到|集中|可用)*\s?{_LIST}$"
)
_NOT_AFTER = re.compile(
    r"\s?[::]?\s?(?:目前|暂时?|还|都|也|是不|批复|手续|证|管道?|管网)*\s?(?:没有|冇|没通|没接|没办|没法|无(?!需|忧)|不通|未通|未接|不提供|不可|不能|不行|不办|办不了|做不了|过不了|不含|欠缺|未办|"
    r"缺|不支持|不具备|不好办|不允许|不让做|不给做|暂无|不设|没得|×|✗|no(?![a-z])|n/a|停供|不齐)"
)
_USELESS = re.compile(r"[^,;。\n\s]{0,14}(?:用不了|不能用|不对外|已满员|不给用|停用)")
_NOT_NEEDED_BEFORE = re.compile(
    rf"(?:不用|唔使|唔需要?|唔要|(?<![a-z])no\s|不需要?|无需|不要求?(?:一定)?(?:有)?|没有?要求|不必|无须|不须|不强求|用不着|没有|不做|免|不在乎|有没有|有无|不是必须|不要)\s?(?:提供|办理?|做|有|配套?|员工|通|独立)*\s?{_LIST}$"
)
_NOT_NEEDED_AFTER = re.compile(
    r"\s?[::]?\s?(?:这块)?(?:我们)?(?:都|也)?(?:(?:可以?)?(?:自备|自己有|自建)[^,;。\n]{0,3}[,、]?)?\s?(?:有没有|有无|不需要?|不用|不要求?|无需|无所谓|不强求|不必|可有可无|没(?:有)?要求|不作要求|不做要求|不限|可无|不重要|不是必须|随便|不要紧|暂不|(?:由)?我(?:司|们|方|厂)自[建备]|自理|自己解决|自行解决|都行|没有(?:也|的)?(?:行|可|没|无))"
)


_LONGEST_LIST = 8  # 宿舍、食堂、蒸汽都没有


@record
class Flag:
    """One thing that is there (true) or is not, and the run that says so."""

    name: str
    value: bool
    start: int
    end: int


def offered_flags(source: Source) -> list[Flag]:
    """Find what a listing has and has not. Where it says both, having wins for what is said of the offer first."""
    found: dict[str, Flag] = {}
    for match in _WORDS.finditer(source.text):
        name = str(match.lastgroup)
        known = found.get(name)
        if (known and (known.value or name != "gas")) or _foreign(source, match):
            continue  # 煤气没有,天然气能接: of several gases one is enough
        start, end, denied = _denied(source, match)
        if known and denied:
            continue
        found[name] = Flag(name, not denied, start, end)
    return list(found.values())


def wanted_flags(source: Source) -> list[Flag]:
    """Find what an enquiry demands; what it does not need is left out."""
    found: dict[str, Flag] = {}
    for match in _WORDS.finditer(source.text):
        name = str(match.lastgroup)
        if name in found or _foreign(source, match):
            continue
        start, end = source.clause(match.start())
        left = source.text[max(start, match.start() - 16) : match.start()]
        if left.endswith(" ") and not left[-2:].isascii():
            left = ""  # 食堂不用 宿舍要几间
        if _NOT_NEEDED_BEFORE.search(left) or _needless_after(source, match.end(), end):
            continue
        found[name] = Flag(name, value=True, start=match.start(), end=match.end())
    return list(found.values())


def _needless_after(source: Source, at: int, end: int) -> bool:
    """不需要 right behind, or behind the rest of a list (宿舍、食堂都不用)."""
    text = source.text
    for _ in range(_LONGEST_LIST):
        if _NOT_NEEDED_AFTER.match(text, at, min(len(text), end + 8)):
            return True
        joined = re.compile(r"[、和/及与]?\s?(?=[\u4e00-\u9fff])").match(text, at)
        following = _WORDS.match(text, joined.end()) if joined else None
        if following is None:
            return False
        at = following.end()
    return False


def _denied(source: Source, match: re.Match[str]) -> tuple[int, int, bool]:
    text = source.text
    clause, _ = source.clause(match.start())
    left = text[max(clause, match.start() - 18) : match.start()]
    before = _NOT_BEFORE.search(left.rsplit(" ", 1)[-1]) or _NOT_BEFORE.search(left[-6:])
    if before:
        return match.start() - len(before[0]), match.end(), True
    at = match.end()
    for _ in range(_LONGEST_LIST):  # 宿舍食堂没有, 宿舍、食堂都没有
        after = _NOT_AFTER.match(text, at) or _USELESS.match(text, at)
        if after and _WORDS.match(text, after.end()):
            break  # 有饭堂无宿舍: what is denied comes behind
        if after and "没有" not in text[match.start() - 2 : match.start()]:
            if re.match(
                r"(?:没有?|无)[^,;。\n]{0,4}(?:问题|影响|抵押|污染)", text[after.end() - 2 : after.end() + 6]
            ):
                return match.start(), match.end(), False
            return match.start(), after.end(), True
        joined = re.compile(r"[、和/及与]?").match(text, at)
        following = _WORDS.match(text, joined.end()) if joined else None
        if following is None:
            break
        at = following.end()
    return match.start(), match.end(), False


_FOREIGN_BEFORE = re.compile(
    r"(?:距|离|靠近|临近|毗邻|邻近|附近有?|周边有?|旁边有?|对面)(?![^,;。\n]{0,3}(?:应|要|需|须)有)[^,;。\n]{0,8}$"
)


def _foreign(source: Source, match: re.Match[str]) -> bool:
    """燃气公司, 距某公寓: not the premises' own."""
    text = source.text
    start, _ = source.clause(match.start())
    name = match.lastgroup
    if _FOREIGN_BEFORE.search(text[max(start, match.start() - 12) : match.start()]) and name in (
        "dormitory",
        "canteen",
    ):
        return True
    return name in ("gas", "steam") and bool(
        re.match(r"公司|集团|设备|发电|具|灶|表|项目|阀|轮机|锅炉房改", text[match.end() : match.end() + 4])
    )
