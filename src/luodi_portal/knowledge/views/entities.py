"""Entities: a list, a page for each, and what editors do there: pick a figure, join, take out, split, undo."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from luodi_portal.accounts.models import User
from luodi_portal.knowledge.entities import pairs, split
from luodi_portal.knowledge.entities.counts import facts_of_group
from luodi_portal.knowledge.forms import EntityFilter, WhyForm
from luodi_portal.knowledge.models import Document, Entity, Fact, Meaning, Pairing, PairingChange, Pick
from luodi_portal.knowledge.profiles.profile import profile_of
from luodi_portal.web.views.listing import list_response

MOST_SUGGESTED = 10
MOST_DOCUMENTS = 50
editor_only = permission_required("knowledge.change_pairing", raise_exception=True)


@require_safe
def entity_list(request: HttpRequest) -> HttpResponse:
    """List what documents name, those of which most is said first."""
    form = EntityFilter(request.GET)
    rows: QuerySet[Any] = Entity.objects.filter(pk=F("root")).annotate(n_facts=facts_of_group())
    if form.is_valid():
        rows = _found(rows, form.cleaned_data["q"], form.cleaned_data["kind"])
    return list_response(request, "knowledge/entities.html", form, rows.order_by("-n_facts", "name", "pk"))


def _found(rows: QuerySet[Any], words: str, kind: str) -> QuerySet[Any]:
    if kind:
        rows = rows.filter(kind=kind)
    for word in words.split():
        rows = rows.filter(pk__in=Entity.objects.filter(names__name__icontains=word).values("root"))
    return rows


@require_safe
def entity_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an entity; one that was joined with another leads to it, a park of the inventory to the park's page."""
    entity = get_object_or_404(Entity, pk=pk)
    if entity.root_id not in (None, pk):
        return redirect("entity", entity.root_id)
    profile = profile_of(entity)
    if len(profile.parks) == 1:
        return redirect(profile.parks[0])
    context = {"profile": profile, "entity": entity, **editing(request, entity)}
    return render(request, "knowledge/entity.html", context)


def editing(request: HttpRequest, root: Entity) -> dict[str, object]:
    """Give what an editor needs beside a profile: suggestions, what was decided, documents to split off."""
    if not request.user.has_perm("knowledge.change_pairing"):
        return {"may_edit": False}
    members = Entity.objects.filter(root=root)
    touching = Pairing.objects.filter(left__in=members) | Pairing.objects.filter(right__in=members)
    open_ = touching.filter(state="open").exclude(left__root=F("right__root"))
    changes = PairingChange.objects.filter(pairing__in=touching, undone=False)
    return {
        "may_edit": True,
        "suggested": open_.select_related("left", "right")[:MOST_SUGGESTED],
        "changes": changes.select_related("pairing__left", "pairing__right", "by")[:MOST_SUGGESTED],
        "documents": Document.objects.filter(facts__subject_entity__in=members)
        .defer("text")
        .distinct()[:MOST_DOCUMENTS],
        "splits": Meaning.objects.filter(entity__in=members).select_related("document", "by"),
        "why": WhyForm(),
    }


@require_POST
@editor_only
def pick(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a figure show the claim that a person picks, or follow the rule again."""
    entity = get_object_or_404(Entity.objects.select_related("root"), pk=pk)
    root = entity.root or entity
    figure, fact = request.POST.get("figure", "")[:300], request.POST.get("fact", "")
    if fact:
        claimed = get_object_or_404(Fact, pk=fact, subject_entity__root=root)
        Pick.objects.update_or_create(
            entity=root, figure=figure, defaults={"fact": claimed.pk, "by": _user(request)}
        )
    else:
        Pick.objects.filter(entity=root, figure=figure).delete()
    return redirect(f"{entity.get_absolute_url()}#figures")


@require_POST
@editor_only
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Part a name from what it was joined with."""
    entity = get_object_or_404(Entity, pk=pk)
    pairs.take_out(entity, _user(request), _why(request))
    return redirect("entity", pk)


@require_POST
@editor_only
def split_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that in some documents the name means something else."""
    entity = get_object_or_404(Entity, pk=pk)
    documents = Document.objects.filter(
        pk__in=[key for key in request.POST.getlist("documents") if key.isdigit()]
    )
    made = split.split_off(entity, list(documents), _user(request), _why(request))
    return redirect(made or entity)


@require_POST
@editor_only
def unsplit(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a split back."""
    entity = get_object_or_404(Entity, pk=pk)
    return redirect(split.unsplit(entity, _user(request)))


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _why(request: HttpRequest) -> str:
    form = WhyForm(request.POST)
    return str(form.cleaned_data["why"]) if form.is_valid() else ""
