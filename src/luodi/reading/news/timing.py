"""Which time a figure covers, and whether a clause tells of what is done or of what is to come."""

import re
from dataclasses import dataclass

from luodi.core.dates import DateMention
from luodi.reading.news.clauses import Clause

_COMPARED = re.compile(r"(?:比|较|同比|高于|低于|相当于|是|约为|为|对比|相比)(?:之?前|上|从|于)?$")
_COMPARED_AFTER = re.compile(r"^(?:同期|的[\d.一二三四五六七八九十]+倍|相比|以来(?:的|首次))")
_NOW = re.compile(r"目前|现有|现已|如今|当前|截至目前|现在|眼下")
_FUTURE = re.compile(
    r"预计|预期|计划(?![》”单列外])|[拟料](?=[\u4e00-\u9fff\d])(?<![模虚资材原燃])|将(?![军士领近])|力争|争取|目标|有望|力求|确保|届时|到时候|将会"
    r"|(?:达产|投产|建成|满产|达效|竣工|运营|完工|全部投产|项目达产|量产|扩产|扩建)(?:达产|投产|投用|运营|达效)?(?:之?后|后全|时)|达产年|达产(?=年|可)|(?:全面|全部|满负荷)达产(?=[后可年])"
    r"|落地首年|(?<![许认无均皆还])可(?=年|日|实|容|新|带|提|吸|形|满|入|供|同时|再|达|创|安|解|生产|处理|为|望|承|集聚|聚集)"
)
_DONE = re.compile(r"已(?!定)|目前|现有|累计|截至(?!20[3-9])|现已|去年|同比|(?<![预])实际|正在")
_YEAR_WORDS = re.compile(r"全年|年末|年底(?=[^前]|$)")
_REPORT = re.compile(
    r"公报|运行情况|经济指标|数读|数说|统计|年报|季报|半年报|成绩单|主要指标|运行分析|运行简况|经济数据"
)
_YEAR = re.compile(r"(20\d\d)(?!\d)")


@dataclass(slots=True)
class Clock:
    """The time that figures stand under, as the text goes on. ``None`` is no time."""

    published: str | None
    title: str = ""
    in_clause: str | None = None
    in_sentence: str | None = None
    in_line: str | None = None
    heading: str | None = None
    day: str | None = None  # the day of the ceremony that the article tells of
    day_inferred: bool = False
    inferred: bool = False
    future: bool = False  # a plan in this clause
    carried: bool = False  # a plan in this sentence
    now: bool = False
    report: bool = False
    _line: int = -1
    _sentence: int = -1

    def __post_init__(self) -> None:
        self.report = bool(_REPORT.search(self.title))

    def enter(self, clause: Clause) -> None:
        """Move on to a clause."""
        if clause.line != self._line:
            self._line, self.in_line = clause.line, None
        if clause.sentence != self._sentence:
            self._sentence, self.in_sentence, self.carried = clause.sentence, None, False
        text = clause.text
        self.now = bool(_NOW.search(text))
        future = _FUTURE.search(text)
        self.future = bool(future)
        if future:
            self.carried = True
        elif _DONE.search(text) and not clause.text.startswith("其中"):
            self.carried = False
        mention = self.time_of(clause)
        self.in_clause = None
        self.inferred = False
        if mention:
            self.in_clause = self.iso(mention)
            self.inferred = mention.inferred
            self.in_sentence = self.in_line = self.in_clause
            if mention.precision == "day" and self.day is None and not self.future:
                self.day, self.day_inferred = mention.iso, mention.inferred
        elif _YEAR_WORDS.search(text) and (year := self._report_year()):
            self.in_clause = self.in_sentence = self.in_line = year
        elif self.now:
            self.in_sentence = self.in_line = None

    def heads(self, clause: Clause) -> None:
        """Note the time of a heading: what stands below it covers it."""
        mention = self.time_of(clause)
        if mention and mention.precision != "day":
            self.heading = self.iso(mention)
        elif not clause.times and (found := _YEAR.search(clause.text)):
            self.heading = found[1]
        else:
            self.heading = None

    def time_of(self, clause: Clause) -> DateMention | None:
        """Find the time a clause tells of: not one that it compares with."""
        for time in clause.times:
            before = clause.text[: time.start - clause.start]
            after = clause.text[time.end - clause.start :]
            if not _COMPARED.search(before) and not _COMPARED_AFTER.match(after):
                return time
        return None

    def iso(self, mention: DateMention) -> str:
        """Give a mention's time: the next such day where the clause is a plan."""
        return mention.next_iso if self.future or self.carried else mention.iso

    def flow(self) -> str | None:
        """Give the time of a figure that runs over a time (revenue, growth)."""
        if self.in_clause or self.in_sentence:
            return self.in_clause or self.in_sentence
        if self.now:
            return None
        return self.in_line or self.heading or (self._report_period() if self.report else None)

    def stock(self, *, flows: bool) -> str | None:
        """Give the time of a count: that of its clause or sentence; of its line and report where it is a flow."""
        if self.in_clause or self.in_sentence:
            return self.in_clause or self.in_sentence
        if self.now:
            return None
        return self.heading or (self.flow() if flows else None)

    def planned(self) -> bool:
        """Tell whether the clause goes on with a plan of its sentence."""
        return self.future or self.carried

    def _report_year(self) -> str | None:
        found = _YEAR.search(self.title)
        if found:
            return found[1]
        return self.heading[:4] if self.heading else None

    def _report_period(self) -> str | None:
        return self.in_line or self.last_report

    @property
    def last_report(self) -> str | None:
        """The time that the report as a whole covers: its heading's or its title's."""
        return self.heading or self._report_year()
