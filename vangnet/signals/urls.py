"""Addresses of the signals."""

from django.urls import path

from vangnet.signals.views import figures, inbox, signal

app_name = "signals"

# Everything with a name of its own comes before the address of one signal.
named = [
    path("", inbox.inbox, name="inbox"),
    path("figures/", figures.figures, name="figures"),
]
of_one = [
    path("<slug:address>/", signal.signal, name="signal"),
    path("<slug:address>/<slug:name>/", signal.act, name="act"),
]

urlpatterns = [*named, *of_one]
