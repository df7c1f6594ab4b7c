"""A browser for tests of pages: who is signed in, where a page lies, what it says."""

import re

from django.test import Client
from django.urls import reverse

from vangnet.core import clock
from vangnet.core.clock import AMSTERDAM

KEY = "6f0c1a52-6a0e-4f57-9d55-1f5d0b6f5a11"


def signed_in(by):
    client = Client(headers={"accept-language": "en"})
    client.force_login(by.account)
    return client


def address(name, of=None, *also):
    return reverse(f"cases:{name}", args=[of.address, *also] if of else [])


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def typed(moment):
    return f"{moment.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}"


def answers(**also):
    return {"occurred": typed(clock.now()), "party": "police", "submission_key": KEY, **also}
