"""Accounts in Django's own administration."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from luodi_portal.accounts.models import User


@admin.register(User)
class AccountAdmin(UserAdmin[User]):
    """Accounts, with the name that others read."""

    list_display = ("username", "display_name", "is_active", "is_staff", "last_login")
    fieldsets = ((None, {"fields": ("display_name",)}), *(UserAdmin.fieldsets or ()))
