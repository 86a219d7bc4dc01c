"""Tags and filters of our templates: everything that a person reads is said here in both languages."""

import re
from collections.abc import Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

from luodi.core.errors import Problem
from luodi.core.text import Text
from luodi.matching import wording as matching
from luodi.matching.answer import AdmissionCheck, Answer, Check, Match, NearMiss
from luodi.matching.measures import measure_name
from luodi.reading.wording import TYPES, Mark, kind_label
from luodi.reports.answers import funnel_chart, say_measure, score_chart
from luodi.reports.charts import COLOURS
from luodi_portal.inventory.indicators import INDICATORS
from luodi_portal.inventory.models import LEVELS, Indicator, Space
from luodi_portal.web import wording
from luodi_portal.web.language import current
from luodi_portal.web.language import say as say_text

register = template.Library()


@register.simple_tag
def say(zh: str, en: str, **values: Any) -> str:
    """Say the words in the visitor's language; ``{name}`` stands for a value given by name."""
    text = say_text(Text(zh, en))
    return text.format(**values) if values else text


_CHINESE_RUN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+")


@register.filter
def zh(text: Any) -> str:
    """Mark runs of Chinese in an English page as such: a screen reader then speaks them rightly."""
    escaped = conditional_escape(text)
    if current() == "zh":
        return escaped
    return mark_safe(_CHINESE_RUN.sub(lambda run: f'<span lang="zh-Hans">{run[0]}</span>', escaped))


@register.filter
def words(text: Text) -> str:
    """Say a Text in the visitor's language."""
    return zh(say_text(text))


@register.filter
def label(name: str) -> str:
    """Give a field's label."""
    return capfirst(wording.field_label(name, current()))


@register.filter
def measure_label(name: str) -> str:
    """Give the label of a criterion's measure."""
    return zh(capfirst(measure_name(name).label.say(current())))


@register.filter
def value_of(value: Any, name: str) -> str:
    """Give the value of the field ``name`` in words."""
    return zh(wording.field_value(name, value, current()))


@register.filter
def measured(value: Any, name: str) -> str:
    """Give the figure of the measure ``name`` in words."""
    return zh(say_measure(name, value, current()))


@register.filter
def kind(name: str) -> str:
    """Give the label of a kind of fact."""
    return capfirst(kind_label(name, current()))


@register.filter
def type_label(name: str) -> str:
    """Give the label of a type of document."""
    return capfirst(say_text(TYPES.get(name, Text(name, name))))


@register.filter
def tone(name: str) -> str:
    """Give the colour group of a kind of fact."""
    return wording.tone(name)


@register.filter
def get(mapping: Any, name: str) -> Any:
    """Look a name up in a mapping that may be missing."""
    return mapping.get(name) if mapping else None


@register.filter
def where(row: Any, park: Any = None) -> str:
    """Give the place of a site or a park, each level once; a site that gives none stands where its ``park`` does."""
    levels = dict.fromkeys(level for level in (row.province, row.city, row.district, row.place) if level)
    if not levels and park is not None:
        return where(park)
    return " ".join(levels) or say_text(Text("地点未知", "place unknown"))


@register.filter
def size(row: Any) -> str:
    """Give the area of a site: its floor, or else its land."""
    name = "floor_area_m2" if row.floor_area_m2 is not None else "land_area_m2"
    return wording.field_value(name, getattr(row, name), current())


@register.simple_tag
def count(number: int, zh: str, en: str) -> str:
    """Say how many: 3 处房源, 3 sites."""
    return say_text(Text(f"{number:,} {zh}", f"{number:,} {en}{'' if number == 1 else 's'}"))


@register.simple_tag(takes_context=True)
def nav_link(context: dict[str, Any], room: str, zh: str, en: str) -> str:
    """Link to a room, marked as the current one where the page is in it."""
    address = reverse(room)
    request = context.get("request")
    here = request is not None and request.path.startswith(address)
    return format_html(
        '<a href="{}"{}>{}</a>', address, mark_safe(' aria-current="page"') if here else "", say(zh, en)
    )


@register.filter
def field(site: Any, name: str) -> Any:
    """Give the field ``name`` of a site."""
    return getattr(site, name)


@register.filter
def state(name: str) -> str:
    """Say the state of a check."""
    return say_text(matching.STATES[name])


@register.filter
def tally(checks: Sequence[Check]) -> str:
    """Say how many constraints are met, and how many nobody knows of."""
    met, open_ = (sum(check.state == state for check in checks) for state in ("pass", "unknown"))
    return say_text(Text(f"{met} 项符合，{open_} 项待确认", f"{met} met, {open_} unknown"))


@register.filter
def constraint(name: str) -> str:
    """Give a constraint's label."""
    return capfirst(say_text(matching.constraint_label(name)))


@register.filter
def check_label(check: Check | NearMiss) -> str:
    """Give the label of a check, with the part that decided."""
    return capfirst(say_text(matching.check_label(check)))


@register.filter
def reason(check: Check) -> str:
    """Say what was wanted and what was found."""
    return zh(wording.reason(check, current()))


@register.filter
def admission_line(line: AdmissionCheck) -> str:
    """Say what the park asks, and what the firm brings."""
    return zh(matching.say_line(line, current()))


@register.filter
def miss_reason(miss: NearMiss) -> str:
    """Say what was wanted and what was found."""
    return zh(wording.wanted_and_found(miss, current()))


@register.inclusion_tag("web/_score.html")
def score_bar(match: Match) -> dict[str, Any]:
    """Draw a score on its rail from 0 to 1, with the range that the unknowns leave open."""
    scale = 300
    return {
        "match": match,
        "low": round(match.score_low * scale, 1),
        "span": round(max(match.score_high - match.score_low, 0.005) * scale, 1),
        "at": round(match.score * scale - 2, 1),
        "lang": current(),
    }


@register.filter
def tip(mark: Mark) -> str:
    """Say what a mark shows, in one line."""
    return f"{mark.label}: " + " · ".join(part.value for part in mark.parts)


@register.simple_tag
def funnel_of(answer: Answer) -> str:
    """Draw how many sites each constraint left."""
    return mark_safe(funnel_chart(answer, current()))  # the chart escapes what it writes


@register.simple_tag
def scores_of(answer: Answer) -> str:
    """Draw what the scores are made of."""
    return mark_safe(score_chart(answer, current()))


@register.filter
def colour(index: int) -> str:
    """Give the class that colours a criterion's part of a score."""
    return f"c{index % COLOURS}"


@register.filter
def plain_words(text: Text) -> str:
    """Say a Text in the visitor's language without marking it up: for options and attributes."""
    return say_text(text)


@register.filter
def said(problem: Problem) -> str:
    """Say a problem in one line."""
    return zh(problem.say(current()))


@register.filter
def level(name: str) -> str:
    """Give the label of a level of spaces."""
    return say_text(LEVELS[name])


@register.filter
def space_name(space: Space) -> str:
    """Give what to call a space: a floor by its number, all else by its name."""
    digits = space.name.removeprefix("-")
    return f"{space.name}层" if space.level == "floor" and digits.isdigit() else space.name


@register.filter
def indicator_label(row: Indicator) -> str:
    """Give the label of an indicator of a parcel."""
    return zh(capfirst(say_text(INDICATORS[row.name].label)))


@register.filter
def cut_words(words: str) -> list[str]:
    """Give the words of a text."""
    return words.split()


@register.filter
def formfield(form: Any, name: str) -> Any:
    """Give the field ``name`` of a form."""
    return form[name]


@register.simple_tag(takes_context=True)
def narrowed(context: dict[str, Any], name: str, word: str) -> str:
    """Give the query of this page with one word for ``name``; without it, where it is there already."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    if query.get(name) == word:
        query.pop(name)
    else:
        query[name] = word
    return str(query.urlencode())
