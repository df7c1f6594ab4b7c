"""The words that somebody on the telephone writes down: in a language that they know, spelled, shown once."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.cases.browsing import signed_in, text
from tests.signals.intake.filling import add_person, page, send
from vangnet.signals import words
from vangnet.signals.models import IntakeDraft, ReturnCode, Signal

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(police, registrar):
    return signed_in(police)


def called(browser):
    """A report of a caller that was sent."""
    send(browser, reverse("signals:intake"), channel="caller")
    draft = IntakeDraft.objects.get()
    add_person(browser, draft)
    send(browser, page("intake_check", draft))
    return page("intake_sent", draft)


def test_caller_hears_words_that_are_shown_once(browser, police):
    address = called(browser)
    assert not ReturnCode.objects.exists()
    shown = text(send(browser, address, language="nl"))
    assert "Read these words aloud" in shown
    assert ReturnCode.objects.get().signal == Signal.objects.get()
    assert "Read these words aloud" not in text(browser.get(address))


def test_language_of_the_words_is_that_of_the_page_until_another_is_chosen(browser):
    address = called(browser)
    for prefix, chosen in (("/en", "en"), ("", "nl")):
        content = browser.get(prefix + address.removeprefix("/en")).content.decode()
        assert re.findall(r'value="(\w\w)"[^>]*checked', content) == [chosen]
    assert "is not one of the choices" in text(send(browser, address, language="fr"))
    assert not ReturnCode.objects.exists()


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_words_for_a_caller_are_in_the_chosen_language_spelled_and_open_the_return_page(browser, language):
    html = send(browser, called(browser), language=language).content.decode()
    shown = re.findall(r"<li><strong>([a-z]+)</strong> <span[^>]*>([A-Z ]+)</span></li>", html)
    told = [word for word, _letters in shown]
    assert len(told) == 6
    assert set(told) <= set(words.all_words(language))
    assert f'<ol translate="no" lang="{language}">' in html
    assert [letters for _word, letters in shown] == [" ".join(word.upper()) for word in told]
    for door in ("/report", "/en/report"):
        opened = Client().post(f"{door}/come-back/", {"words": " ".join(told)})
        assert opened["Location"] == f"{door}/return/"
