"""Root addresses: Dutch at the root, English under /en/."""

from importlib.util import find_spec

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from vangnet.config import gates, views

handler400 = gates.cannot_read
handler500 = views.cannot_work

_SCREENS = {
    "": "vangnet.portal.urls",
    "report/": "vangnet.portal.reporting.urls",
    "signals/": "vangnet.signals.urls",
    "dossiers/": "vangnet.cases.urls",
    "account/": "vangnet.access.urls",
    "shelter/": "vangnet.shelter.urls",
    "oversight/": "vangnet.portal.oversight.urls",
    "oversight/keeping/": "vangnet.portal.oversight.keeping_urls",
}

urlpatterns = [
    path("alive", views.alive, name="alive"),
    path(".well-known/security.txt", views.security_contact, name="security-contact"),
    *i18n_patterns(
        *(path(prefix, include(module)) for prefix, module in _SCREENS.items() if find_spec(module)),
        path("account/", include("allauth.account.urls")),
        path("account/second-step/", include("allauth.mfa.urls")),
        path("design/", include("vangnet.design.urls")),
        prefix_default_language=False,
    ),
]
