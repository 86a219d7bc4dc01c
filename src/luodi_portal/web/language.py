"""The language of the page that is being made."""

from django.utils import translation

from luodi.core.text import Lang, Text


def current() -> Lang:
    """Give the language that the visitor reads."""
    return "en" if translation.get_language() == "en" else "zh"


def say(text: Text) -> str:
    """Give the wording that the visitor reads."""
    return text.say(current())
