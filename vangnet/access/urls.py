"""Signing in, and for whom somebody works."""

from django.urls import path

from vangnet.access import views

app_name = "access"

urlpatterns = [
    path("", views.account, name="account"),
    path("login/", views.SignIn.as_view(), name="sign-in"),
]
