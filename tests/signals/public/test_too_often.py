"""What costs the machine much is done only so often for one report, which itself stays; and what is typed wrong is shown."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cases.browsing import text
from tests.signals.public.browsing import ANSWERS, STORY, begin, send, shown_words
from tests.signals.public.test_files import FILES, photo
from vangnet.signals import public_form, words
from vangnet.signals.models import Draft, DraftFile
from vangnet.signals.services import drafts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registrar")]


def test_words_are_made_anew_only_so_often_and_the_report_stays(browser, nobody, monkeypatch):
    told = begin(browser)
    browser.post("/en/report/seen/", {"story": STORY})
    most = public_form.current().words_per_draft
    Draft.objects.update(words_made=most - 1)
    assert browser.post("/en/report/words/")["Location"] == "/en/report/words/"
    last = " ".join(shown_words(browser.get("/en/report/words/")))
    assert last != told
    monkeypatch.setattr("vangnet.signals.words._stretched", None)  # nothing slow is done for it any more
    refused = browser.post("/en/report/words/")
    assert f"new words {most} times already" in text(refused)
    assert "Give me new words" not in text(refused)
    assert STORY in text(browser.get("/en/report/seen/"))
    monkeypatch.undo()
    assert Draft.objects.get().words_made == most
    assert drafts.reopen(words.read(last, public_form.current().words), by=nobody).answers["seen"]


def test_beginning_anew_with_an_answer_that_is_not_possible_shows_it_and_goes_on_when_it_is_right(browser):
    """Nothing is begun for it, and nobody is sent back to the closed page without hearing why."""
    typed = {**ANSWERS["who"], "age": "400", "anew": "yes"}
    wrong = browser.post("/en/report/who/", typed)
    assert wrong.status_code == 200
    assert "400" in wrong.content.decode()
    assert "120" in text(wrong)
    assert not Draft.objects.exists()
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', wrong.content.decode())
    assert ("anew", "yes") in hidden
    right = browser.post("/en/report/who/", {**typed, "age": "40"})
    assert right["Location"] == "/en/report/words/"
    assert 'value="40"' in browser.get("/en/report/who/").content.decode()


def test_only_so_many_files_are_looked_at_for_one_report_and_the_rest_stays(browser, filled, monkeypatch):
    browser.post(FILES, {"file": photo()})
    most = public_form.current().files_per_draft
    Draft.objects.update(files_tried=most - 1)
    browser.post(FILES, {"file": SimpleUploadedFile("x.exe", b"MZ" + bytes(60), "application/octet-stream")})

    def looked(*_args, **_kwargs):
        raise AssertionError("a file was looked at")

    monkeypatch.setattr("vangnet.portal.reporting.forms.check_document", looked)
    refused = browser.post(FILES, {"file": photo()})
    assert f"You tried {most} files with this report" in text(refused)
    assert "Choose a file" not in text(refused)
    assert DraftFile.objects.count() == 1
    key = str(DraftFile.objects.get().pk)
    assert browser.post(FILES, {"remove": key})["Location"] == FILES
    assert STORY in text(browser.get("/en/report/check/"))
    assert send(browser)["Location"] == "/en/report/sent/"


def test_sending_the_page_without_a_file_does_not_count(browser, filled):
    browser.post(FILES, {})
    assert Draft.objects.get().files_tried == 0
