import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import actor, dossier, joined, on, step


@pytest.fixture
def browse(police):
    """A browser in which somebody of the police is signed in."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(police.account)
    return client


def address(name, of, *also):
    return "/en" + reverse(f"cases:{name}", args=[of.address, *also]).removeprefix("/en")


PAGES = ["overview", "steps", "tracks", "timeline", "persons", "sharing", "answer", "involve", "link"]


@pytest.mark.parametrize("name", PAGES)
def test_page_of_a_dossier_opens(police, browse, name):
    made = dossier(police, step="found")
    page = browse.get(address(name, made))
    assert page.status_code == 200
    assert made.person.pseudonym in page.content.decode()
