"""The pages of the handbook; the portal includes them, so that their names stand in its namespace."""

from django.urls import path, register_converter

from vangnet.portal.handbook import sharing_views, signal_views, views, weighing_views
from vangnet.portal.handbook.converters import DayConverter

register_converter(DayConverter, "day")

urlpatterns = [
    path("", views.index, name="handbook"),
    path("reading/", views.reading, name="handbook-reading"),
    path("agreements/<slug:name>/", views.agreement, name="handbook-agreement"),
    path("agreements/<slug:name>/differences/", views.compare, name="handbook-compare"),
    path(
        "agreements/<slug:name>/differences/<day:older>/<day:newer>/",
        views.difference,
        name="handbook-difference",
    ),
    path("agreements/<slug:name>/<day:valid_from>/", views.version, name="handbook-version"),
    path("organisations/", views.organisations, name="handbook-organisations"),
    path("organisations/<slug:code>/", views.organisation, name="handbook-organisation"),
    path("situation/", views.situation, name="handbook-situation"),
    path("situation/<slug:origin>/<slug:age_class>/", views.group, name="handbook-group"),
    path("situation/<slug:origin>/<slug:age_class>/<slug:phase>/", views.group, name="handbook-route"),
    path("coverage/", views.coverage, name="handbook-coverage"),
    path("examples/", views.examples, name="handbook-examples"),
    path("examples/<slug:shelf>/<slug:name>/", views.example, name="handbook-example"),
    path("sharing/", sharing_views.sharing, name="handbook-sharing"),
    path("sharing/ask/", sharing_views.ask, name="handbook-sharing-ask"),
    path("sharing/stories/", sharing_views.stories, name="handbook-sharing-stories"),
    path("sharing/<slug:who>/", sharing_views.kind, name="handbook-sharing-kind"),
    path("sharing/<slug:who>/<slug:what>/", sharing_views.pair, name="handbook-sharing-pair"),
    path("signals/", signal_views.signals, name="handbook-signals"),
    path("signals/weighing/", weighing_views.weighing, name="handbook-weighing"),
    path("signals/indicators/", signal_views.indicators, name="handbook-indicators"),
    path("signals/not-indicators/", signal_views.not_indicators, name="handbook-not-indicators"),
    path("signals/lists/<slug:profession>/", signal_views.signal_list, name="handbook-signal-list"),
    path("glossary/", views.glossary, name="handbook-glossary"),
    path("search/", views.search, name="handbook-search"),
]
