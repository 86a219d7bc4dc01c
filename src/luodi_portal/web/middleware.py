"""What every answer carries: the language that the visitor chose, and headers that let nothing from outside in."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Handler = Callable[[HttpRequest], HttpResponse]


def policy(*, style: str = "'self'", script: str = "'self'") -> str:
    """Give a content security policy that lets nothing from outside in; ``style`` and ``script`` are its sources."""
    return (
        f"default-src 'none'; style-src {style}; script-src {script}; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def content_security_policy(get_response: Handler) -> Handler:
    """Send the policy, unless the view has sent a stricter one of its own."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy())
        return response

    return handle


def language(get_response: Handler) -> Handler:
    """Speak Chinese until the visitor's cookie says English: what the browser prefers does not count."""

    def handle(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        code = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(code):
            response = get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response

    return handle
