"""Bad input on the public form: refused or cleaned with what to do, and never lost."""

import pytest
from django.test import Client

from tests.cases.browsing import text
from tests.signals.public.browsing import STORY, begin, send
from vangnet.access.models import Organisation
from vangnet.signals.models import Draft, Signal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registrar")]
SEEN = "/en/report/seen/"


def test_a_megabyte_of_text_is_refused_with_what_to_do_and_stays_on_the_page(browser):
    begin(browser)
    story = "woord " * 170_000
    page = browser.post(SEEN, {"story": story})
    assert page.status_code == 200
    assert "10000 fit. Shorten it by" in text(page)
    assert story.strip()[-6_000:] in page.content.decode()


def test_far_too_much_at_once_is_refused_before_it_is_read_and_the_draft_stays(browser, filled):
    assert browser.post(SEEN, {"story": "x" * 2_600_000}).status_code == 413
    assert STORY in text(browser.get(SEEN))


def test_signs_that_turn_text_around_or_cannot_be_seen_are_taken_out(browser):
    begin(browser)
    browser.post(SEEN, {"story": "Kade\u202e41\x07 \u2066\ufeffhuis"})
    page = browser.get(SEEN).content.decode()
    assert "Kade41  huis" in page
    assert not {"\u202e", "\u2066", "\x07", "\ufeff"} & set(page)


def test_text_from_right_to_left_and_signs_of_all_kinds_are_kept(browser):
    begin(browser)
    story = "שלום عليكم 你好 👩‍👧 <script>alert(1)</script> '; DROP TABLE"
    browser.post(SEEN, {"story": story})
    page = browser.get("/en/report/check/").content.decode()
    assert "שלום عليكم 你好" in page
    assert "<script>alert" not in page


def test_answer_that_was_not_offered_is_refused(browser):
    begin(browser)
    assert "is not one of the choices" in text(browser.post("/en/report/danger/", {"danger": "perhaps"}))
    assert browser.post("/en/report/signs/", {"signs": ["no_such_sign"]}).status_code == 200


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(browser, method):
    assert getattr(browser, method)(SEEN).status_code == 405


def test_what_is_no_form_is_refused(browser):
    begin(browser)
    assert browser.post(SEEN, b"{}", content_type="application/json").status_code == 415


def test_form_of_another_site_is_refused(browser, filled):
    elsewhere = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert browser.post("/en/report/check/", {"send": "yes"}, headers=elsewhere).status_code == 403
    assert not Signal.objects.exists()


def test_no_token_is_needed_since_the_cookie_does_not_travel_from_elsewhere(registrar):
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    begin(strict)
    assert strict.post(SEEN, {"story": STORY}).status_code == 302


def test_without_any_organisation_nothing_is_sent_and_nothing_lost(browser, filled):
    Organisation.objects.update(is_active=False)
    page = text(send(browser))
    assert "No organisation takes part yet" in page
    assert STORY in page
    assert not Signal.objects.exists()


def test_words_that_are_gone_open_no_check_and_no_words(browser, filled):
    browser.cookies.clear()
    assert browser.get("/en/report/words/").status_code == 403
    begin(browser)
    other = Client()
    known = Draft.objects.count()
    long = other.post("/en/report/seen/", {"story": "x" * 20_000, "anew": "yes"})
    assert "10,000" in text(long) or "10000" in text(long)
    assert Draft.objects.count() == known
