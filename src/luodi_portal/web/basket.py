"""The sites that a person has chosen to see side by side: up to four, kept with the session."""

from django.http import HttpRequest

MOST_COMPARED = 4
CHOSEN = "compared"


def chosen(request: HttpRequest) -> list[str]:
    """Give the keys of the sites, in the order in which they were chosen."""
    return list(request.session.get(CHOSEN, ()))


def choose(request: HttpRequest, key: str) -> bool:
    """Put a site in; False where it is full."""
    keys = chosen(request)
    if key not in keys and len(keys) >= MOST_COMPARED:
        return False
    request.session[CHOSEN] = list(dict.fromkeys([*keys, key]))
    return True


def keep_only(request: HttpRequest, keys: list[str]) -> None:
    """Take all others out."""
    request.session[CHOSEN] = keys
