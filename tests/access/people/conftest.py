"""Signing in as the product does it: the way in that other tests use is taken away here."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.utils import translation

from tests.factories import actor
from vangnet.access.roles import Administrator

PASSWORD = "vier losse woorden samen"


@pytest.fixture(autouse=True)
def _as_in_the_product(settings):
    settings.VANGNET_STRONG_BACKENDS = ()
    with translation.override("en"):
        yield


@pytest.fixture
def administrator():
    return actor("registrar", role=Administrator)


@pytest.fixture
def client():
    return Client()


def code_for(secret, steps=0):
    """What an app would show now, or some steps of half a minute from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))
