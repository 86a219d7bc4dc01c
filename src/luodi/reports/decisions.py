"""What stands behind a shortlist, as tables: how it holds, what could give, who else would fit, who got what."""

from collections.abc import Mapping, Sequence

from luodi.core.text import Text
from luodi.core.wording import joined, number
from luodi.matching.answer import Ranked
from luodi.matching.measures import measure_name
from luodi.matching.outward import Enquiry, Outward
from luodi.matching.projects import Given
from luodi.matching.relaxations import Relaxation
from luodi.matching.robustness import Robustness
from luodi.matching.stability import WeightInterval
from luodi.matching.wording import constraint_label
from luodi.reports.console import AnswerTables

_BAR, _SHOWN = 20, 20


class DecisionTables(AnswerTables):
    """Prints an answer and what stands behind it."""

    def print_relaxations(self, relaxations: Sequence[Relaxation], more: int) -> None:
        """Print the smallest changes that bring so many more sites, the best first."""
        if not relaxations:
            self._line(Text(f"放宽一两项约束，凑不出另外 {more} 个房源。",
                            f"No change of one or two constraints brings {more} more sites."))  # fmt: skip
            return
        table = self._table(Text(f"放宽哪里能多 {more} 个（改动最小的在前）", f"What would bring {more} more (smallest change first)"),
                            Text("改动", "change"), Text("幅度", "size"), Text("多出", "more"),
                            Text("其中最好", "the best of them"))  # fmt: skip
        for each in relaxations[:_SHOWN]:
            best = each.sites[0] if each.sites else None
            changes = joined([change.text().say(self.lang) for change in each.changes], self.lang)
            named = f"{best.site.name or best.site.id} ({best.scored.score:.3f})" if best else "–"
            self._row(table, changes, f"{each.size:.1%}", str(each.gain), named)
        self.console.print(table)

    def print_intervals(self, intervals: Sequence[WeightInterval]) -> None:
        """Print how far each weight can move before another site comes first."""
        table = self._table(Text("权重可变多少而第一名不变", "How far weights can move with the first place as it is"),
                            Text("指标", "measure"), Text("权重", "weight"), Text("最低", "from"), Text("最高", "to"),
                            Text("再低则第一", "first below"), Text("再高则第一", "first above"))  # fmt: skip
        for each in intervals:
            high = "∞" if each.high is None else number(round(each.high, 3))
            self._row(table, self._measure(each.measure), number(each.weight), number(round(each.low, 3)), high,
                      each.below or "–", each.above or "–")  # fmt: skip
        self.console.print(table)

    def print_robustness(self, found: Robustness) -> None:
        """Print how often each site is listed and comes first, with its confidence factor and central weights."""
        draws = found.options.draws
        title = Text(f"稳健性：{draws} 次随机权重（种子 {found.options.seed}，前 {found.options.ranks} 名，{found.considered} 个可选）",
                     f"Robustness: {draws} draws of weights (seed {found.options.seed}, first {found.options.ranks} ranks, "
                     f"{found.considered} sites would do)")  # fmt: skip
        table = self._table(title, Text("房源", "site"), Text("第一名", "first"), Text("入围", "listed"), Text("", ""),
                            Text("置信度", "confidence"), Text("中心权重", "central weights"))  # fmt: skip
        for each in found.sites:
            weights = zip(found.measures, each.central_weights or (), strict=False)
            central = joined([f"{self._measure(name)} {weight:.0%}" for name, weight in weights], self.lang)
            confidence = "–" if each.confidence is None else f"{each.confidence:.0%}"
            bar = "█" * round(each.listed * _BAR)
            self._row(table, each.site.name or each.site.id, f"{each.first:.1%}", f"{each.listed:.1%}", bar,
                      confidence, central or "–")  # fmt: skip
        self.console.print(table)

    def print_outward(self, found: Outward) -> None:
        """Print the requirements that a site would fit, and what rules the others out."""
        total = len(found.fitting) + len(found.ruled_out)
        title = Text(f"{found.site.name or found.site.id}：{total} 条需求中 {len(found.fitting)} 条合适",
                     f"{found.site.name or found.site.id}: it would fit {len(found.fitting)} of {total} requirements")  # fmt: skip
        table = self._table(title, Text("名次", "rank"), Text("需求", "requirement"), Text("企业", "firm"),
                            Text("得分", "score"), Text("待确认", "unknown"))  # fmt: skip
        for rank, each in enumerate(found.fitting, start=1):
            unknown = [constraint_label(check.name).say(self.lang) for check in each.assessment.unknown]
            self._row(table, str(rank), each.enquiry.id, each.enquiry.requirement.company or "–",
                      f"{each.assessment.scored.score:.3f}", joined(unknown, self.lang) or "–")  # fmt: skip
        self.console.print(table)
        if not found.ruled_out:
            return
        table = self._table(Text("不合适的", "Those that it would not fit"), Text("需求", "requirement"),
                            Text("不符合", "fails"))  # fmt: skip
        for each in found.ruled_out[:_SHOWN]:
            failing = [constraint_label(check.name).say(self.lang) for check in each.assessment.failing]
            self._row(table, each.enquiry.id, joined(failing, self.lang))
        self.console.print(table)

    def print_many(
        self, enquiries: Sequence[Enquiry], lists: Sequence[Ranked], considered: int, names: Mapping[str, str]
    ) -> None:
        """Print how many sites would do for each requirement, and the first; ``names`` are those of sites, by id."""
        table = self._table(Text("逐条匹配", "One list for each requirement"), Text("需求", "requirement"), Text("企业", "firm"),
                            Text("合适", "would do"), Text("第一名", "first"), Text("得分", "score"))  # fmt: skip
        for enquiry, ranked in zip(enquiries, lists, strict=True):
            first, score = ranked.first[0] if ranked.first else (None, 0.0)
            self._row(table, enquiry.id, enquiry.requirement.company or "–", f"{ranked.passing} / {considered}",
                      names.get(first) or first if first else "–", f"{score:.3f}" if first else "–")  # fmt: skip
        self.console.print(table)

    def print_allocation(self, given: Given) -> None:
        """Print who got which site, and what each lost against its first choice."""
        made = given.allocation
        got = sum(each.site is not None for each in made.assignments)
        title = Text(f"分配：{len(given.enquiries)} 个项目，{got} 个落地；总价值 {made.total:.3f}，上界 {made.bound:.3f}，差距 {made.gap:.3%}",
                     f"Allocation: {got} of {len(given.enquiries)} projects placed; total value {made.total:.3f}, "
                     f"bound {made.bound:.3f}, gap {made.gap:.3%}")  # fmt: skip
        table = self._table(title, Text("项目", "project"), Text("房源", "site"), Text("价值", "value"),
                            Text("首选", "first choice"), Text("损失", "lost"))  # fmt: skip
        for enquiry, each in zip(given.enquiries, made.assignments, strict=True):
            named = [f"{enquiry.id} {enquiry.requirement.company or ''}".strip()]
            named += ["–" if at is None else given.sites[at].name or given.sites[at].id
                      for at in (each.site, each.first_choice)]  # fmt: skip
            self._row(table, named[0], named[1], f"{each.value:.3f}", named[2], f"{each.lost:.3f}")
        self.console.print(table)

    def _measure(self, measure: str) -> str:
        return measure_name(measure).label.say(self.lang)
