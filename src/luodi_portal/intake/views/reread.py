"""Read documents anew: which, what would change, then do it."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from luodi_portal.accounts.models import User
from luodi_portal.intake.forms import ScopeForm
from luodi_portal.intake.reread import Scope, begin, last_job
from luodi_portal.intake.views.jobs import progress
from luodi_portal.inventory.models import Park
from luodi_portal.knowledge.models import Document


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@permission_required("knowledge.change_document", raise_exception=True)
def reread(request: HttpRequest) -> HttpResponse:
    """Show how many documents it is and what came of the last time; begin to look, or to read."""
    asked = {name: request.GET[name] for name in ("which", "key") if name in request.GET} or {
        "which": "earlier"
    }
    form = ScopeForm(asked)
    if not form.is_valid():
        return render(request, "intake/reread.html", {"form": form}, status=400)
    scope = Scope(form.cleaned_data["which"], form.cleaned_data["key"])
    here = f"{reverse('reread')}?{urlencode({'which': scope.which, 'key': scope.key})}"
    if request.method == "POST" and isinstance(request.user, User):
        begin(scope, request.user, dry=request.POST.get("then") != "read", link=here)
        return redirect(here)
    job = last_job(scope)
    context = {
        "form": form,
        "scope": scope,
        "about": _about(scope),
        "here": here,
        "documents": scope.documents().count(),
        **(progress(request, job) if job else {}),
    }
    return render(request, "intake/reread.html", context)


def _about(scope: Scope) -> Park | Document | None:
    """Give the park or the document, where it is one."""
    if scope.which == "park":
        return Park.objects.get(pk=scope.key)
    return Document.objects.get(slug=scope.key) if scope.which == "document" else None
