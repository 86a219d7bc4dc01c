"""Which time a figure covers, and whether a clause tells of what is done or of what is to come."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from luodi.core.dates import DateMention, find_dates
from luodi.core.scan import quick
from luodi.reading.news.clauses import Clause

_COMPARED = re.compile(r"(?:比|较|同比|高于|低于|相当于|约为|对比|相比)(?:之?前|上|从|于)?$")
_COMPARED_AFTER = re.compile(
    r"^(?:同期|的[\d.一二三四五六七八九十]+倍|相比|以来(?:的|首次)|的第[\d一二三四五六七八九十]+[位名])"
)
_NOW = re.compile(r"目前|现有|现已|如今|当前|截至目前|现在|眼下")
_FUTURE = quick(
    r"预计|预期|(?<![年度期])计划(?![》”单列外的任数])|(?:年度|今年)计划(?=投资|新|实施|完成)|(?<![模虚资材原燃塑饲肥涂面辅配笔香预投上下备])[拟料](?=[\u4e00-\u9fff\d])|将(?![军士领近])|力争|争取|目标(?!的|任务|责任|不)|要(?=达到?|突破|集聚|实现|迈上|建成|形成|引进|培育|做到|打造)|力促|冲刺|恐(?=[季年月减下])|有望|力求|确保|届时|到时候|将会"
    r"|(?:达产|投产|建成|满产|达效|竣工|运营|完工|全部投产|项目达产|量产|扩产|扩建)(?:达产|投产|投用|运营|达效)?(?:之?后|后全|时)|达产年|达产(?=年|可)|(?:全面|全部|满负荷)达产(?=[后可年])"
    r"|满负荷(?:生产|运行|运转)?(?:之?后|时)|落地首年|(?<![许认无均皆还])(?<!每[年月天日])可(?=年|日|实|容|新|带|提|吸|形|满|入|供|同时|再|达|创|安|解|生产|处理|为|望|承|集聚|聚集)"
)
_PLANNED_SUM = re.compile(
    r"计划(?=总?投资)"
)  # 计划总投资218亿元，其中10亿元以上项目6个: what of them is counted is there
_DONE = quick(r"已(?!定)|目前|现有|累计|截至(?!20[3-9])|现已|去年|同比|(?<![预])实际|正在")
_REPORT = re.compile(
    r"公报|运行情况|经济指标|数读|数说|统计|年报|季报|半年报|成绩单|主要指标|运行分析|运行简况|发展情况|经济发展|主要数据|工业经济|经济运行|经济数据"
)
_YEAR = re.compile(r"(20\d\d)(?!\d)")


_EVENT = re.compile(
    r"成立|启用|投产|竣工|开工|动工|奠基|封顶|交付|搬入|迁入|落户|入驻|上市|开园|揭牌|挂牌|获批|批准|批复|投用|建成|投入使用|签约|签署|签订|完工|试产|达产|引进|开业|入园"
)
_IN_NAME = re.compile(r"^(?:[春夏秋冬]季|第[一二三四五六七八九十\d]+[批次期届]|首批|版|届)")
_SINCE = re.compile(r"自从?$|从$")  # 自2011年启动建设以来: no figure behind it is of 2011
_BARE_YEAR_END = re.compile(r"^年[末底]|^年内")
_LEADING = re.compile(r"^(?:据[^，]{0,12})?(?:到|至|截至|截止|自|从)?“?$")


_PLAN_HEADING = re.compile(
    r"(?:工作安排|工作计划|工作打算|主要目标|预期目标|小目标|发展目标|下一步|怎么干|打算|展望)[？?]?$"
)
_ASKS = ("问", "记者", "Q", "主持人", "提问")
_ABOUT_PLANS = re.compile(r"目标|打算|下一步|怎么干|计划|展望|未来|规划")
_BY_YEAR = re.compile(r"^到20\d\d年[底末]?")
_WORK_REPORT = re.compile(r"(20\d\d)年[^，。]{0,8}政府工作报告")


def day_of_report(title: str) -> str | None:
    """Give the day that a government's work report is taken to be of: it is given as its year begins."""
    found = _WORK_REPORT.search(title)
    return f"{found[1]}-02-01" if found else None


_UP_TO = re.compile(r"截[至止]|到20\d\d年$")


@dataclass(slots=True)
class Clock:
    """The time that figures stand under, as the text goes on. ``None`` is no time.

    A time that opens a sentence (2023年，…) covers all that follows in it; one inside a clause covers the figures
    that run over a time (revenue), but no stocks (staff) behind it; one of an event (2019年启用) covers nothing else.
    """

    published: str | None
    title: str = ""
    in_clause: str | None = None
    over_sentence: str | None = None
    over_flows: str | None = None
    over_counts: str | None = None
    in_line: str | None = None
    heading: str | None = None
    day: str | None = None  # the day of the ceremony that the article tells of
    day_inferred: bool = False
    day_of_sentence: str | None = None
    target: str | None = None  # the year by which a plan of this sentence is to be reached (到2027年)
    future: bool = False  # a plan in this clause
    carried: bool = False  # a plan in this sentence
    now: bool = False
    report: bool = False
    below_plan: bool = False  # the heading above is one of plans
    only: str | None = None  # the one period that a cut-off article names
    yearly: str | None = None  # the year that a list or evaluation is of (2022年度)
    _title_time: str | None = None
    _sum_only: bool = False  # the plan carried on is that of a sum alone
    _line: int = -1
    _sentence: int = -1

    def __post_init__(self) -> None:
        times = [time for time in find_dates(self.title, self.published) if time.precision != "day"]
        year = _YEAR.search(self.title)
        self.report = bool(_REPORT.search(self.title)) or any(
            time.precision in ("year", "quarter", "half", "span") for time in times
        )
        self._title_time = times[0].iso if times else year[1] if year else None
        if told := _WORK_REPORT.search(self.title):
            self._title_time = str(int(told[1]) - 1)  # it tells of the year before

    def enter(self, clause: Clause) -> None:
        """Move on to a clause."""
        if clause.line != self._line:
            self._line, self.in_line = clause.line, None
        if clause.sentence != self._sentence:
            self._sentence, self.carried, self.target = clause.sentence, False, None
            self.over_sentence = self.over_flows = self.over_counts = self.day_of_sentence = None
        text = clause.text
        self.now = bool(_NOW.search(text))
        self.future = bool(_FUTURE.search(text)) or (self.published is None and bool(_BY_YEAR.search(text)))
        if self.below_plan and not _DONE.search(text):
            self.future = True
        if clause.opener == "；" and clause.names and clause.names[0].start - clause.start <= 14:
            self.carried = False
        if self.future:
            self._sum_only = not self.carried and not _FUTURE.search(_PLANNED_SUM.sub("", text))
            self.carried = True
        elif self._sum_only if text.startswith("其中") else _DONE.search(text):
            self.carried = False
        self.in_clause = None
        if clause.opener == "；" and self.over_sentence:
            self.over_flows, self.over_sentence = self.over_sentence, None
        mention = self.time_of(clause) if clause.times else None
        if mention:
            self._note(clause, mention)
        elif "全年" in text and (year := self._report_year() or self._year_ahead()):
            self.in_clause = self.over_sentence = self.in_line = year
        elif self.now:
            self.over_sentence = self.over_flows = self.over_counts = self.in_line = None

    def _note(self, clause: Clause, mention: DateMention) -> None:
        iso = self.iso(clause, mention)
        before = clause.text[: mention.start - clause.start]
        leads = bool(_LEADING.match(before)) and mention.end >= clause.end - 1
        if mention.precision == "day":
            if self.day is None and not self.future:
                self.day, self.day_inferred = mention.iso, mention.inferred
            self.day_of_sentence = mention.iso
            if leads and re.search(r"截[至止]", before):
                self.in_clause = self.over_sentence = self.in_line = iso
            return
        self.in_clause = iso
        if _BY.search(before):
            self.target = iso
        if "年度" in clause.text[mention.start - clause.start :][:6] and self.yearly is None:
            self.yearly = iso
        if leads or _UP_TO.search(clause.text[: mention.end - clause.start]):
            self.over_sentence = self.in_line = iso
            self.over_flows = None
        elif clause.text.endswith("项目中"):
            self.over_counts = iso
        elif _EVENT.search(clause.text):
            return
        else:
            self.over_flows = self.in_line = iso
            self.over_sentence = None
            self.over_counts = iso if _COUNTS.search(clause.text) else None

    def heads(self, clause: Clause) -> None:
        """Note the time of a heading: what stands below it covers it; and whether it heads what is planned."""
        self.below_plan = bool(_PLAN_HEADING.search(clause.text))
        mention = None if re.search(r"被|获|评为|认定|列入|入选", clause.text) else self.time_of(clause)
        if mention and mention.precision != "day":
            self.heading = mention.iso
        elif not clause.times and (found := _YEAR.search(clause.text)):
            self.heading = found[1]
        else:
            self.heading = None

    def answers(self, text: str, start: int) -> None:
        """Note whether a new line answers a question about plans (问：今年的目标？)."""
        end = text.rfind("\n", 0, start)
        asked = text[max(text.rfind("\n", 0, max(end, 0)) + 1, end - 120) : max(end, 0)]
        if asked.endswith("？") and asked.startswith(_ASKS):
            self.below_plan = bool(_ABOUT_PLANS.search(asked))

    def time_of(self, clause: Clause) -> DateMention | None:
        """Find the time a clause tells of: not one that it compares with, nor one inside a name (2024年春季…签约)."""
        found = next(self.times_of(clause), None)
        since = (
            found
            and clause.text.endswith(("以来", "至今"))
            and _SINCE.search(clause.text[: found.start - clause.start])
        )
        return None if since else found

    def times_of(self, clause: Clause) -> Iterator[DateMention]:
        """Find all times that a clause tells of."""
        for time in clause.times:
            before = clause.text[: time.start - clause.start]
            after = clause.text[time.end - clause.start :]
            if not (
                _COMPARED.search(before)
                or _COMPARED_AFTER.match(after)
                or _IN_NAME.match(after)
                or (_GREW_FROM.search(before) and after.startswith("的"))
            ):
                yield time

    def iso(self, clause: Clause, mention: DateMention) -> str:
        """Give a mention's time: the next such day where the clause is a plan, the report's year for its 年末."""
        if (
            self.report
            and self._title_time
            and _BARE_YEAR_END.match(clause.text[mention.start - clause.start :])
        ):
            return (self.heading or self._title_time)[:4]
        year = self.over_sentence or ""
        if year[:4].isdigit() and _YEAR_BEFORE.match(clause.text[mention.start - clause.start :]):
            return str(int(year[:4]) - 1)  # 截至2021年末，规上企业由上年的31家…
        return mention.next_iso if self.future or self.carried else mention.iso

    def flow(self) -> str | None:
        """Give the time of a figure that runs over a time (revenue, growth)."""
        found = self.in_sentence()
        if found or self.now:
            return found
        return self.in_line or self.heading or (self._title_time if self.report else None) or self.only

    def in_sentence(self) -> str | None:
        """Give the time of the clause or of its sentence."""
        return self.in_clause or self.over_flows or self.over_sentence

    def stock(self, *, flows: bool) -> str | None:
        """Give the time of a count: told with it, or over its sentence; that of its report where it counts what is new."""
        found = self.in_clause or self.over_counts or self.over_sentence
        if found or self.now:
            return found
        return self.heading or (self.flow() if flows and (self.report or self.in_line) else None)

    def planned(self) -> bool:
        """Tell whether the clause goes on with a plan of its sentence."""
        if self.future or self.carried:
            return True
        time = self.in_sentence()
        return bool(time and self.published and not time.startswith("--") and time[:4] > self.published[:4])

    def of_table(self) -> str | None:
        """Give the time that a table's figures cover: the title's, or that of the year's evaluation."""
        return self._title_time or self.yearly

    def year_of_plan(self) -> str | None:
        """Give the year that 年度计划 means: the title's, else that of publication."""
        plan = self.published if _WORK_REPORT.search(self.title) else self._title_time
        return (self.heading or plan or self.published or "")[:4] or None

    def _year_ahead(self) -> str | None:
        """Give the year of publication, where the clause plans for the whole year (全年有望做到7亿元)."""
        return self.published[:4] if self.future and self.published else None

    def _report_year(self) -> str | None:
        return (self.heading or self._title_time or "")[:4] or None


_BY = re.compile(r"(?:到|至(?!今)|力争|冲刺)“?$")
_GREW_FROM = re.compile(r"[由从]$")  # 由2020年的36家增加到118家
_YEAR_BEFORE = re.compile(r"上一?年(?!度)")
_COUNTS = re.compile(r"\d[\d.,万余多]*[家个名人项件台座]")
