"""What a password must be, where Django's own words have no Chinese."""

from django.contrib.auth import password_validation

from luodi.core.text import Text
from luodi_portal.web.language import say


class MinimumLength(password_validation.MinimumLengthValidator):
    """At least so many characters."""

    def get_error_message(self) -> str:
        """Say it in the person's language."""
        return say(
            Text(
                f"密码太短，至少要 {self.min_length} 个字符",
                f"The password is too short: at least {self.min_length} characters",
            )
        )
