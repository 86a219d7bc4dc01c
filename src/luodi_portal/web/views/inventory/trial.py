"""Terms tried on an example enterprise, which the person may change: for the terms of a park and the indicators of a parcel."""

from typing import Any

from django.http import HttpRequest

from luodi.sites.admission import Admission
from luodi_portal.inventory.terms import EXAMPLE, try_terms
from luodi_portal.web.language import current
from luodi_portal.web.views.inventory.forms import EnterpriseForm


def trial(request: HttpRequest, terms: Admission | None, **example: str) -> dict[str, Any]:
    """Give the enterprise's form and, line by line, what came of trying it; ``example`` says what differs from our own."""
    posted = {name: request.POST.get(name, "") for name in EXAMPLE}
    enterprise = EnterpriseForm(posted if request.method == "POST" else {**EXAMPLE, **example})
    tried = terms is not None and enterprise.is_valid()
    return {
        "enterprise": enterprise,
        "lines": try_terms(terms, enterprise.cleaned_data, current()) if terms and tried else (),
    }
