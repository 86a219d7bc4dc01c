"""What the pages of knowledge say: figures with the rule that chose them, periods, charts, what was decided."""

import re
from collections.abc import Sequence

from django import template
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

from luodi.core.text import Text
from luodi.facts.disagreement import RULES
from luodi.facts.platforms import platform_labels
from luodi.reading.wording import EVENTS, describe_fact, fact_value, kind_label
from luodi.reports.history import Point, history_chart
from luodi_portal.knowledge.entities.models import KINDS, STATES
from luodi_portal.knowledge.profiles.figures import Figure, History, comparable
from luodi_portal.knowledge.profiles.regions import Indicator
from luodi_portal.knowledge.review.decide import Said
from luodi_portal.knowledge.review.models import VERDICTS
from luodi_portal.web.language import current, say
from luodi_portal.web.templatetags.luodi import zh

register = template.Library()
_SPAN = re.compile(r"(\d{4})-(.+)/\1-(.+)")


@register.filter
def entity_kind(name: str) -> str:
    """Name a kind of entity."""
    return capfirst(say(KINDS[name]))


@register.filter
def value_words(said: Said) -> str:
    """Give the figure of a fact in words, or the words that stand for one."""
    return zh(fact_value(said.fact, current()))


@register.filter
def said_words(said: Said) -> str:
    """Give all parts of a fact besides its subject in one line."""
    return zh(" · ".join(part.value for part in describe_fact(said.fact, current())[1:]))


@register.filter
def event_words(said: Said) -> str:
    """Say what happened."""
    if said.fact.kind == "event":
        return (
            capfirst(say(EVENTS[said.fact.object])) if said.fact.object in EVENTS else said.fact.object or ""
        )
    object_ = f" {said.fact.object}" if said.fact.object else ""
    return zh(f"{capfirst(kind_label(said.fact.kind, current()))}{object_}")


@register.filter
def period_words(period: str | None) -> str:
    """Say a period shortly: 2025-Q1/2025-Q3 as 2025 Q1–Q3."""
    found = _SPAN.fullmatch(period or "")
    return f"{found[1]} {found[2]}–{found[3]}" if found else (period or "").replace("/", "–")


@register.filter
def figure_label(figure: Figure) -> str:
    """Name a figure: its kind, and what of."""
    kind = capfirst(kind_label(figure.series.kind, current()))
    return zh(f"{kind}{say(Text('：', ': '))}{figure.shown.fact.object}" if figure.series.of else kind)


@register.filter
def rule_words(figure: Figure) -> str:
    """Say by which rule a figure is shown where sources disagree, and how many say it."""
    n = figure.choice.sources
    if figure.choice.rule is None:
        return say(Text(f"{n} 个来源一致", f"{n} sources agree")) if n > 1 else ""
    return say(RULES[figure.choice.rule])


@register.filter
def review_words(said: Said) -> str:
    """Say that a person stands behind a fact."""
    return say(VERDICTS[said.review.verdict]) if said.review else ""


@register.filter
def platform_words(platform: str) -> list[str]:
    """Name the kinds of service that an entity's name promises."""
    labels = platform_labels()
    return [say(labels[key]) for key in platform.split("|") if key in labels]


@register.filter
def state_words(state: str) -> str:
    """Say what was decided of a pair."""
    return say(STATES[state])


@register.filter
def verdict_words(verdict: str) -> str:
    """Say what was decided of a fact."""
    return say(VERDICTS[verdict])


@register.filter
def reason_words(reasons: Sequence[Sequence[str]]) -> str:
    """Say the reasons of a suggestion."""
    return zh(say(Text("；", "; ")).join(say(Text(*reason)) for reason in reasons))


@register.simple_tag
def history_of(history: History, name: str) -> str:
    """Draw a figure through time."""
    label = re.sub("<[^>]+>", "", figure_label(history.latest))
    points = [_point(figure) for figure in history.comparable]
    return _chart(name, label, points, ranks=history.series.kind == "rank")


@register.simple_tag
def indicator_chart(indicator: Indicator, side: str, name: str) -> str:
    """Draw an indicator's amounts or its growth; nothing where there are less than two."""
    done = [figure for line in indicator.lines if (figure := getattr(line, side)) and not line.expected]
    figures = comparable(done)
    if len(figures) < 2:
        return ""
    label = Text("增长", "growth") if side == "growth" else Text("金额", "amount")
    return _chart(name, f"{indicator.name} {say(label)}", [_point(figure) for figure in figures], ranks=False)


def _chart(name: str, label: str, points: list[Point], *, ranks: bool) -> str:
    told = say(Text("；", "; ")).join(f"{point.time} {point.figure}" for point in points)
    return mark_safe(
        history_chart(name, label, told, points, ranks=ranks)
    )  # the chart escapes what it writes


def _point(figure: Figure) -> Point:
    time = period_words(figure.time) or figure.choice.shown.day[:7]
    return Point(time, figure.shown.fact.value or 0.0, fact_value(figure.shown.fact, current()))
