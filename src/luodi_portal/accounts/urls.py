"""The addresses of accounts."""

from django.urls import path

from luodi_portal.accounts import views

urlpatterns = [
    path("", views.account, name="account"),
    path("log-in/", views.LogIn.as_view(), name="log-in"),
    path("log-out/", views.LogOut.as_view(), name="log-out"),
    path("password/", views.ChangePassword.as_view(), name="password"),
]
