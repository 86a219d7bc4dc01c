"""Log in, log out, the own account, and the page of one who tried too often."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from luodi.core.text import Text
from luodi_portal.accounts.forms import LogInForm
from luodi_portal.accounts.roles import role_of
from luodi_portal.web.language import say
from luodi_portal.web.views.errors import error_page


class LogIn(auth.LoginView):
    """Ask for name and password."""

    template_name = "accounts/log_in.html"
    form_class = LogInForm
    redirect_authenticated_user = True


class LogOut(auth.LogoutView):
    """Leave, by POST only."""


class ChangePassword(auth.PasswordChangeView):
    """Change the own password; other sessions of the account end."""

    template_name = "accounts/password.html"
    success_url = reverse_lazy("account")

    def form_valid(self, form: Any) -> HttpResponse:
        """Say that it is done."""
        messages.success(self.request, say(Text("密码已修改", "The password is changed")))
        return super().form_valid(form)


@require_safe
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Say who is logged in, and what the role is for."""
    return render(request, "accounts/account.html", {"role": role_of(request.user)})


def locked_out(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """429: too many wrong passwords from one place for one account."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return error_page(
        request,
        429,
        Text("密码错了太多次，暂时不能登录", "Too many wrong passwords; logging in is closed for now"),
        Text(
            f"请 {minutes} 分钟后再试，或请管理员重设密码",
            f"Try again in {minutes} minutes, or ask the administrator for a new password",
        ),
    )
