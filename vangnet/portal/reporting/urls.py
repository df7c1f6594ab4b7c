"""Addresses of the report form."""

from django.urls import URLPattern

app_name = "reporting"

urlpatterns: list[URLPattern] = []
