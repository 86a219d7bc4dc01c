"""Which industries a word of a park's list covers: by name, by trade and product words, and by GB/T 4754 code.

>>> covers("医疗器械", "内窥镜、手术器械"), covers("C358", "内窥镜"), covers("化工", "食品（不含化工）")
('pass', 'pass', 'fail')

A word covers an industry that contains it, and one that is known to lie under it. What lies under what stands in
``data/industries.tsv``. What a firm says that it does not do (不含电镀, 电镀外协) is left out of its industry.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import TypeAlias

from luodi.core.scripts import to_simplified
from luodi.matching.answer import State

Paths: TypeAlias = tuple[str, ...]
"""Where a word stands in the classification: ``C/35/358/内窥镜``; several for a trade that runs across it."""

_SECTIONS = (("A", 5), ("B", 12), ("C", 43), ("D", 46), ("E", 50), ("F", 52), ("G", 60), ("H", 62), ("I", 65),
             ("J", 69), ("K", 70), ("L", 72), ("M", 75), ("N", 79), ("O", 82), ("P", 83), ("Q", 85), ("R", 90),
             ("S", 96), ("T", 97))  # fmt: skip
"""The sections of GB/T 4754-2017, each with its last division."""

_CODE = re.compile(r"(?<![0-9a-z.])(?:([a-t])(\d{2,4})|^(\d{2,4}))(?![0-9a-z.])")
_TAIL = re.compile(r"(?<=..)(?:等|类|企业|项目|行业|产业|领域)+$")
_CLAUSE = r"[^，,。；;：:()\s的但]"
_DENIALS = re.compile(
    rf"除了?{_CLAUSE}+?(?:以外|之外|外)"
    rf"|{_CLAUSE}*?(?:除外|外协|委外|外包|外发)"
    rf"|(?:不(?:含|包含|包括|涉及|涉|做|从事|搞|带|需要|产生|存在|设)|没有|未涉及|禁止){_CLAUSE}+"
    rf"|无(?![人机纺菌线缝损尘水氧铅磷氟卤碱源轨极土]){_CLAUSE}+"
    rf"|(?<![除是])非(?![金标织晶公电专道开遗]){_CLAUSE}+"
)
_OTHER_TRADE = re.compile(
    r"用|专用|机械|设备|装备|仪器|模具|机床|配件|零件|零部件|壳体|外壳|包装|检测|检验|物流|仓储|运输|销售|贸易"
    r"|批发|零售|电商|软件|设计|租赁|维修|回收|车间"
)
_EDGES = "，,。；;：:、()…"


@lru_cache(maxsize=1 << 16)
def covers(listed: str, stated: str | None) -> State:
    """Tell whether a list's word covers the industry that a firm states; unknown where it states none.

    Where the firm's word is wider than the list's (化工 beside 精细化工) it must be asked.
    """
    word, industry = _bare(listed), fold(stated or "")
    done = affirmed(industry)
    if not word or not done.strip(_EDGES):
        return "fail" if word in industry else "unknown"
    if _contains(done, word) or _lies_under(done, word):
        return "pass"
    return "unknown" if done.strip(_EDGES) in word else "fail"


@lru_cache(maxsize=1 << 16)
def akin(one: str, other: str) -> bool:
    """Tell whether one of two industries covers the other."""
    return "pass" in (covers(one, other), covers(other, one))


def affirmed(industry: str) -> str:
    """Leave out of a folded industry what the firm says that it does not do."""
    return _DENIALS.sub("，", industry)


@lru_cache(maxsize=4096)
def paths_in(industry: str) -> tuple[Paths, ...]:
    """Find the classified words and codes in a folded industry.

    A word that only says what another is for or made of (食品 in 食品机械) does not count: the last one says what it is.
    """
    found = list(_words_in(industry))
    codes = (_code_path((m[1] or "") + (m[2] or m[3])) for m in _CODE.finditer(industry))
    starts = {match.start() for match in found}
    heads = (m for m in found if m.end() not in starts and not _OTHER_TRADE.match(industry, m.end()))
    return (*((code,) for code in codes if code), *(_classified()[match[0]] for match in heads))


@lru_cache(maxsize=4096)
def paths_of(word: str) -> Paths:
    """Give where a folded word as a whole stands in the classification: nowhere, if it is not known."""
    if code := _CODE.fullmatch(word) and _code_path(word):
        return (code,)
    return _classified().get(word, ())


def divisions_in(industry: str) -> tuple[str, ...]:
    """Give the divisions of GB/T 4754 (``35``) that the words of a text stand in, each once."""
    paths = (path for found in paths_in(affirmed(fold(industry))) for path in found)
    parts = (path.split("/") for path in paths)
    return tuple(dict.fromkeys(part[1] for part in parts if len(part) > 1 and part[1] in _divisions()))


def division_name(code: str) -> str | None:
    """Find the name of a division by its two digits."""
    return _divisions().get(code)


@lru_cache(maxsize=1 << 14)
def fold(words: str) -> str:
    """Fold width, case, script and white space away."""
    return re.sub(r"\s+", "", to_simplified(unicodedata.normalize("NFKC", words).casefold()))


def _bare(listed: str) -> str:
    """Give a list's word without 类, 行业, 企业 and the like."""
    return _TAIL.sub("", fold(listed))


def _contains(industry: str, word: str) -> bool:
    """Look for the word where it stands by itself."""
    at = industry.find(word)
    while at >= 0:
        if not _straddled(industry, at, at + len(word)):
            return True
        at = industry.find(word, at + 1)
    return False


def _words_in(industry: str) -> Iterator[re.Match[str]]:
    at = 0
    while match := _known_words().search(industry, at):
        at = match.start() + 1 if _straddled(industry, *match.span()) else match.end()
        if at == match.end():
            yield match


def _straddled(industry: str, start: int, end: int) -> bool:
    """Tell whether a longer known word begins within and ends beyond: there is no 化工 in 消化工业机器人."""
    inside = (_known_words().match(industry, at) for at in range(start + 1, end))
    return any(match.end() > end and len(match[0]) > end - start for match in inside if match)


def _lies_under(industry: str, word: str) -> bool:
    above = paths_of(word)
    return any(all(_is_under(path, above) for path in paths) for paths in paths_in(industry))


def _is_under(path: str, above: Paths) -> bool:
    return any(path == each or path.startswith(f"{each}/") for each in above)


def _code_path(code: str) -> str | None:
    """Give the path of a code with or without its section's letter: 3581 stands at C/35/358/3581."""
    letter, digits = code[:1].upper() if code[:1].isalpha() else "", code.lstrip("abcdefghijklmnopqrst")
    section = next((name for name, last in _SECTIONS if 0 < int(digits[:2]) <= last), None)
    if section is None or letter not in ("", section):
        return None
    return "/".join((section, *(digits[:length] for length in (2, 3, 4) if len(digits) >= length)))


@cache
def _classified() -> dict[str, Paths]:
    """Give every word of the data with its paths."""
    return dict(pair for row in _rows() for pair in _words_of(*row))


def _words_of(codes: str, name: str, same: str, under: str) -> Iterator[tuple[str, Paths]]:
    paths = tuple(code if code.isalpha() else _code_path(code) or "" for code in codes.split("|"))
    for word in (name, *filter(None, same.split("|"))):
        yield fold(word), paths
    for word in filter(None, under.split("|")):
        yield fold(word), tuple(f"{path}/{fold(word)}" for path in paths)


def _rows() -> Iterator[tuple[str, str, str, str]]:
    text = files("luodi.matching").joinpath("data", "industries.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            codes, name, same, under = line.split("\t")
            yield codes, name, same, under


@cache
def _divisions() -> dict[str, str]:
    return {codes: name for codes, name, _, _ in _rows() if len(codes) == 2 and codes.isdigit()}


@cache
def _known_words() -> re.Pattern[str]:
    """Find the longest known word first; one letter alone is no word."""
    words = sorted(_classified(), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words)))
