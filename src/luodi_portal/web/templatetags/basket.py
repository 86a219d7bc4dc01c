"""Choosing sites to compare: the button beside a site, and what is chosen so far."""

from typing import Any

from django import template

from luodi_portal.inventory.models import Site
from luodi_portal.web.basket import MOST_COMPARED, chosen

register = template.Library()


@register.inclusion_tag("web/_pick.html", takes_context=True)
def pick(context: dict[str, Any], site: Any) -> dict[str, Any]:
    """Give the button that puts a site in, or takes it out."""
    return {"site": site, "chosen": site.id in chosen(context["request"])}


@register.inclusion_tag("web/_basket.html", takes_context=True)
def basket(context: dict[str, Any]) -> dict[str, Any]:
    """Give the form of all such buttons of a page, and, where something is chosen, what."""
    request = context["request"]
    keys = chosen(request)
    found = Site.objects.in_bulk(keys) if keys else {}
    return {
        "rows": [found[key] for key in keys if key in found],
        "most": MOST_COMPARED,
        "next": request.get_full_path(),
        "csrf_token": context.get("csrf_token"),
    }
