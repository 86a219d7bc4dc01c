"""Logging in, in both languages; the messages are Django's own, which speaks both."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm

from luodi.core.text import Text
from luodi_portal.web.language import say_later


class LogInForm(AuthenticationForm):
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = say_later(Text("账号", "Account"))
        self.fields["password"].label = say_later(Text("密码", "Password"))
