"""Parts of an answer that every page shows alike: its charts, its measures in words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from luodi.core.text import Lang, Text
from luodi.core.wording import amount, joined, number, say_value
from luodi.matching.answer import Answer
from luodi.matching.measures import FLAG_UNIT, measure_name
from luodi.matching.wording import constraint_label
from luodi.reports.charts import COLUMN, Bar, Segment, bar_chart

if TYPE_CHECKING:
    from luodi.matching.robustness import Robustness, SiteRobustness

CHARTED = 10


def say_measure(name: str, value: float | None, lang: Lang) -> str:
    """Give a measure's figure in words; a flag's 1 and 0 are said as yes and no."""
    unit = measure_name(name).unit
    if value is None or (unit == FLAG_UNIT and value in (0, 1)):
        return say_value(None, None if value is None else value == 1, lang)
    return number(value) if unit == FLAG_UNIT else amount(value, unit, lang)


def funnel_chart(answer: Answer, lang: Lang) -> str:
    """Draw how many sites are left after each constraint."""
    everything = Text("全部房源", "all sites").say(lang)
    steps = [(everything, answer.considered)]
    steps += [(constraint_label(row.constraint).say(lang), row.remaining) for row in answer.funnel]
    bars = [Bar(label, (Segment(f"{label}: {left}", left, 0),), str(left)) for label, left in steps]
    return bar_chart(
        "funnel-chart",
        Text("从长名单到短名单", "From the long list to the shortlist").say(lang),
        joined([f"{label} {left}" for label, left in steps], lang),
        bars,
        max(answer.considered, 1),
        COLUMN,
    )


def score_chart(answer: Answer, lang: Lang) -> str:
    """Draw the first scores as the sum of their parts, with the range that the unknowns leave; empty without sites."""
    matches = answer.shortlist[:CHARTED]
    if not matches:
        return ""
    bars = [
        Bar(
            f"{match.rank}. {match.site.name or match.site.id}",
            tuple(
                Segment(
                    f"{measure_name(score.measure).label.say(lang)}: {score.contribution:.2f}",
                    score.contribution,
                    index,
                )
                for index, score in enumerate(match.criteria)
            ),
            f"{match.score:.2f}",
            match.score_low,
            match.score_high,
        )
        for match in matches
    ]
    return bar_chart(
        "score-chart",
        Text("得分构成", "What the scores are made of").say(lang),
        joined([f"{bar.label} {bar.figure}" for bar in bars], lang),
        bars,
        1.0,
    )


def acceptability_chart(found: "Robustness", lang: Lang) -> str:
    """Draw in what share of the draws each site comes first, second or third, or further down the list."""
    bars = [
        Bar(each.site.name or each.site.id, tuple(_ranks_held(each, lang)), f"{each.first:.0%}")
        for each in found.sites[:CHARTED]
    ]
    if not bars:
        return ""
    return bar_chart(
        "acceptability-chart",
        Text("名次可接受度", "Rank acceptabilities").say(lang),
        joined([f"{bar.label}: {segment.label}" for bar in bars for segment in bar.segments], lang),
        bars,
        1.0,
    )


def rank_groups(lang: Lang) -> tuple[str, ...]:
    """Name the groups of ranks that the chart of acceptabilities shows, in its order of colours."""
    groups = Text("第 1 名", "1st"), Text("第 2、3 名", "2nd or 3rd"), Text("其后名次", "further down")
    return tuple(group.say(lang) for group in groups)


def _ranks_held(each: "SiteRobustness", lang: Lang) -> Iterator[Segment]:
    shares = each.first, sum(each.acceptability[1:3]), sum(each.acceptability[3:])
    for colour, (label, share) in enumerate(zip(rank_groups(lang), shares, strict=True)):
        yield Segment(f"{label} {share:.0%}", share, colour)
