"""The addresses of the search."""

from django.urls import path

from luodi_portal.search import views

urlpatterns = [path("", views.search, name="search")]
