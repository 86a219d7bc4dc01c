"""What every template may use."""

import re

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

from luodi_portal.web import language


def page(request: HttpRequest) -> dict[str, str]:
    """Give the language of the page, that of the HTML element, and the page's one address."""
    lang = language.current()
    return {
        "lang": lang,
        "html_lang": "en" if lang == "en" else "zh-Hans",
        "canonical": _canonical(request),
    }


def _canonical(request: HttpRequest) -> str:
    """Give the address without what only filters; "" where the site is called by a name that it does not go by."""
    number = request.GET.get("page", "")
    query = f"?page={number}" if re.fullmatch("[1-9][0-9]{0,5}", number) and number != "1" else ""
    try:
        return request.build_absolute_uri(request.path + query)
    except DisallowedHost:
        return ""
