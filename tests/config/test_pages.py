import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from vangnet.config import asgi, wsgi


@pytest.mark.django_db
def test_alive_answers_without_signing_in(client):
    assert client.get("/alive").content == b"alive\n"


@pytest.mark.django_db
def test_every_answer_forbids_what_is_inline_or_from_elsewhere(client):
    for address in ("/alive", "/there-is-no-such-page", reverse("account_login")):
        headers = client.get(address).headers
        policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
        assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == "'self'"
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.django_db
def test_page_for_somebody_who_signed_in_is_not_kept_in_a_cache(client, django_user_model):
    client.force_login(django_user_model.objects.create(username="somebody"))
    assert client.get("/there-is-no-such-page").headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_lost_database_is_a_pause_and_not_a_fault(monkeypatch):
    client = Client(raise_request_exception=False)

    def lost(*_words):
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(connection, "cursor", lost)
    answer = client.get("/alive")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "closed the connection" not in answer.content.decode()


@pytest.mark.django_db
def test_fault_is_told_without_its_inside(monkeypatch):
    client = Client(raise_request_exception=False)

    def broken(*_words):
        raise RuntimeError("a secret inside")

    monkeypatch.setattr(connection, "cursor", broken)
    answer = client.get("/alive")
    assert answer.status_code == 500
    assert "a secret inside" not in answer.content.decode()


@pytest.mark.django_db
def test_nobody_signs_up(client, django_user_model):
    client.post(
        reverse("account_signup"),
        {"username": "new", "password1": "Long-enough-9876", "password2": "Long-enough-9876"},
    )
    assert not django_user_model._default_manager.exists()


def test_doors_carry_the_application():
    assert callable(wsgi.application)
    assert callable(asgi.application)


def test_application_is_closed_by_default():
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE
    assert settings.DEBUG is False
