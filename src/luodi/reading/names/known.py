"""What a document calls things: every name it gives, and the fullest form of each short one."""

import re
from collections.abc import Iterable, Sequence

from luodi.reading.names.find import STAGE, parks_within
from luodi.reading.names.name import Name
from luodi.reading.names.places import is_place, leading_place

_LEGAL = re.compile(r"(?:集团|控股)?(?:股份)?有限(?:责任)?公司$|股份公司$|集团公司$|集团$|株式会社$|公司$")
_COUNTRY = re.compile(
    r"^(?:中国|美国|德国|日本|韩国|法国|英国|意大利|西班牙|荷兰|丹麦|瑞士|瑞典|新加坡|以色列|芬兰|比利时|奥地利|加拿大|澳大利亚|印度|泰国|马来西亚)"
)
COMMON = frozenset(("公司", "本公司", "企业", "项目", "园区", "集团", "基地", "本项目", "中心"))
_TRADES = frozenset(
    [
        "医药",
        "文旅",
        "产投",
        "城投",
        "建设",
        "投资",
        "金融",
        "控股",
        "发展",
        "农业",
        "交通",
        "水务",
        "旅游",
        "电力",
        "钢铁",
        "石化",
        "航空",
        "航天",
        "船舶",
        "电气",
        "铁路",
        "港口",
        "物流",
        "置业",
        "实业",
        "创投",
        "科创",
        "国资",
        "医械",
        "器械",
        "种业",
        "酒业",
        "乳业",
        "科技",
        "医疗",
        "生物",
        "智能",
        "新材",
        "材料",
        "电子",
        "汽车",
        "集团",
        "化工",
        "股份",
        "机械",
        "精密",
        "制药",
        "药业",
        "食品",
        "能源",
        "环保",
        "信息",
        "动力",
        "装备",
        "仪器",
        "激光",
        "光电",
        "半导",
        "轮胎",
        "工业",
        "实业",
        "重工",
        "技术",
    ]
)
_STAGE_TAIL = re.compile(r"(?:[一二三四五]期|首期)$")
_ASIDE = re.compile(r"（[^）]*）")


class Known:
    """The names of one document; :meth:`resolve` gives the fullest form of a name."""

    def __init__(self, names: Iterable[Name], aliases: Iterable[tuple[str, str]] = ()) -> None:
        self.full: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        for name in names:
            self.kinds.setdefault(name.words, name.kind)
            if name.kind in ("project", "thing", "park"):
                for park in parks_within(name.words):
                    self.kinds.setdefault(park, "park")
        for full, short in aliases:
            self.full[short] = full
            self.kinds.setdefault(full, "firm")
            self.kinds[short] = self.kinds[full]
        self._holding = _Holding(self.kinds)
        self._cache: dict[str, str] = {}
        self._cores: dict[str, str] = {}

    def kind(self, words: str) -> str | None:
        """Give the kind of a name that the document holds."""
        return self.kinds.get(words)

    def resolve(self, words: str) -> str:
        """Give the fullest name of what ``words`` mean in this document; ``words`` themselves where none is known."""
        if words not in self._cache:
            self._cache[words] = self._resolve(words)
        return self._cache[words]

    def short_forms(self) -> dict[str, str]:
        """Give the short forms that the text may use, each with its full name: aliases, and the heads of firms' cores."""
        forms = dict(self.full)
        for full, kind in self.kinds.items():
            if kind == "park" and (place := leading_place(full)) and len(full) - len(place) >= 4:
                forms.setdefault(full[len(place) :], full)
            if kind == "park":
                for outer in parks_within(full):
                    if len(full) - len(outer) >= 4:
                        forms.setdefault(full[len(outer) :], full)
            if kind != "firm" or full in self.full:
                continue
            name = self._core(full)
            if not _LEGAL.search(full):
                forms.setdefault(full, full)
            if name[:2] in _TRADES:
                continue
            for length in range(min(6, len(name)), 2, -1):
                forms.setdefault(name[:length], full)
            if len(name) == 2 or (len(name) > 2 and name[2:4] in _TRADES):
                forms.setdefault(name[:2], full)
        return {
            short: full
            for short, full in forms.items()
            if (short == full or short not in self.kinds or short in self.full) and short not in COMMON
        }

    def _resolve(self, words: str) -> str:
        words = words.strip("“”")
        if words in self.full:
            return self.resolve(self.full[words])
        for length in range(1, len(words)) if self.full else ():
            full, rest = self.full.get(words[:length]), words[length:]
            if full and full != words and STAGE.fullmatch(rest):
                return self.resolve(full) + rest
        stage = _STAGE_TAIL.search(words)
        if stage and stage.start() > 3:
            full = self.resolve(words[: stage.start()])
            if full != words[: stage.start()] and self.kinds.get(full) in ("park", "project"):
                return full + stage.group()
        if apart := self._scattered(words):
            return apart
        while fuller := self._fuller(words):  # each step is longer
            words = fuller
        return words

    def _fuller(self, words: str) -> str | None:
        for full in self._holding.holding(words[:2], _stem(words)[2:]):
            if len(full) <= len(words):
                return None
            if self._means(words, full):
                return full
        return None

    def _core(self, full: str) -> str:
        if full not in self._cores:
            self._cores[full] = core(full)
        return self._cores[full]

    def _scattered(self, short: str) -> str | None:
        """Give the one firm whose name holds the two letters before 公司 apart (衡变公司 of 某某衡阳变压器有限公司)."""
        if len(short) != 4 or not short.endswith("公司"):
            return None
        found = [full for full, kind in self.kinds.items() if kind == "firm" and _in_order(short[:2], full)]
        return found[0] if len(found) == 1 else None

    def _stems(self, short: str) -> int:
        """Count the names that the short form may stand for."""
        return sum(kind in ("park", "thing") and _is_stem(short, full) for full, kind in self.kinds.items())

    def _means(self, short: str, full: str) -> bool:
        kind = self.kinds[full]
        if len(short) < 2 or kind == "office" or "、" in full:
            return False
        if full.endswith(short) and len(short) >= 3:
            head = full[: -len(short)]
            return kind in ("park", "thing", "project") or bool(leading_place(head)) or is_place(head)
        if kind == "firm":
            return (
                self.kinds.get(short) not in ("park", "region")
                and not is_place(short)
                and is_short_form(short, full, self._core(full))
            )
        if kind == "park" and self.kinds.get(short, "park") == "park":
            return is_short_park(short, full) or _leaves_zone_out(short, full)
        if kind in ("park", "thing") and self.kinds.get(short) in ("park", "thing") and _is_stem(short, full):
            return self._stems(short) == 1
        if (
            kind in ("park", "thing")
            and full.endswith("基地")
            and self.kinds.get(short) in (None, "park", "thing")
        ):
            return _abridges(short, full)
        return kind == "project" and full == short + "项目"


_ZONES = (
    re.compile(r"(?:高新技术产业开发区|高新技术开发区|高新技术产业园区|高新区)$"),
    re.compile(r"(?:经济技术开发区|经济开发区|经开区)$"),
    re.compile(r"(?:综合保税区|综保区)$"),
    re.compile(r"(?:自由贸易试验区|自贸试验区|自贸区)$"),
)
_ANY_ZONE = re.compile(r"(?:高新技术产业|高新技术|经济技术|经济)?开发区$|高新区$|经开区$")
_ANY_PARK = re.compile(r"(?:[\u4e00-\u9fff]{2}(?:产业|工业|科技|创新|示范|合作)?园区?|集聚区|集中区|开发区)$")


def _abridges(short: str, full: str) -> bool:
    """Tell whether ``short`` is ``full`` with words left out (西安航空基地 of 西安阎良国家航空高技术产业基地)."""
    if len(short) < 5 or short[:2] != full[:2] or short[-2:] != full[-2:]:
        return False
    at = 0
    for char in short[:-2]:
        at = full.find(char, at, len(full) - 2) + 1
        if not at:
            return False
    return True


_STEMMED = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2,3})(?P<end>基地|产业园|园|城|港)$")


def _in_order(letters: str, full: str) -> bool:
    """Tell whether a firm's legal name holds two letters in order, not side by side."""
    if not full.endswith("有限公司"):
        return False
    first = full.find(letters[0])
    return 0 <= first < full.find(letters[1], first + 2)


def _is_stem(short: str, full: str) -> bool:
    """Tell a park's trade and kind from its whole name (航空基地 of 西安阎良国家航空高技术产业基地)."""
    match = _STEMMED.fullmatch(short)
    return bool(
        match and len(full) >= len(short) + 4 and full.endswith(match["end"]) and match["stem"] in full[2:]
    )


def _leaves_zone_out(short: str, full: str) -> bool:
    """Tell a park's name without its zone from the whole one (梁平集成电路产业园 of 梁平工业园区集成电路产业园)."""
    place = leading_place(short) or short[:2]
    rest = short[len(place) :]
    if len(rest) < 4 or not (full.startswith(place) and full.endswith(rest)):
        return False
    return full[len(place) : -len(rest)].endswith(("区", "园", "城", "县", "市", "镇"))


def is_short_park(short: str, full: str) -> bool:
    """Tell whether ``short`` is how people shorten a zone's or a park's full name.

    东疆综保区 of 天津东疆综合保税区, 牛家开发区 of 五常牛家经济开发区, 高滩园区 of 高滩川渝合作示范园.
    """
    for zone in _ZONES:
        if (ends := zone.search(short)) and (of := zone.search(full)):
            stem, whole = short[: ends.start()], full[: of.start()]
            return len(stem) > 1 and (whole.endswith(stem) or whole.startswith(stem))
    if short.endswith("开发区") and (of := _ANY_ZONE.search(full)):
        stem, whole = short[:-3], full[: of.start()]
        return len(stem) > 1 and whole.endswith(stem) and whole != stem
    if short.endswith("园区") and _ANY_PARK.search(full):
        stem = short[:-2]
        named = full[len(leading_place(full)) :]
        return len(stem) > 1 and not is_place(stem) and (named.startswith(stem) or full.startswith(stem))
    return False


def _stem(short: str) -> str:
    """Give what of a short form stands in its full name for certain: the whole of it, without a zone's or a park's ending."""
    for ending in (*_ZONES, _ANY_ZONE):
        if found := ending.search(short):
            return short[: found.start()]
    return short.removesuffix("园区")


class _Holding:
    """Names by two letters that they hold, the longest first: a short form's first two stand in its name.

    What a name has in brackets may stand between them.
    """

    _MANY = 40  # names that are looked through one by one

    def __init__(self, names: Iterable[str]) -> None:
        self._by_pair: dict[str, list[str]] = {}
        self._by_letter: dict[str, dict[str, list[str]]] = {}  # within a pair that many hold
        for name in sorted(names, key=len, reverse=True):
            pairs = {*map(str.__add__, name, name[1:])}
            if "（" in name:
                bare = _ASIDE.sub("", name)
                pairs.update(map(str.__add__, bare, bare[1:]))
            for pair in pairs:
                self._by_pair.setdefault(pair, []).append(name)

    def holding(self, pair: str, letters: str) -> Sequence[str]:
        """Give the names that hold a pair of letters; where they are many, about those that hold other letters too."""
        names = self._by_pair.get(pair, [])
        if len(names) <= self._MANY or not letters:
            return names
        if pair not in self._by_letter:
            self._by_letter[pair] = _by_letter(names)
        by_letter = self._by_letter[pair]
        return min((by_letter.get(letter, []) for letter in letters), key=len)


def _by_letter(names: Iterable[str]) -> dict[str, list[str]]:
    """Give for each letter the names that hold it, in order."""
    found: dict[str, list[str]] = {}
    for name in names:
        for letter in set(name):
            found.setdefault(letter, []).append(name)
    return found


def core(full: str) -> str:
    """Give what tells a firm's name from others: without place, country and legal form."""
    words = _ASIDE.sub("", full)
    words = _LEGAL.sub("", words)
    words = _COUNTRY.sub("", words)
    place = leading_place(words)
    rest = words[len(place) :] if place else words
    return rest if len(rest) >= 2 else words


def is_short_form(short: str, full: str, name: str) -> bool:
    """Tell whether ``short`` is how people shorten a firm's full name: a head of its core ``name``, or its parts in order."""
    if name.startswith(short):
        return len(short) >= 2
    if len(short) < 3 or short[:2] not in full or len(short) > len(full):
        return False
    at = full.find(short[:2])
    for char in short[2:]:
        at = full.find(char, at + 1)
        if at < 0:
            return False
    return full.find(short[:2]) <= len(full) - len(name) + 2
