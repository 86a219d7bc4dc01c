"""Up to four sites side by side, and the basket in which they are chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from luodi.core.text import Text
from luodi_portal.inventory.convert import site_of
from luodi_portal.inventory.models import Site
from luodi_portal.web.basket import MOST_COMPARED, choose, chosen, keep_only
from luodi_portal.web.language import say
from luodi_portal.web.views.sites import Figure, figures_of

_FULL = Text(
    f"最多并排 {MOST_COMPARED} 处：请先移去一处",
    f"Up to {MOST_COMPARED} stand side by side: take one out first",
)


@dataclass(frozen=True, slots=True)
class ComparedField:
    """One field of several sites side by side; ``differs`` where two that are known are not the same."""

    name: str
    figures: tuple[Figure, ...]
    differs: bool


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Show sites side by side: those that the address names (``?s=…&s=…``, to be passed on), else those chosen."""
    named = list(dict.fromkeys(request.GET.getlist("s")))
    keys = named or chosen(request)
    found = Site.objects.select_related("park", "document", "space__parent__parent").in_bulk(
        keys[:MOST_COMPARED]
    )
    rows = [found[key] for key in keys if key in found]
    compared = [figures_of(row, site_of(row)) for row in rows]
    context = {
        "rows": rows,
        "fields": [
            _compared(figures)
            for figures in zip(*compared, strict=True)
            if any(f.value is not None for f in figures)
        ],
        "too_many": len(keys) > MOST_COMPARED,
        "missing": [key for key in keys[:MOST_COMPARED] if key not in found],
        "named": bool(named),
        "most": MOST_COMPARED,
    }
    return render(request, "web/compare.html", context)


def _compared(figures: Sequence[Figure]) -> ComparedField:
    known = {str(figure.value) for figure in figures if figure.value is not None}
    return ComparedField(figures[0].name, tuple(figures), len(known) > 1)


@require_POST
def change_basket(request: HttpRequest) -> HttpResponse:
    """Put a site in (``add``), take one out (``remove``) or all (``empty``), and lead back to where the person was."""
    said, at = request.POST, ""
    if "add" in said and Site.objects.filter(pk=said["add"]).exists():
        if choose(request, said["add"]):
            at = f"#pick-{quote(said['add'], safe='')}"
        else:
            messages.error(request, say(_FULL))
    elif "remove" in said:
        at = f"#pick-{quote(said['remove'], safe='')}"
        keep_only(request, [key for key in chosen(request) if key != said["remove"]])
    elif "empty" in said:
        keep_only(request, [])
    return redirect(_back(request) + at)


def _back(request: HttpRequest) -> str:
    address = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if ours else reverse("compare")
