"""The start page, answers to offers, administration, and the pages about this site."""

from django.urls import include, path

from vangnet.portal import views

app_name = "portal"

urlpatterns = [
    path("", views.start, name="start"),
    path("worklist/renew/", views.renew, name="renew"),
    path("offers/<slug:address>/", views.offer, name="offer"),
    path("people/", views.people, name="people"),
    path("people/new/", views.new_account, name="new-account"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/new/", views.new_organisation, name="new-organisation"),
    path("handbook/", include("vangnet.portal.handbook.urls")),
    path("about/", views.about, name="about"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
