"""The addresses of the editors' pages."""

from django.urls import path

from luodi_portal.editorial import views

urlpatterns = [
    path("", views.desk, name="editorial"),
    path("new/", views.new, name="article-new"),
    path("contributors/", views.medals, name="contributors"),
    path("pictures/<int:pk>.webp", views.picture, name="article-picture"),
    path("<int:pk>/", views.article, name="article"),
    path("<int:pk>/decide/", views.decide, name="article-decide"),
    path("<int:pk>/discard/", views.discard, name="article-discard"),
    path("<int:pk>/history/", views.history, name="article-history"),
    path("<int:pk>/history/<int:key>/", views.history, name="article-version"),
    path("<int:pk>/history/<int:key>/revert/", views.revert, name="article-revert"),
    path("<int:pk>/pictures/", views.add, name="article-picture-add"),
    path("<int:pk>/pictures/<int:picture>/remove/", views.remove, name="article-picture-remove"),
    path("<int:pk>/<slug:name>/", views.step, name="article-step"),
]
