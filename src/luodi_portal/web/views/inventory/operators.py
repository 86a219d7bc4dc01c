"""Operators of a park, named and released by those who keep all parks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from luodi.core.text import Text
from luodi_portal.inventory.models import Park
from luodi_portal.inventory.operators import candidates, name_operator, release_operator
from luodi_portal.web.language import say
from luodi_portal.web.views.inventory.access import check, person
from luodi_portal.web.views.inventory.forms import OperatorForm


@require_POST
def add_operator(request: HttpRequest, key: str) -> HttpResponse:
    """Name an account."""
    park = _park(request, key)
    form = OperatorForm(candidates(park), request.POST)
    if form.is_valid():
        name_operator(park, form.cleaned_data["operator"], person(request))
        messages.success(request, say(Text("已指定运营方", "The operator is named")))
    else:
        messages.error(request, say(Text("请选一个运营方账号", "Choose an operator's account")))
    return redirect("my-park", park.pk)


@require_POST
def remove_operator(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Release an account."""
    park = _park(request, key)
    release_operator(park, get_object_or_404(park.operators, pk=pk), person(request))
    messages.success(request, say(Text("已取消运营方", "The operator is released")))
    return redirect("my-park", park.pk)


def _park(request: HttpRequest, key: str) -> Park:
    park = get_object_or_404(Park, pk=key)
    check(request, "inventory.change_park", None)  # everywhere: nobody names those beside them
    return park
