"""What the pages of the form say when something is wrong: what is kept, what goes along, and what does not."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cases.browsing import text
from tests.signals.public.browsing import ANSWERS, STORY
from vangnet.portal.reporting import memory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registrar")]


def another():
    return Client(headers={"accept-language": "en"})


def hidden(response):
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', response.content.decode()))


def test_words_that_are_not_right_leave_what_was_told_out_of_sight_and_say_so(browser, filled):
    browser.cookies.clear()
    page = browser.post("/en/report/seen/", {**ANSWERS["seen"], "words": "appel"})
    assert "What you just filled in is not shown here. It is not kept yet" in text(page)
    assert "Nothing you filled in is lost" not in text(page)
    assert "The words that you typed are still there." in text(page)
    dutch = text(browser.post("/report/seen/", {**ANSWERS["seen"], "words": "appel"}))
    assert "Wat je net invulde, staat hier niet." in dutch
    assert "Alles wat is ingevuld" not in dutch
    assert hidden(page)["story"] == STORY


@pytest.mark.parametrize(
    ("page", "sent"), [("check", {"send": "yes", "website": ""}), ("files", {"remove": "x"})]
)
def test_closed_page_on_which_nothing_was_told_does_not_speak_of_it(browser, filled, page, sent):
    browser.cookies.clear()
    shown = text(browser.post(f"/en/report/{page}/", sent))
    assert "closed on this device" in shown
    assert "filled in" not in shown


def test_beginning_anew_is_offered_only_where_it_keeps_what_was_told(browser, sent):
    browser.cookies.clear()
    told = {"act": "add", "text": "Nog iets.", "key": ""}
    closed = browser.post("/en/report/return/", told)
    assert "not shown here" in text(closed)
    assert "Begin anew with what" not in text(closed)
    assert hidden(closed)["text"] == "Nog iets."
    assert "What you added has arrived." in text(browser.post("/en/report/return/", {**told, "words": sent}))


def test_file_that_is_chosen_on_a_closed_page_is_said_to_stay_behind(browser, filled):
    browser.cookies.clear()
    chosen = SimpleUploadedFile("a.txt", b"x", content_type="text/plain")
    closed = text(browser.post("/en/report/files/", {"file": chosen}))
    assert "The file that you chose does not go along." in closed


def test_error_about_a_file_says_what_is_kept_and_that_the_file_is_not(browser, filled):
    wrong = SimpleUploadedFile("a.exe", b"MZ", content_type="application/x-dosexec")
    for prefix, words_of in (
        (
            "/en/report",
            "No file was added now. Your answers are kept, and so are files that you added before.",
        ),
        ("/report", "Er is nu geen bestand toegevoegd. Je antwoorden zijn bewaard"),
    ):
        wrong.seek(0)
        page = text(browser.post(f"{prefix}/files/", {"file": wrong}))
        assert words_of in page
        assert "Nothing you filled in is lost" not in page
        assert "Alles wat is ingevuld" not in page


def test_error_on_the_return_page_speaks_of_its_own_part_only(browser, sent):
    page = text(browser.post("/en/report/return/", {"act": "add", "text": ""}))
    assert "What you filled in in this part is still there." in page
    page = text(browser.post("/en/report/return/", {"act": "contact", "say": ""}))
    assert "Nothing was sent yet." in page
    assert "Nothing you filled in is lost" not in page


def test_words_that_were_replaced_or_whose_term_is_over_say_that_they_open_nothing(browser, filled):
    other = another()
    other.cookies[memory.COOKIE] = browser.cookies[memory.COOKIE].value
    browser.post("/en/report/words/")
    page = other.post("/en/report/seen/", ANSWERS["seen"])
    assert "The words of this browser open nothing any more" in text(page)
    assert "Every page that you kept is there" not in text(page)
    assert hidden(page)["story"] == STORY
    again = other.post("/en/report/seen/", {**ANSWERS["seen"], "anew": "yes"})
    assert again["Location"] == "/en/report/words/"
    assert STORY in text(other.get("/en/report/seen/"))
