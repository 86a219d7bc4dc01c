"""What a page is about, as JSON-LD for programs: data in a script element, which no browser runs."""

import json
from typing import Any

from django import template
from django.http import HttpRequest  # noqa: TC002
from django.utils.safestring import mark_safe

from luodi_portal.inventory.models import Park, Site
from luodi_portal.knowledge.models import Document

register = template.Library()
_ESCAPED = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


@register.simple_tag(takes_context=True)
def linked_data(context: dict[str, Any], row: Document | Park | Site) -> str:
    """Describe a row by the words of schema.org; what is not known is left out."""
    request: HttpRequest = context["request"]
    said = {
        "@context": "https://schema.org",
        **describe(row),
        "url": request.build_absolute_uri(row.get_absolute_url()),
    }
    known = {name: value for name, value in said.items() if value}
    text = json.dumps(known, ensure_ascii=False).translate(_ESCAPED)
    return mark_safe(
        f'<script type="application/ld+json">{text}</script>'
    )  # escaped above: no tag can end it


def describe(row: Document | Park | Site) -> dict[str, Any]:
    """Say what a row is."""
    match row:
        case Document():
            return _article(row)
        case Park():
            return {"@type": "Place", "name": str(row), "address": _address(row), "geo": _point(row)}
        case Site():
            inside = {"@type": "Place", "name": str(row.park)} if row.park else None
            return {
                "@type": "Place",
                "name": str(row),
                "address": _address(row),
                "geo": _point(row),
                "containedInPlace": inside,
            }


def _article(row: Document) -> dict[str, Any]:
    return {
        "@type": "NewsArticle" if row.type == "news" else "Article",
        "headline": str(row),
        "inLanguage": "zh-Hans",
        "datePublished": row.published.isoformat() if row.published else None,
        "author": {"@type": "Person", "name": row.author} if row.author else None,
        "publisher": {"@type": "Organization", "name": row.source} if row.source else None,
        "isBasedOn": row.url,
    }


def _address(row: Park | Site) -> dict[str, str] | None:
    said = {
        "addressRegion": row.province,
        "addressLocality": row.city,
        "streetAddress": " ".join(each for each in (row.district, row.place) if each),
    }
    known = {name: value for name, value in said.items() if value}
    return {"@type": "PostalAddress", "addressCountry": "CN", **known} if known else None


def _point(row: Park | Site) -> dict[str, Any] | None:
    if row.lon is None or row.lat is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": row.lat, "longitude": row.lon}
