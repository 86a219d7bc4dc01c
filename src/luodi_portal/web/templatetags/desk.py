"""Tags of the pages of requirements and shortlists."""

from typing import Any

from django import template
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

from luodi.core.text import Text
from luodi.matching.answer import Match
from luodi.matching.changes import Difference, Kind, say_difference
from luodi.matching.robustness import Robustness
from luodi.reports.answers import CHARTED, acceptability_chart, rank_groups
from luodi_portal.desk.fits import sites_of
from luodi_portal.desk.models import Requirement
from luodi_portal.inventory.models import Site
from luodi_portal.web.language import current
from luodi_portal.web.language import say as say_text
from luodi_portal.web.templatetags.luodi import zh
from luodi_portal.web.views.inventory.access import sees_all

register = template.Library()
_KINDS: dict[Kind, Text] = {
    "new": Text("新进", "new"),
    "gone": Text("退出", "gone"),
    "up": Text("上升", "up"),
    "down": Text("下降", "down"),
    "same": Text("名次未变", "same rank"),
}


@register.simple_tag(takes_context=True)
def new_sites(context: dict[str, Any], row: Requirement) -> list[Site]:
    """Give the offers that fit since the last shortlist, of those that the person may see."""
    return sites_of(row, public=not sees_all(context["request"].user))


@register.filter
def difference(given: Difference) -> str:
    """Say what differs, before and after."""
    return zh(capfirst(say_difference(given, current())))


@register.filter
def move_kind(name: Kind) -> str:
    """Say which way a site went."""
    return say_text(_KINDS[name])


@register.simple_tag
def unknowns(match: Match) -> int:
    """Count the constraints that are unknown: what parts equal scores."""
    return sum(check.state == "unknown" for check in match.constraints)


@register.simple_tag
def acceptabilities_of(found: Robustness) -> str:
    """Draw how often each site holds which rank."""
    return mark_safe(acceptability_chart(found, current()))  # the chart escapes what it writes


@register.simple_tag
def rank_legend() -> tuple[str, ...]:
    """Name the colours of the chart of ranks."""
    return rank_groups(current())


@register.simple_tag
def charted(found: Robustness) -> Any:
    """Give the sites that the chart shows."""
    return found.sites[:CHARTED]


@register.filter
def percent(share: float | None) -> str:
    """Say a share as a percentage."""
    return "–" if share is None else f"{share:.0%}"
