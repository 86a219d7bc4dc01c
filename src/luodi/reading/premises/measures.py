"""Heights, loads, power and cranes: which figure is which, and of which floor."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from luodi.core.quantities import Quantity
from luodi.core.record import record
from luodi.reading.premises.cues import Cue, Cues
from luodi.reading.premises.floors import FloorMark, Floors
from luodi.reading.premises.source import Source

MeasureName = Literal["height", "load", "power", "crane"]

_JOIN = re.compile(r"\s?[/、+和与及,]?\s?(?:另|一台)?\s?")  # between figures that share a noun: 10吨/5吨行车
_LIST = re.compile(r"\s?[/、+和与及]\s?")
_GLUE = re.compile(
    r"[\s:为约达有是在到至于≥>=<≤不低少小大于最至少要(（每平方米公尺以上的总大概高度能得容量]*"
)
_AFTER = re.compile(
    r"\s?(?:[x×*]\d|以上|左右|的|及以上|双梁|单梁|级|防爆|欧式|电动|桥式|重型|安装|现成|独立|专用|油浸|干式|箱式|大|起重量|起吊){0,6}\s?"
)
_AMPERE = re.compile(
    r"\s?(?:a(?![a-z])|安(?!装)|v|伏|kv|℃|度|°|%|路|回路|线|平|方|㎡|号|栋|幢|楼|层|f|个月|元|块|万|人|-|/\d)"
)
_TIMES_BEFORE = re.compile(
    r"(?<![\d.])([1-9一二两三四五六七八九])\s?(?:(?:台|个|座)(?:[,、]?(?:各|每台))?|[x×*])\s?$"
)
_TIMES_AFTER = re.compile(
    r"(?:\s?(?:的)?变压器)?\s?(?:[x×*]\s?(\d)(?![\d.])|([1-9一二两三四五六七八九])\s?(?:台|座|个)|(俩))"
)
_COUNTS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "俩": 2}
_DENIED = re.compile(
    r"预留|可加装|可安装|可装|加装|能装|可以装|可上|可定制|未装|未安装|没有|没装|无(?!需)|不带|不需要|不要|不能装|拟装|可配"
)
_PLAUSIBLE = {
    "height": (2.0, 60.0),
    "load": (50.0, 60000.0),
    "power": (5.0, 200000.0),
    "crane": (0.4, 1500.0),
}
_STOREYS_LISTED = re.compile(
    r"(?:(?P<height>[层净檐]高)|承重|荷载)[:为]?\s?(?P<list>\d+(?:\.\d+)?(?:/\d+(?:\.\d+)?){1,5})\s?(?(height)(?:米|m(?![2²]))|(?:吨|t(?![a-z])))"
)
_ALONE = (3.5, 16.0)  # metres of a storey's height
_STANDS_ALONE = re.compile(r"[\s,;、]\d+(?:\.\d+)?(?:米|m)(?:以上|左右|[+])?(?:[\s,;、。]|$)")
_FAR = 40  # letters: a cue further away says nothing of a number without a unit
_BARE_TONNES = 30  # 承重3 means tonnes, 承重500 kilograms


@record
class Measure:
    """A figure of a building: its value in the guide's unit, the floors it is said of (none: of all), its cue.

    ``clear`` marks heights under the beam (净高), which beat those at the eaves. ``group`` counts figures that were
    said in one go. ``denied`` is true for a crane that isn't there (预留牛腿, 可加装).
    """

    name: MeasureName
    value: float
    start: int
    end: int
    floors: tuple[FloorMark, ...]
    clear: bool = False
    group: int = 0
    denied: bool = False


def find_measures(source: Source, quantities: Sequence[Quantity], floors: Floors) -> list[Measure]:
    """Find all heights, loads, powers and cranes, in order."""
    return _Finder(source, quantities, floors).measures()


class _Finder:
    def __init__(self, source: Source, quantities: Sequence[Quantity], floors: Floors) -> None:
        self.source = source
        self.cues = Cues(source.text)
        self.floors = floors
        self.listed = list(self._by_storey())
        self.quantities = [
            q
            for q in quantities
            if q.dimension in ("length", "load", "mass", "power", "none")
            and not any(each.start <= q.number_start < each.end for each in self.listed)
        ]
        self.suffixes = self._suffixes()
        self.taken: set[int] = set()  # starts of cues that a figure before them has claimed

    def measures(self) -> list[Measure]:
        found = list(self.listed)
        last: tuple[Quantity, Cue | None] | None = None
        for index, quantity in enumerate(self.quantities):
            cue = self._cue(index, last)
            last = (quantity, cue)
            measure = self._measure(quantity, cue)
            if measure is not None:
                found.append(measure)
        return found if any(each.name == "height" for each in found) else [*found, *self._alone()]

    def _alone(self) -> Iterator[Measure]:
        """Read 2300平 7米 1.6元: metres that stand alone are the height, where nothing else tells it."""
        low, high = _ALONE
        for quantity in self.quantities:
            if (
                quantity.dimension != "length"
                or not low <= quantity.value <= high
                or quantity.high is not None
            ):
                continue
            if not _STANDS_ALONE.search(self.source.text, max(0, quantity.start - 1), quantity.end + 2):
                continue
            sentence, _ = self.source.sentence(quantity.number_start)
            marks = self.floors.governing(quantity.number_start, sentence)
            yield Measure("height", quantity.value, quantity.start, quantity.end, marks, group=sentence)

    def _by_storey(self) -> Iterator[Measure]:
        """Read 层高6/5/5米, 承重2/1.5吨: a figure for each floor from the first on."""
        for match in _STOREYS_LISTED.finditer(self.source.text):
            name: MeasureName = "height" if match["height"] else "load"
            clear = match["height"] is not None and match["height"].startswith("净")
            for floor, figure in enumerate(match["list"].split("/"), start=1):
                mark = FloorMark((floor,), upper=False, start=match.start(), end=match.start())
                value = float(figure) * (1 if name == "height" else 1000)
                yield Measure(
                    name, value, *match.span(), (mark,), clear, self.source.sentence(match.start())[0]
                )

    def _suffixes(self) -> list[Cue | None]:
        """Give for each figure the noun right behind it (5吨行车), through a list (10吨/5吨行车)."""
        text = self.source.text
        result: list[Cue | None] = [None] * len(self.quantities)
        for index in range(len(self.quantities) - 1, -1, -1):
            quantity = self.quantities[index]
            skip = _AFTER.match(text, quantity.end)
            start = skip.end() if skip else quantity.end
            cue = self.cues.at(start, 0, quantity.dimension)
            if cue is None and index + 1 < len(self.quantities):
                following = self.quantities[index + 1]
                joined = _JOIN.fullmatch(
                    _drop_floors(text[_figure_end(text, quantity) : following.start][:_FAR])
                )
                if joined and following.dimension == quantity.dimension:
                    cue = result[index + 1]
            result[index] = cue
        return result

    def _cue(self, index: int, last: tuple[Quantity, Cue | None] | None) -> Cue | None:
        quantity, suffix = self.quantities[index], self.suffixes[index]
        start, _ = self.source.sentence(quantity.number_start)
        prefix = self.cues.before(quantity.number_start, quantity.dimension, start)
        if prefix and prefix.start not in self.taken and self._glued(prefix, quantity):
            return prefix
        if suffix and self._suffix_holds(suffix, quantity):
            self.taken.add(suffix.start)
            return suffix
        if quantity.dimension == "none":
            return self._bare(prefix, quantity, last)
        return prefix

    def _suffix_holds(self, suffix: Cue, quantity: Quantity) -> bool:
        """层高8米电200: the cue behind a figure has a figure of its own."""
        if quantity.dimension != "none":
            return True
        word = self.source.text[suffix.start : suffix.end]
        return (word == "电" and not self.source.text[suffix.end : suffix.end + 1].isdigit()) or word in (
            "变压器",
            "变压",
            "配电",
            "电力",
            "变电器",
            "专变",
            "箱变",
        )

    def _glued(self, cue: Cue, quantity: Quantity) -> bool:
        return bool(_GLUE.fullmatch(self.source.text, cue.end, quantity.number_start))

    def _bare(
        self, prefix: Cue | None, quantity: Quantity, last: tuple[Quantity, Cue | None] | None
    ) -> Cue | None:
        """Take a number without a unit only right behind its cue or in a list that began there."""
        if prefix is None:
            return None
        text = self.source.text
        if self._glued(prefix, quantity):
            return prefix
        if (
            last
            and last[1] is prefix
            and quantity.number_start - last[0].end < _FAR
            and _LIST.fullmatch(_drop_floors(text[_figure_end(text, last[0]) : quantity.number_start]))
        ):
            return prefix
        if quantity.number_start - prefix.end > _FAR:
            return None
        between = text[prefix.end : quantity.number_start]
        return prefix if len(between) <= 5 and _GLUE.fullmatch(_drop_floors(between)) else None

    def _measure(self, quantity: Quantity, cue: Cue | None) -> Measure | None:
        name = _name(quantity, cue) or self._by_floor(quantity, cue)
        if name is None:
            return None
        text = self.source.text
        if quantity.dimension == "none" and _AMPERE.match(text, quantity.end):
            return None
        value = _value(name, quantity)
        low, high = _PLAUSIBLE[name]
        if name == "crane" and quantity.dimension == "none":
            high = _BARE_TONNES * 10
        if not low <= value <= high:
            return None
        if name == "power":
            value *= self._times(quantity)
        sentence, _ = self.source.sentence(quantity.number_start)
        clause, _ = self.source.clause(quantity.number_start)
        marks = self.floors.governing(quantity.number_start, sentence)
        denied = name == "crane" and (self._is_corbel(cue) or self._denied(cue, quantity, clause))
        begin = (
            min(cue.start, quantity.start)
            if cue and quantity.number_start - cue.start < 40
            else quantity.start
        )
        end = max(quantity.end, cue.end if cue and cue.start - quantity.end < 12 else 0)
        clear = cue is not None and cue.name == "height_clear"
        return Measure(name, value, begin, end, marks, clear, sentence, denied)

    def _by_floor(self, quantity: Quantity, cue: Cue | None) -> MeasureName | None:
        """首层8米,2-5层4.8米: a length right behind a floor is its height, and tonnes are its load."""
        low, high = {"length": (2.2, 20.0), "mass": (0.3, 10.0)}.get(quantity.dimension, (1.0, 0.0))
        if not low <= quantity.value <= high:
            return None
        if (
            cue is None
            and quantity.dimension == "length"
            and self.source.text.endswith("单层", 0, quantity.start)
        ):
            return "height"
        marks = self.floors.governing(quantity.number_start, max(0, quantity.number_start - 8))
        if not marks or quantity.start - marks[-1].end > 1 or (cue is not None and cue.end > marks[-1].start):
            return None
        return "height" if quantity.dimension == "length" else "load"

    def _times(self, quantity: Quantity) -> int:
        """Give how many transformers of one size there are: 两台, 2×630, 1000kVA变压器两台."""
        text = self.source.text
        before = _TIMES_BEFORE.search(text[max(0, quantity.number_start - 8) : quantity.number_start])
        after = _TIMES_AFTER.match(text, quantity.end)
        count = before[1] if before else (after[1] or after[2] or after[3]) if after else "1"
        return int(count) if count.isdigit() else _COUNTS[count]

    def _is_corbel(self, cue: Cue | None) -> bool:
        """牛腿做到10吨: what a crane could be hung on is none."""
        return cue is not None and self.source.text.startswith("牛腿", cue.start)

    def _denied(self, cue: Cue | None, quantity: Quantity, clause: int) -> bool:
        text = self.source.text
        start = max(clause, quantity.number_start - 12)
        if cue is not None and quantity.number_start - _FAR < cue.start < quantity.number_start:
            start = min(start, cue.start)
        return bool(
            _DENIED.search(text, start, quantity.number_start)
            or re.match(
                r"(?:行车|航车|天车|吊车)?(?:没有|没装|未装|可加装|暂无)",
                text[quantity.end : quantity.end + 8],
            )
        )


def _figure_end(text: str, quantity: Quantity) -> int:
    """Where a figure ends; the plus of 2000+1250 is no part of it."""
    return quantity.end - text.endswith("+", quantity.start, quantity.end)


_FLOOR_WORD = re.compile(r"(?:首|底|标准|[\d一二三四五六七八九十])+(?:层|楼|f)(?:以上)?|楼上|其余")


def _drop_floors(run: str) -> str:
    return _FLOOR_WORD.sub("", run) if len(run) > 1 else run


def _name(quantity: Quantity, cue: Cue | None) -> MeasureName | None:
    """Say what a figure is by its unit and its cue."""
    dimension, kind = quantity.dimension, cue.name if cue else ""
    if dimension == "load":
        return "load"
    if dimension == "none" and quantity.per:
        return None
    if dimension == "power":
        return None if kind == "power_not" else "power"
    if kind.startswith("height") and kind != "height_not" and dimension in ("length", "none"):
        return "height"
    if kind in ("load", "crane") and dimension in ("mass", "none"):
        return "load" if kind == "load" else "crane"
    return "power" if kind == "power" and dimension == "none" else None


def _value(name: MeasureName, quantity: Quantity) -> float:
    if name != "load" or quantity.dimension == "load":
        return quantity.value
    if quantity.dimension == "mass":
        return quantity.value * 1000
    return quantity.value * 1000 if quantity.value <= _BARE_TONNES else quantity.value


def on_lowest(measures: Iterable[Measure], offered: Sequence[int]) -> tuple[Measure | None, Measure | None]:
    """Give of heights or loads the one of the lowest floor offered and, where it differs, that of the floors above.

    What is said of floors that aren't offered is left aside; 净高 beats what is measured at the eaves.
    """
    lowest = min(offered) if offered else 1
    here: list[Measure] = []
    above: list[Measure] = []
    for measure in measures:
        numbers = [number for mark in measure.floors for number in mark.floors]
        if not measure.floors or lowest in numbers:
            here.append(measure)
        elif any(mark.upper for mark in measure.floors) or any(
            number > lowest and (number in offered or not offered) for number in numbers
        ):
            above.append(measure)
    first = _best(here) or _best(above)
    second = _best(above) or _rest(first, here)
    if first is None or second is None or second.value == first.value:
        return first, None
    return first, second


def _rest(first: Measure | None, here: Sequence[Measure]) -> Measure | None:
    """层高4.2米,首层5.4米: what is said of no floor is said of those above."""
    if first is None or first.name != "height" or not first.floors:
        return None
    return next((m for m in here if not m.floors and m.clear == first.clear and m.group == first.group), None)


def _best(measures: Sequence[Measure]) -> Measure | None:
    clear = [measure for measure in measures if measure.clear]
    chosen = clear or list(measures)
    named = [measure for measure in chosen if measure.floors]
    return next(iter(named or chosen), None)


def total_power(measures: Sequence[Measure]) -> Measure | None:
    """Add up the transformers that are named in one go; what other sentences repeat is not added."""
    powers = [measure for measure in measures if measure.name == "power"]
    if not powers:
        return None
    first = powers[0]
    together = [measure for measure in powers if measure.group == first.group]
    return replace(first, value=sum(measure.value for measure in together), end=together[-1].end)
