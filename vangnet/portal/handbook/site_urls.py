"""The handbook on its own, without the rest of the portal: for writing it to files."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from vangnet.portal.handbook.urls import urlpatterns as pages

urlpatterns = i18n_patterns(
    path("handbook/", include((pages, "portal"))),
    prefix_default_language=False,
)
