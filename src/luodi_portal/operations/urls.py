"""The addresses of operations."""

from django.urls import path

from luodi_portal.operations import views

urlpatterns = [
    path("health/live", views.live, name="health-live"),
    path("health/ready", views.ready, name="health-ready"),
    path(f"media/{views.PUBLIC}/<path:path>", views.media, name="media"),
]
