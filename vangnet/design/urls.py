"""The style guide."""

from django.urls import path

from vangnet.design import views

app_name = "design"

urlpatterns = [
    path("", views.style_guide, name="style-guide"),
]
