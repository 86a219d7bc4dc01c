"""The search's page: kinds side by side, or one kind with what narrows it down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from luodi.core.fields import DEALS, KINDS
from luodi.core.text import Text
from luodi.matching.industries import division_name
from luodi.reading.wording import kind_label
from luodi_portal.search.excerpts import Piece, excerpt, marked
from luodi_portal.search.find import MOST, PUBLIC, Asked, Choice, overview, results
from luodi_portal.search.forms import FACETS, KIND_LABELS, SORTS, SearchForm
from luodi_portal.search.index import KINDS as ALL_KINDS
from luodi_portal.search.index import Kind
from luodi_portal.search.models import Entry
from luodi_portal.search.query import Query
from luodi_portal.search.sources import SOURCES, place_names, rows_of, words_of
from luodi_portal.web.language import current, say


@dataclass(frozen=True, slots=True)
class Hit:
    """What a result shows."""

    row: models.Model
    kind: Text
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    day: date | None


@dataclass(frozen=True, slots=True)
class Link:
    """A choice that narrows the results or, where it is ``chosen``, widens them again."""

    label: str
    count: int
    query: str
    chosen: bool


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer a search; what can't be used is named."""
    form = SearchForm(request.GET)
    good = form.is_valid()
    asked = _asked(request, form) if good else Asked("")
    context: dict[str, Any] = {
        "form": form,
        "asked": asked,
        "words": [word for word in asked.query if word.same],
        "kinds": _kind_links(request.GET, asked),
        "most": MOST,
    }
    if asked.kind:
        context |= _one_kind(request.GET, asked, asked.kind)
    else:
        context["groups"] = [
            (
                group,
                KIND_LABELS[group.kind],
                hits(group.entries, asked.query),
                _query(request.GET, kind=group.kind),
            )
            for group in overview(asked)
        ]
    return render(request, "search/search.html", context, status=200 if good else 400)


def _asked(request: HttpRequest, form: SearchForm) -> Asked:
    said = form.cleaned_data
    officer = request.user.has_perm("desk.view_requirement")
    kinds = ALL_KINDS if officer else PUBLIC
    return Asked(
        said["q"],
        said["kind"] if said["kind"] in kinds else "",
        form.facets(),
        said["sort"] or "best",
        said["page"] or 1,
        kinds,
        public=not officer,
    )


def _one_kind(said: QueryDict, asked: Asked, kind: Kind) -> dict[str, Any]:
    found = results(asked, kind)
    link = partial(_links, said, kind)
    return {
        "found": found,
        "hits": hits(found.entries, asked.query),
        "facets": [
            (Text("地点", "Place"), link(found.places, "place")),
            (Text("类型", "Type"), link(found.types, "type")),
            (Text("行业", "Industry"), link(found.industries, "industry")),
            (Text("年份", "Year"), link(found.years, "year")),
        ],
        "sorts": [
            Link(say(label), 0, _query(said, sort=name, page=""), name == asked.sort)
            for name, label in SORTS.items()
        ],
        "previous": _query(said, page=str(found.page - 1)) if found.page > 1 else "",
        "next": _query(said, page=str(found.page + 1)) if found.page < found.pages else "",
    }


def hits(entries: Sequence[Entry], query: Query) -> list[Hit]:
    """Give what the results show, in their order; a row that went in between is left out."""
    rows = _rows(entries)
    shown = []
    for entry in entries:
        if (row := rows.get(entry.source)) is None:
            continue
        title, text = words_of(row)
        shown.append(
            Hit(
                row,
                KIND_LABELS[entry.kind],
                marked(title or str(row), query),
                excerpt(text, query),
                entry.day,
            )
        )
    return shown


def _rows(entries: Sequence[Entry]) -> dict[str, models.Model]:
    found: dict[str, models.Model] = {}
    for model in SOURCES:
        name = f"{model._meta.model_name}:"
        keys = [entry.key for entry in entries if entry.source.startswith(name)]
        if keys:
            rows = rows_of(model).filter(pk__in=keys)
            found |= {f"{name}{row.pk}": row for row in rows}
    return found


def _kind_links(said: QueryDict, asked: Asked) -> list[Link]:
    every = Link(say(Text("全部", "All")), 0, _query(said, kind="", page="", type=""), not asked.kind)
    return [
        every,
        *(
            Link(say(KIND_LABELS[kind]), 0, _query(said, kind=kind, page="", type=""), kind == asked.kind)
            for kind in asked.kinds
        ),
    ]


def _links(said: QueryDict, kind: Kind, choices: Sequence[Choice], name: str) -> list[Link]:
    begin, now = FACETS[name], said.get(name, "")
    links = []
    for choice in choices:
        value = choice.mark.removeprefix(begin)
        chosen = value == now
        wanted = _query(said, **{name: "" if chosen else value, "page": ""})
        links.append(Link(facet_label(kind, name, value), choice.count, wanted, chosen))
    return links


def facet_label(kind: Kind, name: str, value: str) -> str:
    """Say a facet: a place by its name, a type as its kind calls it."""
    if name == "place":
        return place_names().get(value, value)
    if name == "industry":
        return division_name(value) or value
    if name == "type" and kind == "news":
        return kind_label(value, current())
    if name == "type" and (label := KINDS.get(value) or DEALS.get(value)):
        return say(label)
    return value


def _query(said: QueryDict, **changed: str) -> str:
    query = said.copy()
    for name, value in changed.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return query.urlencode()
