"""Pages that say what is wrong and what to do."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luodi.core.text import Text


def error_page(request: HttpRequest, status: int, what: Text, remedy: Text) -> HttpResponse:
    """Say what is wrong and what to do."""
    return render(
        request, "web/error.html", {"what": what, "remedy": remedy, "status": status}, status=status
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was sent can't be used."""
    if isinstance(exception, DisallowedHost):
        what = Text("本站不以这个域名或地址提供服务", "This site does not answer to that name or address")
        remedy = Text("管理员可把它写进 LUODI_HOSTS", "The administrator may add it to LUODI_HOSTS")
        return error_page(request, 400, what, remedy)
    return error_page(
        request,
        400,
        Text("发来的内容无法使用", "What was sent can't be used"),
        Text(
            "内容过大或格式不对；原文请不要超过 2 万字",
            "It is too large or malformed; keep a text under 20,000 characters",
        ),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: not allowed."""
    del exception
    if request.user.is_authenticated:
        remedy = Text("需要的话，请管理员给账号加上角色", "If it should, ask the administrator for the role")
        return error_page(
            request, 403, Text("这个账号不能看这一页", "This account may not see this page"), remedy
        )
    remedy = Text("请先登录", "Log in first")
    return error_page(request, 403, Text("这一页要登录后才能看", "This page is for those who log in"), remedy)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form did not come from this site's page, or its cookie is gone."""
    del reason
    return error_page(
        request,
        403,
        Text(
            "这份表单不是从本站页面提交的，或页面已过期",
            "The form did not come from this site, or the page is too old",
        ),
        Text(
            "请返回、刷新页面后再提交；浏览器须允许本站的 Cookie",
            "Go back, reload and send it again; allow this site's cookies",
        ),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing here."""
    del exception
    return error_page(
        request,
        404,
        Text("这里没有内容", "There is nothing here"),
        Text(
            "地址可能写错，或内容已被移除；请从上面的栏目进入",
            "The address may be mistyped, or it is gone; use the menu above",
        ),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    context = {
        "what": Text("程序出错了", "Something went wrong on our side"),
        "remedy": Text(
            "请稍后再试；管理员可在日志里看到原因", "Try again later; the log tells the administrator why"
        ),
        "status": 500,
        "user": AnonymousUser(),  # who it is may be what can't be found out: the database may be what is wrong
        "messages": (),
    }
    return render(request, "web/error.html", context, status=500)
