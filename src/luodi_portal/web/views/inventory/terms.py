"""A park's admission terms: shown as sentences, edited, tried on an enterprise, kept, reverted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from luodi.core.text import Text
from luodi.sites.admission import ADMISSION_MEASURES, Admission
from luodi_portal.inventory.convert import park_of
from luodi_portal.inventory.keep import Author
from luodi_portal.inventory.models import Park
from luodi_portal.inventory.terms import (
    HEADS,
    DraftTerms,
    change,
    draft_of,
    keep_terms,
    parse_draft,
    read_draft,
    versions,
)
from luodi_portal.web.language import current, say
from luodi_portal.web.views.inventory.access import park_to_keep, person
from luodi_portal.web.views.inventory.trial import trial
from luodi_portal.web.wording import term_sentences

CHANGES = ("add-term", "add-group", "remove")
MOST_VERSIONS = 20


@require_http_methods(["GET", "HEAD", "POST"])
def edit_terms(request: HttpRequest, key: str) -> HttpResponse:
    """Edit a park's terms; nothing is kept before it is saved."""
    park = park_to_keep(request, key)
    if request.method != "POST":
        kept = park_of(park).admission
        return _page(request, park, draft_of(kept, current()), kept)
    draft = read_draft({name: str(value) for name, value in request.POST.items()})
    action, _, path = str(request.POST.get("do", "try")).partition(" ")
    if action in CHANGES:
        change(draft, action, path)
        return _page(request, park, draft)
    terms = parse_draft(draft)
    if action == "save" and terms is not None:
        keep_terms(park, _or_none(terms), Author(person(request), str(request.POST.get("why", ""))[:500]))
        messages.success(request, say(Text("准入条件已保存", "The terms are saved")))
        return redirect("my-park", park.pk)
    return _page(request, park, draft, terms)


def _or_none(terms: Admission) -> Admission | None:
    says_something = terms.rule or terms.allow or terms.deny
    return terms if says_something else None


def _page(
    request: HttpRequest, park: Park, draft: DraftTerms, terms: Admission | None = None
) -> HttpResponse:
    """Show the form; ``terms`` are those kept or typed, where they can be read: as sentences, and tried."""
    bad = request.method == "POST" and terms is None and request.POST.get("do") in ("save", "try")
    context = {
        "row": park,
        "draft": draft,
        "terms": terms,
        "sentences": term_sentences(terms, current()) if terms else (),
        **trial(request, terms),
        "measures": list(ADMISSION_MEASURES.values()),
        "heads": [(kind, say(head)) for kind, head in HEADS.items()],
        "why": request.POST.get("why", ""),
        "versions": [
            (v, term_sentences(v.terms, current()) if v.terms else ()) for v in versions(park)[:MOST_VERSIONS]
        ],
        "bad": bad,
    }
    return render(request, "web/inventory/terms.html", context, status=400 if bad else 200)


@require_POST
def revert_terms(request: HttpRequest, key: str) -> HttpResponse:
    """Take up the terms of an earlier day again."""
    park = park_to_keep(request, key)
    version = str(request.POST.get("version", ""))
    record = park.history.filter(history_id=version).first() if version.isdecimal() else None
    if record is None:
        return redirect("terms", park.pk)
    day = f"{record.history_date:%Y-%m-%d}"
    why = say(Text(f"恢复 {day} 的条件", f"the terms of {day} again"))
    keep_terms(park, park_of(record).admission, Author(person(request), why))
    messages.success(request, say(Text("已恢复", "Taken up again")))
    return redirect("terms", park.pk)
