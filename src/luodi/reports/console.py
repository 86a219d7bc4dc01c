"""An answer as tables for people, in a terminal."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text as Cell

from luodi.core.fields import REQUIREMENT_FIELDS
from luodi.core.text import Lang, Text
from luodi.core.wording import joined, number
from luodi.matching.answer import Answer, Check, Match, NearMiss, State
from luodi.matching.assessment import Assessment
from luodi.matching.measures import measure_name
from luodi.matching.requirement import Criterion, Requirement
from luodi.matching.wording import (
    STATES,
    check_label,
    constraint_label,
    say_figure,
    say_found,
    say_line,
    say_wanted,
)
from luodi.sites.park import Park
from luodi.sites.site import Site

_STYLES: dict[State, str] = {"pass": "green", "fail": "red", "unknown": "yellow"}
_SYNTHETIC = Text("［合成］", "[synthetic] ")
_QUESTIONS_SHOWN = 5


class AnswerTables:
    """Prints an answer, part by part, in one language."""

    def __init__(self, console: Console, lang: Lang) -> None:
        self.console, self.lang = console, lang

    def print_answer(self, answer: Answer) -> None:
        """Print all parts of an answer."""
        self.print_requirement(answer.requirement)
        self.print_criteria(answer.criteria, derived=answer.criteria_derived)
        self._print_shortlist(answer)
        self._print_funnel(answer)
        self._print_near_misses(answer.near_misses)
        self._print_questions(answer)
        for note in answer.notes:
            self._line(Text(f"注：{note.zh}", f"Note: {note.en}"), "dim")

    def print_requirement(self, requirement: Requirement) -> None:
        """Print the requirement as understood, each field with the words that say so."""
        table = self._table(Text("需求（按理解）", "Requirement as understood"), Text("项目", "field"),
                            Text("内容", "value"), Text("原文", "quote"))  # fmt: skip
        for field in REQUIREMENT_FIELDS:
            value = getattr(requirement, field.name)
            if value is not None:
                said = say_figure(field.name, value, self.lang)
                self._row(table, field.label.say(self.lang), said, requirement.sources.get(field.name, ""))
        self.console.print(table)

    def print_criteria(self, criteria: Sequence[Criterion], *, derived: bool) -> None:
        """Print the criteria with weights and what counts as worst and best."""
        by_default = Text("评分准则（按默认规则推出）", "Criteria (derived by default rules)")
        title = by_default if derived else Text("评分准则", "Criteria")
        table = self._table(title, Text("指标", "measure"), Text("权重", "weight"), Text("最差", "worst"),
                            Text("最好", "best"))  # fmt: skip
        for criterion in criteria:
            name = measure_name(criterion.measure)
            label = f"{name.label.say(self.lang)} {name.unit.say(self.lang)}".strip()
            self._row(table, label, number(criterion.weight), number(criterion.worst), number(criterion.best))
        self.console.print(table)

    def print_why(self, assessment: Assessment, rank: int | None, passing: int) -> None:
        """Print what holds one site back, or the place that it has on the list."""
        site, failing = assessment.site, assessment.failing
        self._line(Text(_name(site, "zh"), _name(site, "en")), "bold")
        if failing:
            self._line(
                Text(f"不在名单：{len(failing)} 项不符合", f"Not on the list: it fails {len(failing)}"), "red"
            )
        else:
            self._line(
                Text(f"在名单：第 {rank} 名，共 {passing} 个", f"On the list: rank {rank} of {passing}"),
                "green",
            )
        order: tuple[State, ...] = ("fail", "unknown", "pass")
        self._print_checks([check for state in order for check in assessment.checks if check.state == state])
        for line in assessment.admission:
            state = STATES[line.state].say(self.lang)
            self.console.print(Cell(f"  {state}  {say_line(line, self.lang)}", style=_STYLES[line.state]))
        scored = assessment.scored
        self._line(Text(f"得分 {scored.score:.3f}（{scored.low:.3f}–{scored.high:.3f}）",
                        f"Score {scored.score:.3f} ({scored.low:.3f}–{scored.high:.3f})"))  # fmt: skip

    def _print_checks(self, checks: Iterable[Check]) -> None:
        table = self._table(Text("约束", "Constraints"), Text("约束", "constraint"), Text("状态", "state"),
                            Text("需要", "wanted"), Text("实际", "found"), Text("说明", "note"))  # fmt: skip
        for check in checks:
            state = Cell(STATES[check.state].say(self.lang), style=_STYLES[check.state])
            note = check.note.say(self.lang) if check.note else ""
            figures = ("", "") if check.wanted is None else (
                say_wanted(check, self.lang), say_found(check, self.lang))  # fmt: skip
            self._row(table, check_label(check).say(self.lang), state, *figures, note)
        self.console.print(table)

    def _print_shortlist(self, answer: Answer) -> None:
        title = Text(
            f"短名单：{answer.considered} 个房源中 {answer.passing} 个可选，列出 {len(answer.shortlist)} 个",
            f"Shortlist: {answer.passing} of {answer.considered} sites would do, {len(answer.shortlist)} shown",
        )
        table = self._table(title, Text("名次", "rank"), Text("房源", "site"), Text("位置", "place"),
                            Text("得分（低–高）", "score (low–high)"), Text("符合", "pass"),
                            Text("待确认", "unknown"), Text("准入", "admission"), Text("先问", "ask first"))  # fmt: skip
        for match in answer.shortlist:
            self._row(table, *self._match_cells(match))
        if answer.shortlist:
            self.console.print(table)
        else:
            nearest = Text("没有房源符合全部约束，见下面的漏斗和差一项。",
                           "No site meets every constraint: see the funnel and the near misses below.")  # fmt: skip
            self._line(nearest)
        self.console.print()

    def _match_cells(self, match: Match) -> tuple[str | Cell, ...]:
        passed = sum(check.state == "pass" for check in match.constraints)
        unknown = [
            check_label(check).say(self.lang) for check in match.constraints if check.state == "unknown"
        ]
        return (
            str(match.rank),
            _name(match.site, self.lang),
            _place(match.site, match.park),
            f"{match.score:.3f} ({match.score_low:.3f}–{match.score_high:.3f})",
            f"{passed}/{len(match.constraints)}",
            self._joined(unknown) or "–",
            self._admission(match),
            match.questions[0].text.say(self.lang) if match.questions else "–",
        )

    def _admission(self, match: Match) -> Cell:
        if not match.admission:
            return Cell(Text("无条件", "no terms").say(self.lang), style="dim")
        states = [check.state for check in match.constraints if check.name in ("admission", "industry")]
        state: State = "unknown" if "unknown" in states else "pass"
        return Cell(STATES[state].say(self.lang), style=_STYLES[state])

    def _print_funnel(self, answer: Answer) -> None:
        table = self._table(Text("漏斗", "Funnel"), Text("约束", "constraint"), Text("不符合", "fail"),
                            Text("仅因此项", "fail it alone"), Text("剩余", "left"))  # fmt: skip
        for row in answer.funnel:
            label = constraint_label(row.constraint).say(self.lang)
            self._row(table, label, str(row.fails), str(row.fails_alone), str(row.remaining))
        self.console.print(table)

    def _print_near_misses(self, misses: Sequence[NearMiss]) -> None:
        if not misses:
            return
        table = self._table(Text("差一项", "Near misses"), Text("房源", "site"), Text("得分", "score"),
                            Text("约束", "constraint"), Text("需要", "wanted"), Text("实际", "found"),
                            Text("放宽", "would admit it"))  # fmt: skip
        for miss in misses:
            relaxation = miss.relaxation.say(self.lang) if miss.relaxation else "–"
            self._row(table, _name(miss.site, self.lang), f"{miss.score:.3f}", check_label(miss).say(self.lang),
                      say_wanted(miss, self.lang), say_found(miss, self.lang), relaxation)  # fmt: skip
        self.console.print(table)

    def _print_questions(self, answer: Answer) -> None:
        if not answer.questions:
            return
        self._line(Text("先问这些", "Ask these first"), "bold")
        for position, question in enumerate(answer.questions[:_QUESTIONS_SHOWN], start=1):
            self.console.print(Cell(f"  {position}. {question.text.say(self.lang)}"))
        self.console.print()

    def _table(self, title: Text, *heads: Text) -> Table:
        self._line(title, "bold")
        table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False)
        for head in heads:
            table.add_column(head.say(self.lang), overflow="fold")
        return table

    def _row(self, table: Table, *cells: str | Cell) -> None:
        table.add_row(*(Cell(_visible(cell)) if isinstance(cell, str) else cell for cell in cells))

    def _line(self, said: Text, style: str = "") -> None:
        self.console.print(Cell(_visible(said.say(self.lang)), style=style))

    def _joined(self, words: Sequence[str]) -> str:
        return joined(words, self.lang)


def _visible(text: str) -> str:
    """Give text as one line without control characters: what came out of a file must not steer the terminal."""
    return "".join(char if char.isprintable() else " " for char in text)


def _name(site: Site, lang: Lang) -> str:
    """Give a site's name with its id; what a generator made says so."""
    named = f"{site.name} ({site.id})" if site.name and site.name != site.id else site.id
    return f"{_SYNTHETIC.say(lang)}{named}" if site.synthetic else named


def _place(site: Site, park: Park | None) -> str:
    """Give city, district and park, or else the place as written."""
    parts = (site.city, site.district, park.name if park else site.place)
    return " ".join(dict.fromkeys(part for part in parts if part))
