"""House rules about addresses: closed unless listed."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

# Open to everybody, with the reason.
OPEN = {
    "alive": "says only that the server runs",
    "security-contact": "whoever finds a weakness has to be able to tell it",
    "start": "greets everybody; only somebody who is signed in sees work",
    "about": "says what the site is for",
    "sign-in": "whoever is not signed in must be able to",
    "sign-on": "whoever comes in through the own organisation is not signed in yet",
    "signed-on": "the way back of the same",
    "take-invitation": "a new colleague has no account yet; only the secret of the link opens something",
    "invitation": "the same, after the secret is taken out of the address",
    "take-pass": "a guest has no account; only the secret of the link opens something",
    "guest": "the same, after the secret is taken out of the address and with a code",
    "privacy": "everybody may know what is kept and why",
    "accessibility": "the statement has to be public",
    "style-guide": "shows the parts of pages with made-up words",
}
# The handbook is public as a whole: the agreements are for everybody.
PUBLIC = ("handbook",)
# The report form is for whoever has no account, all of it.
OPEN_FORM = "vangnet.portal.reporting."
OPEN_PACKAGES = {
    "allauth": "signing in has to be open; what needs an account says so itself",
}


def pages(resolver=None, prefix=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from pages(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry


def is_open(entry):
    return not getattr(entry.callback, "login_required", True)


def test_only_listed_pages_are_open():
    found = {
        entry.name or address
        for address, entry in pages()
        if is_open(entry)
        and entry.callback.__module__.split(".")[0] not in OPEN_PACKAGES
        and not entry.callback.__module__.startswith(OPEN_FORM)
    }
    assert {name for name in found if name not in OPEN and not name.startswith(PUBLIC)} == set()


@pytest.mark.parametrize("name", OPEN)
def test_every_listed_page_exists(name):
    assert name in {entry.name for _, entry in pages()}
