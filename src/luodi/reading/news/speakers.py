"""Whose people speak: what a firm's or a park's man says without a name is said of the firm or the park."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from luodi.reading.names import find_names
from luodi.reading.news.clauses import Clause
from luodi.reading.news.plain import Aside, Plain
from luodi.reading.news.story import Story
from luodi.reading.news.subjects import ROLE, Subject

_PERSON = r"(?P<person>[\u4e00-\u9fff]{2,3})"
_SAYS = r"(?:在[^，]{1,12})?(?:接受采访时|笑着|坦|算了?笔账|介绍|告诉|表示|透露|说|指出|称|坦言|谈到|回忆|解释|预计|估算|告知|直言|补充)"
_NAMED_BEHIND = re.compile(rf"[^，。、；]{{0,8}}?{ROLE}{_PERSON}(?={_SAYS}|$|[^，]{{0,12}}说$)")
_SPOKEN_BY = re.compile(rf"(?:^|[据“])(?:据)?{_PERSON}(?={_SAYS})")
_LONGEST_NAME = 4


class Speakers:
    """The people of a text, each with the firm or park that they speak for."""

    def __init__(self, plain: Plain, clauses: Sequence[Clause], story: Story) -> None:
        self._text, self._clauses, self._story = plain.text, clauses, story
        self._for: dict[str, Subject] = {}
        self._introduce(plain.asides)

    def _introduce(self, asides: Iterable[Aside]) -> None:
        """Take note of the speakers that brackets introduce (王某（某某产业园管委会主任）：…)."""
        for aside in asides:
            line = self._text.rfind("\n", 0, aside.at) + 1
            if self._text.startswith("：", aside.at) and aside.at - line <= _LONGEST_NAME:
                named = (self._story.named_by(name) for name in find_names(aside.words))
                self._note(self._text[line : aside.at], next(named, None))

    def _note(self, person: str, one: Subject | None) -> None:
        if one and one.kind in ("firm", "park"):
            self._for[person] = Subject(one.words, one.kind)

    def hear(self, clause: Clause) -> None:
        """Take note of who speaks for a firm or park that the clause names (某公司董事长王某说)."""
        for name in clause.names:
            named = _NAMED_BEHIND.match(clause.text, name.end - clause.start)
            if named:
                self._note(named["person"], self._story.named_by(name))

    def of(self, clause: Clause) -> Subject | None:
        """Give the firm or park whose man says the clause and what follows; None where nobody known speaks."""
        return self._quoted(clause) or self._named(clause)

    def _named(self, clause: Clause) -> Subject | None:
        """Find whom a known man speaks for (王某：…; 王某介绍，…)."""
        if clause.closer == "：" and clause.text in self._for:
            return self._for[clause.text]
        spoken = _SPOKEN_BY.match(clause.text) if self._for else None
        return self._for.get(spoken["person"]) if spoken else None

    def _quoted(self, clause: Clause) -> Subject | None:
        """Find whose man speaks where the speech opens the paragraph (“去年我们卖出…。”某公司总经理说)."""
        text = self._text
        if not clause.first_of_line or text[clause.start - 1 : clause.start] != "“":
            return None
        closed = text.find("”", clause.end, clause.end + 300)
        if closed < 0 or "\n" in text[clause.start : closed]:
            return None
        after = bisect_left(self._clauses, closed + 1, key=lambda clause: clause.start)
        later = self._clauses[after] if after < len(self._clauses) else None
        if later is None or later.start != closed + 1:
            return None
        firm = next((name for name in later.names if name.kind == "firm" and name.start == later.start), None)
        said = firm.end if firm else later.start + 2
        if not re.search(r"说|介绍|告诉|表示|坦言|指着", text[said : said + 24]):
            return None
        if firm:
            return self._story.subject_of_name(firm)
        if later.text.startswith(("公司", "企业")):
            return self._story.refer("公司", -1, -1)
        return self._named(later)
