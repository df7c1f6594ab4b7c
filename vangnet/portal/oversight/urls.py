"""Oversight: for privacy officers, and for everybody about themselves."""

from django.urls import path

from vangnet.portal.oversight import records, shared, trails

app_name = "oversight"

urlpatterns = [
    path("", trails.index, name="index"),
    path("trail/", trails.trail, name="trail"),
    path("refused/", trails.refused, name="refused"),
    path("unusual/", trails.unusual, name="unusual"),
    path("mine/", trails.mine, name="mine"),
    path("disclosures/", shared.disclosures, name="disclosures"),
    path("disclosures/export/", shared.export, name="export"),
    path("dossiers/<slug:address>/", shared.who_looked, name="person"),
    path("seals/", records.seals, name="seals"),
    path("notices/", records.notices, name="notices"),
]
