"""Days and periods in the notation of facts: their first and last day, and those whose year is still open.

``2023-04-06``, ``2023-04``, ``2023``, ``2023-Q3``, ``2023-H1``; ``--04-06`` and ``--04`` where the year can't be
known; ``2023-Q1/2023-Q3`` for a span.
"""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from luodi.core.record import record

Precision = Literal["day", "month", "quarter", "half", "year", "span"]
_YEARS_TO_TRY = 9  # 29 February comes back within eight

# Chinese New Year, from the almanac.
_NEW_YEAR = {
    2010: (2, 14), 2011: (2, 3), 2012: (1, 23), 2013: (2, 10), 2014: (1, 31), 2015: (2, 19), 2016: (2, 8),
    2017: (1, 28), 2018: (2, 16), 2019: (2, 5), 2020: (1, 25), 2021: (2, 12), 2022: (2, 1), 2023: (1, 22),
    2024: (2, 10), 2025: (1, 29), 2026: (2, 17), 2027: (2, 6), 2028: (1, 26), 2029: (2, 13), 2030: (2, 3),
    2031: (1, 23), 2032: (2, 11), 2033: (1, 31), 2034: (2, 19), 2035: (2, 8),
}  # fmt: skip

_ISO = re.compile(
    r"(?P<year>\d{4})(?:-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?"
)


def first_day(iso: str) -> date:
    """Give the first day of a period. Raises ValueError where it has no year or is none."""
    return _ends(iso.split("/")[0])[0]


def last_day(iso: str) -> date:
    """Give the last day of a period. Raises ValueError where it has no year or is none."""
    return _ends(iso.split("/")[-1])[1]


def _ends(iso: str) -> tuple[date, date]:
    found = _ISO.fullmatch(iso)
    if not found:
        raise ValueError(f"not a date with a year: {iso!r}")
    year = int(found["year"])
    if found["day"]:
        day = date(year, int(found["month"]), int(found["day"]))
        return day, day
    first, last = _months_of(found)
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _months_of(found: re.Match[str]) -> tuple[int, int]:
    if found["month"]:
        return int(found["month"]), int(found["month"])
    if found["quarter"]:
        return 3 * int(found["quarter"]) - 2, 3 * int(found["quarter"])
    if found["half"]:
        return 6 * int(found["half"]) - 5, 6 * int(found["half"])
    return 1, 12


def add_months(day: date, months: int) -> date:
    """Give the same day so many months on, or the last of a month that is too short."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def day_or_none(year: int, month: int, day: int) -> date | None:
    """Give the day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


@record
class OpenPeriod:
    """A period whose year is open: ``make`` writes it in a year (None where there is none).

    ``yearless`` is how it is written without one; None where the notation has no way.
    ``told_after`` marks a period that is spoken of, as past, only when it is over (前三季度, 1-5月).
    """

    make: Callable[[int], str | None]
    precision: Precision
    yearless: str | None = None
    told_after: bool = False

    def latest(self, published: date) -> str | None:
        """Give the latest one that is not after ``published``."""
        decisive_day = last_day if self.told_after else first_day
        for year in range(published.year, published.year - _YEARS_TO_TRY, -1):
            iso = self.make(year)
            if iso and decisive_day(iso) <= published:
                return iso
        return None

    def next(self, published: date) -> str | None:
        """Give the first one that is not over before ``published``."""
        for year in range(published.year, published.year + _YEARS_TO_TRY):
            iso = self.make(year)
            if iso and last_day(iso) >= published:
                return iso
        return None


def whole_year() -> OpenPeriod:
    """Make the period of a year."""
    return OpenPeriod(lambda year: f"{year:04}", "year")


def quarter(number: int) -> OpenPeriod:
    """Make the period of a quarter."""
    return OpenPeriod(lambda year: f"{year}-Q{number}", "quarter", told_after=True)


def first_quarters(number: int) -> OpenPeriod:
    """Make the period of a year's first quarters."""
    return OpenPeriod(lambda year: f"{year}-Q1/{year}-Q{number}", "span", told_after=True)


def half_year(number: int) -> OpenPeriod:
    """Make the period of a half-year."""
    return OpenPeriod(lambda year: f"{year}-H{number}", "half", told_after=True)


def month(number: int) -> OpenPeriod:
    """Make the period of a month."""
    return OpenPeriod(lambda year: f"{year}-{number:02}", "month", f"--{number:02}")


def months(first: int, last: int) -> OpenPeriod | None:
    """Make the period of some months of a year; None where they run backwards."""
    if first >= last:
        return month(first) if first == last else None
    return OpenPeriod(lambda year: f"{year}-{first:02}/{year}-{last:02}", "span", told_after=True)


def day(month_number: int, number: int) -> OpenPeriod:
    """Make the period of a day; a day that the calendar lacks is none in any year."""

    def make(year: int) -> str | None:
        found = day_or_none(year, month_number, number)
        return found.isoformat() if found else None

    in_some_year = make(2000) is not None
    return OpenPeriod(make, "day", f"--{month_number:02}-{number:02}" if in_some_year else None)


def days(first: OpenPeriod, last: OpenPeriod) -> OpenPeriod:
    """Make the period from one day to another of the same year."""

    def make(year: int) -> str | None:
        a, b = first.make(year), last.make(year)
        return f"{a}/{b}" if a and b and a < b else None

    return OpenPeriod(make, "span")


def new_year_month(*, after: bool) -> OpenPeriod:
    """Make the month of Chinese New Year, or, ``after`` it, the one in which its week is over."""

    def make(year: int) -> str | None:
        if year not in _NEW_YEAR:
            return None
        return f"{date(year, *_NEW_YEAR[year]) + timedelta(days=7 if after else 0):%Y-%m}"

    return OpenPeriod(make, "month")
