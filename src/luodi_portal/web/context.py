"""What every template may use."""

from django.http import HttpRequest

from luodi_portal.web import language


def page(_request: HttpRequest) -> dict[str, str]:
    """Give the language of the page, and that of the HTML element."""
    lang = language.current()
    return {"lang": lang, "html_lang": "en" if lang == "en" else "zh-Hans"}
