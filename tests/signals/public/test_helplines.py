"""Numbers on the public form can be called: for who is in danger, typing them over is too slow."""

import re

import pytest
from django.test import Client

from vangnet.design.telephones import Telephone, pieces
from vangnet.signals import public_form

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/report/", "/en/report/", "/report/pl/", "/report/bg/"])
def test_every_number_of_the_first_page_can_be_called_and_is_spaced(address):
    page = Client().get(address)
    called = re.findall(r'href="tel:([^"]+)">([^<]+)</a>', page.content.decode())
    for line in public_form.current().helplines:
        (number,) = (one for one in pieces(line.number) if isinstance(one, Telephone))
        assert (number.called, number.shown) in called


@pytest.mark.parametrize("address", ["/report/", "/en/report/", "/report/ro/come-back/"])
def test_foot_of_every_page_calls_112(address):
    foot = Client().get(address).content.decode().split("<footer")[1]
    assert 'href="tel:112"' in foot
