"""The text that the rules read: one form for each character, asides taken out, and the way back to the original."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache

from luodi.core.scan import quick
from luodi.core.scripts import simplified_forms
from luodi.facts import Document, Span
from luodi.reading.news.rows import bar_rows
from luodi.reading.news.subjects import ROLE

_SPACE = r"[ \u3000\xa0\u2002-\u200b\ufeff]+"
_EMOJI = r"[0-9]?[\u200d\u20e3\ufe0f\u2300-\u23ff\u2b00-\u2bff\u2705\u274c\u2600-\u26ff\u2700-\u275a\u2764\u2501\u2550\U0001f000-\U0001faff]+"
_REMOVED = quick(rf"(?P<aside>（[^（）\n]{{0,160}}）)|(?P<emoji>{_EMOJI})|(?P<space>{_SPACE})")
_UNIT_ASIDE = re.compile(
    r"（(?:[百千万亿]*(?:元|美元|欧元|人|家|个|亩|吨|平方米|平方公里|公顷|户|项|[套台只件条辆片支枚双头张艘架米升]|千升|立方米|千瓦时?|兆瓦时?|吉瓦时?|[MGk]Wh?|标箱|TEU)(?:/[年月日])?|±?%|‰|\d{1,2})）"
)
_NAME_ASIDE = re.compile(
    r"（(?:股|[\u4e00-\u9fff]{2,5}|[A-Za-z][A-Za-z0-9 .,/&-]{1,40})）(?=[\u4e00-\u9fff])"
)
_ALIAS = re.compile(
    r"(?:以下|下)?(?:统?简称|合称|下称|以下称|又称|亦称|又名|证券简称|股票简称)(?:为)?[:：]?\s*"
    r"[“‘\"]?([^”’\",，；;（）：:]{2,16})[”’\"]?"
)
_TELLING = re.compile(r"\d|链主|龙头|获批|批复|[一二三四五六七八九十][万亿余]")
_PLACE_ASIDE = re.compile(
    r"（(?!含|包括|包含|原|除|不含|暨|即)[\u4e00-\u9fff]{2,16}(?:开发区|高新区|经开区|新区|园区?|[市县区镇]|基地|小镇|街道|片区|城)）"
)
_SPEAKER_ASIDE = re.compile(rf"（[^（）]{{2,40}}{ROLE}）(?=：)")
_BUILT_ENDS = ("项目", "基地", "工程", "产业园", "工厂", "中心", "生产线", "一期", "二期", "三期")
_DATELINE = re.compile(r"(?:讯|电|记者|报道)）$")
_BULLET_OF = re.compile(r"(?![\u2501\u2550])")
_BOXED = re.compile(  # 【主导产业】合金材料: a field's label; other words in such brackets head a paragraph
    r"(?m)^([ \u3000]*)【((?:主导|主要|重点|特色|优势)产业|产业定位|功能定位|(?:代表|重点|入驻|龙头|主要|链主)企业|所在地|地址|位置|区位|(?:占地|规划|建筑|总建筑)?面积|(?:成立|开园|启用)时间|总?投资(?:额|规模)?|园区名称)】(?=[^\n【。，])"
)
_FULL_STOP = re.compile(r"(?<=[\u4e00-\u9fff%）”])(?<![一二三四五六七八九十])\.(?=[\u4e00-\u9fff“\d\n]|$)")
_THOUSANDS = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
_FORMS = {
    **{chr(0xFF01 + i): chr(0x21 + i) for i in range(94) if chr(0x21 + i) not in ",;:!?()"},
    **dict(zip(",;:!?()", "，；：！？（）", strict=True)),
    **dict(zip("「」『』﹁﹂〝〞", "“”“”“”“”", strict=True)),
    **dict.fromkeys("–―", "—"),
    "⬆": "↑", "⬇": "↓", "−": "-", "夥": "伙", "徵": "征", "﹣": "-", "　": " ", "﹐": "，", "︰": "：", "﹔": "；", "○": "〇", "\r": "\n", "\t": "\n", "\x0b": "\n", "\x0c": "\n",
}  # fmt: skip


_EVEN = {ord(char): form for char, form in _FORMS.items() if char != form}


@cache
def _forms() -> dict[int, str]:
    """Give the one form of each character, simplified."""
    simplified = simplified_forms()
    return simplified | {code: simplified.get(ord(form), form) for code, form in _EVEN.items()}


@dataclass(frozen=True, slots=True)
class Alias:
    """A short name that a bracket gives: ``at`` is where, in the plain text, the full name ends."""

    at: int
    short: str


@dataclass(frozen=True, slots=True)
class Aside:
    """What a bracket says: ``at`` is where, in the plain text, it was taken out."""

    at: int
    words: str


@dataclass(slots=True)
class Plain:
    """The plain text of a document: ``text`` for the rules, offsets that lead back to the original.

    Traditional characters stand as simplified ones, full-width digits as ASCII, half-width punctuation as
    full-width; blanks, pictures and asides in brackets are gone (what a bracket names is in ``aliases``).
    """

    document: Document
    text: str = ""
    aliases: list[Alias] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    _cuts: list[int] = field(default_factory=list)
    _gains: list[int] = field(default_factory=list)
    _back: dict[int, str] = field(default_factory=dict)

    def origin(self, at: int) -> int:
        """Give the offset in the document of the character at ``at``."""
        return at + self._gains[bisect_right(self._cuts, at) - 1]

    def span(self, start: int, end: int) -> Span:
        """Give the run of the document that stands for ``text[start:end]``."""
        return self.document.span(self.origin(start), self.origin(end - 1) + 1)

    def place(self, origin: int) -> int:
        """Give the place in the plain text of an offset of the document (the next one, where it was taken out)."""
        low, high = 0, len(self.text)
        while low < high:
            mid = (low + high) // 2
            if self.origin(mid) < origin:
                low = mid + 1
            else:
                high = mid
        return low

    def as_written(self, words: str) -> str:
        """Write plain words with the document's own characters (traditional where it is)."""
        return words.translate(self._back) if self._back else words


def even_out(words: str) -> str:
    """Give words in the plain text's characters (a title, a heading)."""
    return _THOUSANDS.sub(",", words.translate(_forms()))


def make_plain(document: Document) -> Plain:
    """Make the plain text of a document."""
    raw = document.text
    even = raw.translate(_forms())
    if "，" in even:
        even = _THOUSANDS.sub(",", even)
    if "." in even:
        even = _FULL_STOP.sub("。", even)
    if "】" in even:
        even = _BOXED.sub(r"\1 \2：", even)
    even = bar_rows(even)
    plain = Plain(document, _back=_way_back(raw, even))
    parts: list[str] = []
    done = length = 0
    plain._cuts.append(0)
    plain._gains.append(0)
    for match in _REMOVED.finditer(even):
        if _stays(match, even):
            continue
        start, end = match.span()
        if match.lastgroup == "space" and end - start > 1 and _is_gap(even, start, end):
            start += 1  # a wide gap inside a line parts what stands beside it
        parts.append(even[done:start])
        length += start - done
        if (
            match.lastgroup == "emoji"
            and even[start - 1 : start] in ("\n", "")
            and _BULLET_OF.match(even, start)
        ):
            parts.append("●")  # a picture that opens a line is its bullet
            length += 1
        done = end
        if match.lastgroup == "aside":
            alias = _ALIAS.search(match.group())
            if alias is None and _tells(match, even):
                plain.asides.append(Aside(length, match.group()[1:-1].replace(" ", "")))
            if alias:
                plain.aliases.append(Alias(length, alias.group(1).strip()))
        plain._cuts.append(length)
        plain._gains.append(done - length)
    parts.append(even[done:])
    plain.text = "".join(parts)
    return plain


def _tells(aside: re.Match[str], even: str) -> bool:
    """Tell a bracket that says something of what stands before it from one that only explains it."""
    return bool(
        _TELLING.search(aside.group())
        or _PLACE_ASIDE.fullmatch(aside.group())
        or _SPEAKER_ASIDE.match(even, aside.start())
    )


def _is_gap(even: str, start: int, end: int) -> bool:
    before, after = even[start - 1 : start], even[end : end + 1]
    return (
        bool(before and after)
        and before != "\n"
        and after != "\n"
        and before not in "，。；：、"
        and after not in "，。；："
    )


def _stays(match: re.Match[str], even: str) -> bool:
    if match.lastgroup == "space":
        before = even[match.start() - 1 : match.start()]
        after = even[match.end() : match.end() + 1]
        return (
            bool(before and after)
            and before.isascii()
            and after.isascii()
            and before.isalpha()
            and after.isalnum()
        )
    if match.lastgroup == "aside":
        if _PLACE_ASIDE.fullmatch(match.group()) and even.endswith(_BUILT_ENDS, 0, match.start()):
            return False
        if even[match.start() - 1 : match.start()] in ("\n", "") or _DATELINE.search(match.group()):
            return False
        if _UNIT_ASIDE.fullmatch(match.group()):
            return True
        named = _NAME_ASIDE.match(even, match.start())
        return bool(named) and not _ALIAS.match(match.group()[1:])
    return False


def _way_back(raw: str, even: str) -> dict[int, str]:
    """Find how the document writes each character that was evened out; its most frequent form wins."""
    if raw == even:
        return {}
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for written, form in zip(raw, even, strict=True):
        if written != form and ("\u4e00" <= form <= "\u9fff" or form in "（）“”"):
            forms[form][written] += 1
    kept = Counter(form for written, form in zip(raw, even, strict=True) if written == form and form in forms)
    return {
        ord(form): most[0][0]
        for form, counts in forms.items()
        if (most := counts.most_common(1)) and most[0][1] > kept[form]
    }
