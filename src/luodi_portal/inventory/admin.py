"""Who operates which park, in Django's own administration."""

from django.contrib import admin
from django.http import HttpRequest

from luodi_portal.inventory.models import Park


@admin.register(Park)
class ParkAdmin(admin.ModelAdmin[Park]):
    """A park's operators; all else of a park is kept on its own pages."""

    fields = ("name", "operators")
    readonly_fields = ("name",)
    filter_horizontal = ("operators",)
    search_fields = ("name", "id")
    list_display = ("name", "city", "district")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Parks come from files and documents."""
        del request
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Park | None = None) -> bool:
        """Nor do they go from here."""
        del request, obj
        return False
