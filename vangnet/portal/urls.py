"""The start page, answers to offers, administration, and the pages about this site."""

from django.urls import include, path

from vangnet.portal import views
from vangnet.portal.administration import organisations, people
from vangnet.portal.guests import inside, outside

app_name = "portal"

urlpatterns = [
    path("", views.start, name="start"),
    path("worklist/renew/", views.renew, name="renew"),
    path("offers/<slug:address>/", views.offer, name="offer"),
    path("people/", people.people, name="people"),
    path("people/new/", people.invite, name="new-account"),
    path("people/roles/", people.roles, name="roles"),
    path("people/invitations/<uuid:key>/withdraw/", people.withdraw, name="withdraw-invitation"),
    path("people/<slug:known_as>/", people.person, name="person"),
    path("people/<slug:known_as>/<slug:act>/", people.change_person, name="change-person"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/new/", organisations.new_organisation, name="new-organisation"),
    path("organisations/<slug:code>/", organisations.organisation, name="organisation"),
    path("organisations/<slug:code>/officers/", organisations.change_officers, name="officers"),
    path("organisations/<slug:code>/close/", organisations.close_organisation, name="close-organisation"),
    path("organisations/<slug:code>/freeze/", organisations.freeze, name="freeze-organisation"),
    path("guest/", outside.guest, name="guest"),
    path("guest/<str:secret>/", outside.take_pass, name="take-pass"),
    path("dossiers/<slug:address>/guests/", inside.guests, name="guests"),
    path("dossiers/<slug:address>/guests/<uuid:key>/end/", inside.end, name="end-guest"),
    path("contacts/", organisations.contacts, name="contacts"),
    path("contacts/<slug:code>/away/", organisations.away, name="away"),
    path("handbook/", include("vangnet.portal.handbook.urls")),
    path("about/", views.about, name="about"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
