"""A form that is sent twice counts once, also when both arrive together; another form, another session or another content counts."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.factories import ROUTE, actor, dossier, on
from vangnet.access import once
from vangnet.cases.models import Consent, Decider, Heard

TOKEN, OTHER = "t" * 32, "u" * 32
DECIDED = {
    "decider": Decider.BOTH.value,
    "child_heard": Heard.YES.value,
    "explanation": "Wil dat de tolk blijft",
}


@pytest.fixture
def police(db, settings):
    settings.AGREEMENTS_DIR = ROUTE
    with on():
        yield actor("police")


def browser(by):
    client = Client(enforce_csrf_checks=True)
    client.force_login(by.account)
    client.cookies[settings.CSRF_COOKIE_NAME] = TOKEN
    return client


def masked(token, mask):
    """A token as a page shows it: another text on every page, and the same secret."""
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    pairs = zip((letters.index(one) for one in token), (letters.index(one) for one in mask), strict=True)
    return mask + "".join(letters[(one + two) % len(letters)] for one, two in pairs)


def fields(one, **also):
    given = {"state": "given", "categories": "signal", "receivers": "kind:police", "purpose": "protection"}
    return {
        "csrfmiddlewaretoken": TOKEN,
        "asked_on": "03-03-2025",
        "language": "Hongaars",
        **given,
        **DECIDED,
        **also,
    }


def sent(client, one, **also):
    return client.post(reverse("cases:consent_new", args=[one.address]), fields(one, **also))


def consents(one):
    return Consent.objects.filter(dossier=one).count()


def test_same_form_sent_again_is_answered_and_does_nothing(police):
    one, client = dossier(police), browser(police)
    first, second, third = (sent(client, one) for _time in range(3))
    assert first.status_code == second.status_code == third.status_code == 302
    assert first.url == second.url == third.url
    assert consents(one) == 1


def test_new_page_or_other_content_or_other_session_is_another_form(police):
    one, client = dossier(police), browser(police)
    sent(client, one)
    assert sent(client, one, csrfmiddlewaretoken=masked(TOKEN, OTHER)).status_code == 302
    assert consents(one) == 2
    sent(client, one, language="Roemeens")
    assert consents(one) == 3
    sent(browser(police), one)
    assert consents(one) == 4


def test_refused_form_may_be_sent_again_and_a_forged_one_is_no_answer(police):
    one, client = dossier(police), browser(police)
    for _time in range(2):
        assert sent(client, one, state="").status_code == 200
    sent(client, one)
    client.cookies[settings.CSRF_COOKIE_NAME] = OTHER
    assert sent(client, one).status_code == 403
    assert consents(one) == 1


def test_only_the_newest_answers_are_kept(police, monkeypatch):
    monkeypatch.setattr(once, "MOST", 2)
    one, client = dossier(police), browser(police)
    for language in ("a", "b", "c"):
        sent(client, one, language=language)
    assert len(client.session[once.KEPT]) == 2
    sent(client, one, language="c")
    assert consents(one) == 3


def test_content_of_files_counts_and_stays_readable(police):
    client = browser(police)
    client.get("/account/")

    def mark(content):
        request = RequestFactory().post(
            "/x/", {"csrfmiddlewaretoken": TOKEN, "photo": SimpleUploadedFile("a.png", content)}
        )
        request.session, request.user = client.session, police.account
        found = once.mark_of(request)
        assert request.FILES["photo"].read() == content
        return found

    assert mark(b"one") == mark(b"one")
    assert mark(b"one") != mark(b"two")


def test_form_that_no_page_showed_has_no_mark(police):
    one, client = dossier(police), Client()
    client.force_login(police.account)
    for _time in range(2):
        assert sent(client, one, csrfmiddlewaretoken="").status_code == 302
    assert consents(one) == 2


@pytest.mark.django_db(transaction=True)
def test_same_form_that_arrives_four_times_together_counts_once(police):
    one = dossier(police)
    session, ready = browser(police), Barrier(4)
    session.get("/account/")
    cookies = {name: morsel.value for name, morsel in session.cookies.items()}

    def send(_number):
        client = Client(enforce_csrf_checks=True)
        for name, value in cookies.items():
            client.cookies[name] = value
        try:
            with on():
                ready.wait(timeout=30)
                return sent(client, one).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(send, range(4))) == [302] * 4
    assert consents(one) == 1
