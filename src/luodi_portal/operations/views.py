"""Health for the machines that ask, and the pictures that people uploaded."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponseBase, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve

from luodi_portal.operations.health import readiness

PUBLIC = "public"


@require_safe
@never_cache
def live(_request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "live"})


@require_safe
@never_cache
def ready(_request: HttpRequest) -> JsonResponse:
    """The site can do its work; 503 where something is missing, and what."""
    checks = readiness()
    good = all(check.ok for check in checks)
    body = {"status": "ready" if good else "not ready", "checks": {each.name: each.state for each in checks}}
    return JsonResponse(body, status=200 if good else 503)


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Give an uploaded file that is for everybody: those under ``public/`` only, and never as a page of ours."""
    response = serve(request, path, document_root=str(Path(settings.MEDIA_ROOT) / PUBLIC))
    if isinstance(response, FileResponse):
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["Cache-Control"] = "public, max-age=86400"
    return response
