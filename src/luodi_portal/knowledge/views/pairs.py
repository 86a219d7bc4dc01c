"""Pairs that may be the same, one a screen: m the same, k keep apart, l later, u undo."""

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from luodi.core.text import Text
from luodi_portal.knowledge.entities import pairs
from luodi_portal.knowledge.forms import WhyForm
from luodi_portal.knowledge.models import Entity, Fact, Pairing, PairingChange
from luodi_portal.knowledge.review.decide import said_of
from luodi_portal.knowledge.views.entities import _user, _why, editor_only
from luodi_portal.web.forms import ListFilter
from luodi_portal.web.language import say
from luodi_portal.web.views.listing import list_response

DECISIONS = ("same", "apart", "later")
MOST_FACTS = 8


@require_safe
@editor_only
def pair_next(request: HttpRequest) -> HttpResponse:
    """Show the pair that is most likely the same, of those that nobody has decided; those put off come last."""
    waiting = Pairing.objects.filter(state__in=["open", "later"]).exclude(left__root=F("right__root"))
    pair = waiting.order_by("-state", "-score", "pk").select_related("left__root", "right__root").first()
    context = {
        "pair": pair,
        "sides": [(side, said_of(_facts(side))) for side in (pair.left, pair.right)] if pair else [],
        "evidence": pairs.evidence(pair) if pair else (),
        "waiting": waiting.count(),
        "why": WhyForm(),
    }
    return render(request, "knowledge/pair.html", context)


def _facts(entity: Entity) -> list[Fact]:
    rows = Fact.objects.filter(subject_entity=entity) | Fact.objects.filter(object_entity=entity)
    return list(rows.select_related("document").defer("document__text").order_by("kind", "pk")[:MOST_FACTS])


@require_POST
@editor_only
def pair_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide a pair, and go on to the next."""
    pair = get_object_or_404(Pairing, pk=pk)
    state = request.POST.get("state")
    if state not in DECISIONS:
        return redirect("pairs")
    pairs.decide(pair, state, _user(request), _why(request))
    return redirect("pairs")


@require_POST
@editor_only
def pair_undo(request: HttpRequest) -> HttpResponse:
    """Take back a decision: the one that is named, or one's own last."""
    key = request.POST.get("change", "")
    changes = PairingChange.objects.filter(undone=False)
    change = changes.filter(pk=key).first() if key.isdigit() else changes.filter(by=_user(request)).first()
    if change is None:
        messages.info(request, say(Text("没有可以撤销的", "There is nothing to undo")))
    elif not pairs.undo(change, _user(request)).undone:
        messages.warning(
            request, say(Text("后来又有人改过，请先撤销后来的", "It was decided anew since: undo that first"))
        )
    return redirect("pair-log" if key else "pairs")


@require_safe
@editor_only
def pair_log(request: HttpRequest) -> HttpResponse:
    """List what was decided: who, when, why."""
    rows = PairingChange.objects.select_related("pairing__left", "pairing__right", "by")
    return list_response(request, "knowledge/pair_log.html", ListFilter(request.GET), rows)
