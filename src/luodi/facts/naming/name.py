"""What a name is made of: the kind of thing it names, the place it begins with, what tells it from others of its kind.

>>> parse_name("青岛国家高新技术产业开发区").key
'zone:370200:高新区'
>>> parse_name("签约项目") is None
True

The endings and the words that name nothing lie in ``data/``.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from luodi.core.places import Division, divisions, find_places
from luodi.core.scripts import to_simplified

EntityKind = Literal["park", "zone", "firm", "project", "institution", "place"]
Divisions = tuple[Division, ...]
_KINDS: dict[str, EntityKind] = {
    "park": "park", "zone": "zone", "firm": "firm", "project": "project", "institution": "institution",
}  # fmt: skip
_OF_FIRMS = frozenset(
    ("financing", "chain_leader", "signed")
)  # told of firms, where nothing else tells the kind
_OF_TRADERS = _OF_FIRMS | {
    "located_in",
    "event",
    "capacity",
    "revenue",
    "rank",
}  # told of firms, not of industries
_LONGEST = 80  # letters: what is longer is a sentence
_NOISE = re.compile(r"[\s“”\"'‘’「」『』《》【】·,，。:：;；—]")
_STAGE = re.compile(
    r"((?:[一二三四五六七八九]|首|第[一二三四五])期|[a-z]区|[a-z]座|\d{1,2}号楼|[一二三四五六]号楼|[东西南北]区"
    r"|核心区|起步区|首期启动区|启动区|建成区|拓展区|先导区)(工程|项目)?$"
)
_COUNTED = re.compile(
    r"^(?:\d[\d.,]*|[一二两三四五六七八九十百千]+)(?:多|余)?[个家条座栋项](?!路|街)|[两三四五六七八九十\d]大(?!街|道)"
)
_ASIDE = re.compile(r"\(([^()]*)\)")
_NATIONAL = re.compile(r"^(?:\(国家级\)|国家级|国家)")
_COUNTRY = re.compile(
    r"^(?:中国|美国|德国|日本|韩国|法国|英国|意大利|西班牙|荷兰|丹麦|瑞士|瑞典|新加坡|以色列|芬兰|比利时|奥地利|加拿大|印度|泰国)"
)
_BRAND = re.compile(
    r"(?:科技|生物|食品|检测|材料|新材|医疗|医药|制药|药业|电子|半导体|股份|智能|机电|设备|装备|能源|氢动|精密|重工|动力"
    r"|机器人|光电|仪器|环保|集团|控股|船机|制品|化工|纺织|家居|茶业|乳业|酒业|种业)$"
)


@dataclass(frozen=True, slots=True)
class NameForm:
    """A name taken apart.

    ``words`` are the name as folded (simplified, without spaces and quotation marks); ``core`` is what tells it from
    others of its kind: without place, country, ending and stage. ``ending`` is the ending in its short form (高新区;
    a firm's legal form), ``stage`` the part that it is of a greater thing (二期), both ``""`` where there is none.
    ``division`` is the code of the narrowest administrative division that it begins with, ``""`` where it says none.
    ``assumed`` says that the division is the document's, not the name's own.
    """

    words: str
    kind: EntityKind
    core: str
    ending: str = ""
    stage: str = ""
    division: str = ""
    assumed: bool = False

    @property
    def key(self) -> str:
        """Give what names that surely mean the same have in common."""
        stage = f"/{self.stage}" if self.stage else ""
        if self.kind == "place":
            return f"place:{self.division}"
        if self.kind == "firm":  # a registered name is one firm's, wherever it is
            return f"firm:{self.division}:{self.core}:{self.ending}{stage}"
        return f"{self.kind}:{self.division}:{self.core}{self._type}{stage}"

    @property
    def whole(self) -> "NameForm | None":
        """Give the name of the greater thing that this is a stage of; None where it is no stage."""
        return replace(self, words=_STAGE.sub("", self.words), stage="") if self.stage else None

    @property
    def distinctive(self) -> bool:
        """Say whether the same words in another document mean the same thing.

        A project's, a plant's or an institution's name without a place (检测中心, 电驱总成项目) does not: each document
        means its own. A park without a place is told by the place that its document is about.
        """
        if self.kind in ("place", "firm"):
            return True
        return self.division != ""

    @property
    def _type(self) -> str:
        """Zones of one place differ by their ending, and so do institutions and works; 产业园 and 园 don't."""
        return "" if self.kind == "park" and self.core else self.ending


@lru_cache(maxsize=20_000)
def parse_name(words: str, fact_kinds: frozenset[str] = frozenset(), about: str = "") -> NameForm | None:
    """Take a name apart; None where it names no single park, zone, firm, project, institution or place.

    ``fact_kinds`` are the kinds of facts that are told of it: they tell a firm where its name does not (北极星 that was
    financed). ``about`` is the code of the place that the document is about: it stands in where a park gives none.
    """
    folded = _fold(words)
    if not 2 <= len(folded) <= _LONGEST or _COUNTED.search(folded):
        return None
    division, rest = _leading_place(folded, about)
    if division and not rest:
        return _place(folded, division)
    form = _ended(folded, rest, division) or _unended(folded, rest, division, fact_kinds)
    if form and about and not form.division and form.kind == "park" and not form.assumed:
        return replace(form, division=about, assumed=True)
    return form


def name_part(words: str) -> str:
    """Give the part of an address that names a place, zone or park: 青岛高新区岙东路以西 → 青岛高新区; ``""`` if none."""
    folded = _fold(words)
    for end in range(len(folded), 1, -1):
        head = folded[:end]
        form = parse_name(head)
        if form and form.kind in ("park", "zone", "place"):
            return head
    return ""


def main_place(text: str) -> str:
    """Give the code of the city (or province) that a text is about: most of its places lie there; ``""`` if none does."""
    codes = [
        m.candidates[0].code[:4]
        for m in find_places(text)
        if len(m.candidates) == 1 and m.candidates[0].level != "province"
    ]
    if not codes:
        return ""
    best = max(set(codes), key=lambda code: (codes.count(code), code))
    return f"{best}00" if codes.count(best) * 2 > len(codes) else ""


def _fold(words: str) -> str:
    plain = unicodedata.normalize("NFKC", to_simplified(words)).lower()
    return _NOISE.sub("", plain)


def _leading_place(words: str, about: str = "") -> tuple[Division | None, str]:
    """Split off the places that a name begins with, each within the one before; ``about`` tells one of two of a name."""
    found: Division | None = None
    end = 0
    for mention in find_places(words):
        inside = [d for d in mention.candidates if found is None or found.holds(d)]
        near = [d for d in inside if about and d.code.startswith(about[:4])] if len(inside) > 1 else inside
        if mention.start != end or len(near) != 1:
            break
        found, end = near[0], mention.end
    return found, words[end:]


def _place(words: str, division: Division) -> NameForm:
    return NameForm(words, "place", words, division=division.code)


def _ended(words: str, rest: str, division: Division | None) -> NameForm | None:
    stage, rest = _split_stage(rest)
    match = _ending(rest)
    if match is None:
        return None
    kind, ending, same = match
    stem = rest[: -len(ending)]
    if kind == "government":
        return _governed(words, stem, division)
    if kind == "class" or (_common(stem) and not _named_by_place(kind, same, stem, division)):
        return None
    code = division.code if division else ""
    if kind == "firm":
        return _firm(words, stem, same, code, stage)
    return NameForm(words, _KINDS[kind], _NATIONAL.sub("", stem), same, stage, code)


def _split_stage(words: str) -> tuple[str, str]:
    """Split off the stage at a name's end; 聚酯网二期项目 is the second stage of a project."""
    found = _STAGE.search(words)
    if found is None or not found.start():
        return "", words
    stage = "一期" if found[1] == "首期" else found[1]
    head = words[: found.start()]
    return stage, head if _ending(head) or not found[2] else head + found[2]


def _named_by_place(kind: str, ending: str, stem: str, division: Division | None) -> bool:
    """Say whether a place and an ending alone make a name: 青岛高新区, 苏州工业园区, not 青岛产业园 nor 贵州省开发区."""
    if division is None or stem:
        return False
    if kind == "zone":
        return not (division.level == "province" and ending == "开发区")
    return kind == "park" and ending not in ("园", "产业园")


def _governed(words: str, stem: str, division: Division | None) -> NameForm | None:
    """A government stands for its place, an administrative committee for its zone."""
    if not stem:
        return _place(words, division) if division else None
    return _ended(words, stem, division)


def _firm(words: str, stem: str, ending: str, code: str, stage: str) -> NameForm | None:
    stem = _COUNTRY.sub("", stem)
    for aside in _ASIDE.findall(stem):  # 谱屿仪器（青岛）有限公司
        place, more = _leading_place(aside)
        if place and not more:
            code = code or place.code
    core = _ASIDE.sub("", stem)
    return None if len(core) < 2 or _common(core) else NameForm(words, "firm", core, ending, stage, code)


def _unended(words: str, rest: str, division: Division | None, fact_kinds: frozenset[str]) -> NameForm | None:
    """Take a name that ends in nothing known for a firm's where its trade and what is told of it say so."""
    is_firm = fact_kinds & _OF_FIRMS or (_BRAND.search(rest) and fact_kinds & _OF_TRADERS)
    if not is_firm or not 2 <= len(rest) <= 16 or "、" in rest or _common(rest):
        return None
    return NameForm(words, "firm", _ASIDE.sub("", rest), "", "", division.code if division else "")


def _ending(words: str) -> tuple[str, str, str] | None:
    """Find the longest ending; one that is the whole name but for a place is its type (青岛|高新区)."""
    for size in range(min(len(words), 14), 0, -1):
        if found := _endings().get(words[-size:]):
            kind, same = found
            return kind, words[-size:], same
    return None


@lru_cache(maxsize=20_000)
def _common(stem: str) -> bool:
    """Say whether a stem is made of common words only: 签约, 在建重大, 20亿元以上."""
    plain = re.sub(r"\d[\d.]*", "", stem)
    reached = {0}
    for end in range(1, len(plain) + 1):
        if any(plain[start:end] in _common_words() for start in reached):
            reached.add(end)
    return len(plain) in reached


@cache
def _common_words() -> frozenset[str]:
    return frozenset(word for row in _rows("common.tsv") for word in row)


@cache
def _endings() -> dict[str, tuple[str, str]]:
    rows = list(_rows("endings.tsv"))[1:]
    return {
        _fold(ending): (kind, _fold(same or ending))
        for kind, ending, same in ((*row, "")[:3] for row in rows)
    }


def _rows(name: str) -> list[list[str]]:
    text = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def division_of(code: str) -> Division | None:
    """Find a division by its code."""
    return _by_code().get(code)


@cache
def _by_code() -> dict[str, Division]:
    return {division.code: division for division in divisions()}
