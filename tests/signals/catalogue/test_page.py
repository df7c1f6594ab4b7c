"""From the signals to the lists and indicators in the handbook."""

import pytest
from django.test import Client

from tests.cases.browsing import signed_in
from tests.factories import actor

HERE = "/signals/catalogue/"


@pytest.mark.django_db
def test_catalogue_leads_to_the_same_pages_that_everybody_reads():
    response = signed_in(actor("police")).get(HERE, follow=True)
    assert response.redirect_chain == [("/handbook/signals/", 302)]
    assert "Signalen: wat kunt u zien?" in response.content.decode()


@pytest.mark.django_db
def test_catalogue_asks_to_sign_in_first_and_takes_nothing():
    assert Client().get(HERE).status_code == 302
    assert signed_in(actor("police")).post(HERE).status_code in (405, 415)
