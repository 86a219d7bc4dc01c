"""All that an article names, known before it is read: whom it is about where nothing was named yet."""

from collections.abc import Iterable
from functools import cached_property

from luodi.reading.names import leading_place
from luodi.reading.names.places import prefectures, provinces, short
from luodi.reading.news.subjects import PLACES, Subject, is_park


class Ahead:
    """The subjects that an article names, each where it stands first; every question is answered once."""

    def __init__(self, named: Iterable[Subject] = ()) -> None:
        first: dict[tuple[str, str], Subject] = {}
        for one in named:
            first.setdefault((one.words, one.kind), one)
        self._named = tuple(first.values())
        self._areas: dict[str, Subject | None] = {}

    @cached_property
    def region(self) -> Subject | None:
        """The first region."""
        return next((one for one in self._named if one.kind == "region"), None)

    @cached_property
    def place(self) -> Subject | None:
        """The first park, zone or region."""
        return next((one for one in self._named if one.kind in PLACES), None)

    @cached_property
    def park(self) -> Subject | None:
        """The first park; zones aside."""
        return next((one for one in self._named if is_park(one)), None)

    @cached_property
    def only_park(self) -> Subject | None:
        """The park, where there is but one; zones aside."""
        parks = [one for one in self._named if is_park(one)]
        return parks[0] if len(parks) == 1 else None

    @cached_property
    def _called(self) -> dict[str, Subject]:
        return {short(one.words): one for one in reversed(self._named) if one.kind == "region"}

    def meant(self, titled: Subject) -> Subject:
        """Give the park of the text that a headline's park is: the text names it, in full where the headline is short."""
        parks = [one for one in self._named if one.kind == "park"]
        if titled.kind != "park" or not parks or any(one.words == titled.words for one in parks):
            return titled
        fuller = next((one for one in parks if shortens(titled.words, one.words)), None)
        if fuller or leading_place(titled.words):
            return fuller or titled
        return parks[0] if len(titled.words) <= _NICKNAME else titled

    def called(self, name: str) -> Subject | None:
        """Find the region that is called so in short (章丘 of 章丘区)."""
        return self._called.get(name)

    def area(self, level: str) -> Subject | None:
        """Find the district, city or province that 全区, 全市, 全省 mean."""
        if level not in self._areas:
            self._areas[level] = area_in(self._named, level)
        return self._areas[level]


_NICKNAME = 6  # a headline's 自行车小镇 of a park that the text gives its name


def shortens(short: str, full: str) -> bool:
    """Tell whether ``short`` opens and ends like ``full`` and leaves out letters between (云岭铝谷 of 云岭铝材产业谷)."""
    if len(short) < 4 or short[:2] != full[:2] or short[-1] != full[-1]:
        return False
    rest = iter(full)
    return all(letter in rest for letter in short)


def area_in(pool: Iterable[Subject], level: str) -> Subject | None:
    """Find the first district, city or province of ``pool``; else that in which the first place or firm lies."""
    pool = list(pool)
    for one in pool:
        if one.kind == "region" and one.words.endswith(level):
            return one
        if level == "区" and one.kind == "park" and one.words.endswith(("区", "新城")):
            return one
    return next((area for one in pool if (area := _area_of(one, level))), None)


def _area_of(one: Subject, level: str) -> Subject | None:
    place = leading_place(one.words)
    if level in "县区" and level in place[2:]:
        return Subject(place[: place.rindex(level) + 1], "region", one.start, one.end)
    if level not in "市省" or not place:
        return None
    alone = short(place)
    for name in prefectures() if level == "市" else provinces():
        if name == alone or place.startswith(name):
            return Subject(name + "市" if level == "市" else name, "region", one.start, one.end)
    return None
