"""The one error shape: what is wrong, where, and what to do about it.

Exit codes of the command line (documented in the manual): 0 all well; 2 wrong usage (click's own);
3 the input can't be used at all; 4 part of the input was bad, the rest was kept; 5 the output can't be written.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

from luodi.core.text import Lang, Text

Where: TypeAlias = str | Text
"""A place: a name as it stands (a file's, an option's), or what :func:`place` made of several parts."""


class ExitCode(IntEnum):
    """What a command's end says to the program that called it."""

    OK = 0
    USAGE = 2
    UNUSABLE = 3
    PARTIAL = 4
    UNWRITABLE = 5


def place(*parts: Where) -> Text:
    """Join the parts of a place, the whole first: sites.xlsx 第 7 行 层高; sites.xlsx, row 7, 层高."""
    return Text(" ".join(_say(part, "zh") for part in parts), ", ".join(_say(part, "en") for part in parts))


def at_row(number: int | str) -> Text:
    """Name a row of a table or a line of a file, counted from 1; rows as ``2-4``."""
    return Text(f"第 {number} 行", f"row {number}")


def _say(where: Where, lang: Lang) -> str:
    return where if isinstance(where, str) else where.say(lang)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with an input, said so that a person can mend it.

    ``where`` names file and place (``sites.xlsx, row 7, 层高``, see :func:`place`); ``what`` names the value and the reason;
    ``remedy`` says what to do.
    """

    where: Where
    what: Text
    remedy: Text

    def say(self, lang: Lang) -> str:
        """Give the problem as one line."""
        colon, stop = ("：", "；") if lang == "zh" else (": ", "; ")
        return f"{_say(self.where, lang)}{colon}{self.what.say(lang)}{stop}{self.remedy.say(lang)}"


class LuodiError(Exception):
    """The input can't be used: carries the problem that says why."""

    def __init__(self, problem: Problem, exit_code: ExitCode = ExitCode.UNUSABLE) -> None:
        super().__init__(problem.say("en"))
        self.problem = problem
        self.exit_code = exit_code
