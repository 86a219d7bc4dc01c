"""The language of the page that is being made."""

from typing import Any

from django.utils import translation
from django.utils.functional import lazy

from luodi.core.text import Lang, Text


def current() -> Lang:
    """Give the language that the visitor reads."""
    return "en" if translation.get_language() == "en" else "zh"


def say(text: Text) -> str:
    """Give the wording that the visitor reads."""
    return text.say(current())


_later = lazy(say, str)


def say_later(text: Text) -> Any:
    """Give what is said in the visitor's language when it is shown: for labels that are made once."""
    return _later(text)
