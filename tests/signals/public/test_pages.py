"""The pages of the form, as a browser without an account meets them."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from tests.cases.browsing import signed_in, text
from tests.factories import on
from tests.signals.public.browsing import ANSWERS, STORY, begin, fill, send, shown_words
from vangnet.core import clock
from vangnet.portal.reporting import languages, memory, pages
from vangnet.signals import words
from vangnet.signals.models import Draft, ReturnCode, Signal
from vangnet.signals.services import brakes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registrar")]


def another():
    return Client(headers={"accept-language": "en"})


def test_form_has_at_most_twelve_pages_and_each_leads_to_the_next(browser):
    begin(browser)
    assert len(pages.IN_ORDER) <= 12
    for page, answers in ANSWERS.items():
        response = browser.post(f"/en/report/{page}/", answers)
        assert response["Location"] == f"/en/report/{pages.after(page)}/"


def test_report_from_the_first_page_to_the_return_page(browser, sent):
    signal = Signal.objects.get()
    page = text(browser.get("/en/report/sent/"))
    assert signal.reference in page
    assert "112" in page
    found = another().post("/en/report/come-back/", {"words": sent.upper()})
    assert found["Location"] == "/en/report/return/"
    assert signal.reference in text(browser.get("/en/report/return/"))


def test_first_page_speaks_of_safety_before_anything_else(browser):
    page = text(browser.get("/en/report/"))
    assert page.index("112") < page.index("Start")
    assert "You do not have to say who you are" in page
    assert not Draft.objects.exists()


def test_words_are_shown_once_and_new_ones_on_request(browser):
    first = begin(browser)
    assert len(first.split()) == 6
    again = browser.get("/en/report/words/")
    assert "shown already" in text(again)
    assert shown_words(again) == []
    browser.post("/en/report/words/")
    second = " ".join(shown_words(browser.get("/en/report/words/")))
    assert second != first
    assert "open nothing" in text(another().post("/en/report/come-back/", {"words": first}))
    assert another().post("/en/report/come-back/", {"words": second}).status_code == 302


@pytest.mark.parametrize(
    ("prefix", "spoken"), [("/report", "nl"), ("/en/report", "en"), ("/report/pl", "en")]
)
def test_words_are_shown_in_a_language_of_the_reader_and_open_the_report_in_any(browser, prefix, spoken):
    browser.post(f"{prefix}/")
    page = browser.get(f"{prefix}/words/")
    told = shown_words(page)
    assert set(told) <= set(words.all_words(spoken))
    assert f'translate="no" lang="{spoken}"' in page.content.decode()
    for door in ("/report", "/en/report", "/report/bg"):
        opened = another().post(f"{door}/come-back/", {"words": " ".join(told)})
        assert opened["Location"] == f"{door}/seen/"


def test_answers_are_kept_after_every_page_and_shown_again(browser, filled):
    assert STORY in text(browser.get("/en/report/seen/"))
    page = text(browser.get("/en/report/check/"))
    for answer in (
        STORY,
        "Aan de kade",
        "March 2024",
        "17",
        "I would rather not say",
        "Three to five",
        "de tandarts",
    ):
        assert answer in page
    assert "not answered" in page


def test_check_says_who_gets_it_and_before_when(browser, filled, registrar):
    page = text(browser.get("/en/report/check/"))
    assert f"{registrar.organisation.name} gets your report" in page
    assert "you read with your words what was done with it" in page


def test_changing_an_answer_leads_back_to_the_check(browser, filled):
    assert 'name="change"' in browser.get("/en/report/seen/?change").content.decode()
    changed = browser.post("/en/report/seen/", {"story": "Anders.", "change": "yes"})
    assert changed["Location"] == "/en/report/check/"
    assert "Anders." in text(browser.get("/en/report/check/"))


def test_wrong_answer_is_named_and_kept_on_the_page(browser):
    begin(browser)
    page = browser.post("/en/report/where/", {"when": "the 99th", "place": "Aan de kade"})
    assert page.status_code == 200
    assert "the 99th" in text(page)
    assert "Aan de kade" in text(page)
    assert "<title>Error:" in page.content.decode()


@pytest.mark.parametrize("page", ANSWERS)
def test_session_lost_at_any_page_loses_nothing(browser, page):
    told = begin(browser)
    fill(browser)
    browser.cookies.clear()
    locked = browser.post(f"/en/report/{page}/", ANSWERS[page])
    assert locked.status_code == 403
    assert "closed on this device" in text(locked)
    hidden = re.findall(
        r'type="hidden" name="(\w+)" value="([^"]*)"', locked.content.decode().split("anew")[0]
    )
    assert {name: value for name, value in hidden if name in ANSWERS[page]} == {
        name: value for name, value in ANSWERS[page].items() if (name, value) in hidden
    }
    back = browser.post(f"/en/report/{page}/", {**ANSWERS[page], "words": told})
    assert back["Location"] == f"/en/report/{pages.after(page)}/"
    assert STORY in text(browser.get("/en/report/seen/"))


def test_whoever_lost_the_words_too_begins_anew_with_what_was_just_typed(browser):
    locked = browser.post("/en/report/seen/", {"story": STORY})
    assert STORY in locked.content.decode()
    begun = browser.post("/en/report/seen/", {"story": STORY, "anew": "yes"})
    assert begun["Location"] == "/en/report/words/"
    assert STORY in text(browser.get("/en/report/seen/"))


def test_session_lost_on_the_pages_without_answers(browser, filled):
    browser.cookies.clear()
    for page in ("files", "check", "return"):
        assert "closed on this device" in text(browser.post(f"/en/report/{page}/", {"send": "yes"}))
        wrong = browser.post(f"/en/report/{page}/", {"words": "appel molen"})
        assert "it has to be 6" in text(wrong)
    assert browser.post("/en/report/files/", {"words": filled})["Location"] == "/en/report/files/"
    browser.cookies.clear()
    assert STORY in text(browser.post("/en/report/check/", {"words": filled}))
    browser.cookies.clear()
    assert browser.get("/en/report/return/")["Location"] == "/en/report/come-back/"
    assert browser.get("/en/report/sent/")["Location"] == "/en/report/come-back/"


def test_browser_forgets_after_an_hour_of_doing_nothing(browser, filled):
    with clock.fixed(clock.now() + timedelta(minutes=59)):
        assert browser.get("/en/report/seen/").status_code == 200
    with clock.fixed(clock.now() + timedelta(minutes=59 + 61)):
        assert browser.get("/en/report/seen/").status_code == 403


def test_forged_memory_opens_nothing(browser, filled):
    held = browser.cookies[memory.COOKIE].value
    for forged in (held[:-3] + "abc", "x", ""):
        browser.cookies[memory.COOKIE] = forged
        assert browser.get("/en/report/check/").status_code == 403


def test_coming_back_leads_to_where_one_was(browser):
    told = begin(browser)
    assert another().post("/en/report/come-back/", {"words": told})["Location"] == "/en/report/seen/"
    browser.post("/en/report/seen/", ANSWERS["seen"])
    assert another().post("/en/report/come-back/", {"words": told})["Location"] == "/en/report/danger/"
    assert "a report is under way" in text(browser.get("/en/report/"))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Fill in this field"),
        ("appel", "You typed 1 word; it has to be 6."),
        ("appell molen trein fiets molen water", "Do you mean “appel”?"),
        ("xqzxqz molen trein fiets molen water", "Look at it again"),
        ("appel molen trein fiets molen water", "These words open nothing"),
    ],
)
def test_wrong_words_say_what_to_do_and_stay_on_the_page(browser, typed, says):
    assert "Your words" in text(browser.get("/en/report/come-back/"))
    page = browser.post("/en/report/come-back/", {"words": typed})
    assert says in text(page)
    assert f'value="{typed}"' in page.content.decode() or not typed


def flood(nobody, kind, times=600):
    for _ in range(times):
        brakes.count(kind, by=nobody)


def hidden(response):
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', response.content.decode()))


def test_guessing_is_held_back_for_everybody_and_the_owner_still_comes_in(browser, filled, nobody):
    flood(nobody, "code")
    guess = {"words": "appel molen trein fiets molen water"}
    waiting = another().post("/en/report/come-back/", guess)
    assert "Please wait a moment" in text(waiting)
    assert "open nothing" not in text(waiting)
    owner = another().post("/en/report/come-back/", {"words": filled})
    assert hidden(owner)["words"] == filled
    too_early = another().post("/en/report/come-back/", hidden(owner))
    assert "Please wait a moment" in text(too_early)
    with clock.fixed(clock.now() + timedelta(seconds=32)):
        assert another().post("/en/report/come-back/", hidden(owner))["Location"] == "/en/report/files/"
        guessed = another().post("/en/report/come-back/", hidden(waiting))
        assert "open nothing" in text(guessed)
        again = another().post("/en/report/come-back/", hidden(waiting))
        assert "Please wait a moment" in text(again)


def test_flood_of_reports_makes_everybody_wait_and_loses_nothing(browser, filled, nobody):
    flood(nobody, "send", 1000)
    waiting = send(browser)
    assert "Please wait a moment" in text(waiting)
    assert send(browser, after=150, **hidden(waiting))["Location"] == "/en/report/sent/"
    flood(nobody, "begin", 1000)
    begun = another()
    waits = begun.post("/en/report/")
    assert "Please wait a moment" in text(waits)
    with clock.fixed(clock.now() + timedelta(seconds=30)):
        assert begun.post("/en/report/", hidden(waits))["Location"] == "/en/report/words/"


def test_what_is_sent_faster_than_a_person_can_waits(browser, filled):
    assert "That was very fast" in text(send(browser, after=0))
    assert not Signal.objects.exists()
    assert send(browser)["Location"] == "/en/report/sent/"


def test_program_that_fills_in_everything_is_told_and_loses_nothing(browser, filled):
    page = send(browser, website="http://spam.example")
    assert "Leave the field for programs empty" in text(page)
    assert STORY in text(page)
    assert not Signal.objects.exists()


def test_nothing_told_is_not_sent(browser):
    begin(browser)
    browser.post("/en/report/danger/", ANSWERS["danger"])
    assert "Nothing was told yet" in text(send(browser))
    assert not Signal.objects.exists()


def test_same_report_sent_twice_is_one_signal(browser, filled):
    one = send(browser)
    two = send(browser)
    assert one["Location"] == two["Location"] == "/en/report/sent/"
    assert Signal.objects.count() == ReturnCode.objects.count() == 1


def test_pages_of_a_sent_report_lead_to_what_follows(browser, sent):
    for page in (*ANSWERS, "files"):
        assert browser.get(f"/en/report/{page}/")["Location"] == "/en/report/sent/"
        assert browser.post(f"/en/report/{page}/", ANSWERS.get(page, {}))["Location"] == "/en/report/sent/"


def test_draft_whose_term_is_over_says_so(browser, filled):
    with on(30):
        browser.cookies.clear()
        page = browser.post("/en/report/seen/", {**ANSWERS["seen"], "words": filled})
        assert "kept for some days only" in text(page)
        assert STORY in page.content.decode()


def test_leaving_forgets_and_leads_away(browser, filled):
    away = browser.get("/en/report/leave/")
    assert away["Location"].startswith("https://www.knmi.nl/")
    assert away["Clear-Site-Data"] == '"cache"'
    assert browser.get("/en/report/check/").status_code == 403


@pytest.mark.parametrize("page", pages.IN_ORDER)
def test_every_page_is_neutral_closed_and_has_a_way_out(browser, filled, page):
    path = "/en/report/" if page == "start" else f"/en/report/{page}/"
    response = browser.get(path)
    content = response.content.decode()
    if response.status_code != 302:
        assert "<title>Form</title>" in content
        assert content.index('href="/en/report/leave/"') < content.index("<h1")
        assert "favicon" not in content
        assert "trafficking" not in content.lower()
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert "https://" not in content


def test_cookie_is_closed_and_ends_with_the_browser(browser):
    begin(browser)
    cookie = browser.cookies[memory.COOKIE]
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Strict"
    assert cookie["max-age"] == cookie["expires"] == ""
    assert set(browser.cookies) == {memory.COOKIE, memory.ONCE}


@pytest.mark.parametrize("language", languages.FURTHER)
def test_further_languages_have_their_own_pages_and_say_that_nobody_reviewed_them(browser, language):
    start = browser.get(f"/report/{language}/")
    assert start["Content-Language"] == language
    assert f'<html lang="{language}">' in start.content.decode()
    assert "note-unreviewed" in start.content.decode()
    assert browser.post(f"/report/{language}/")["Location"] == f"/report/{language}/words/"
    browser.get(f"/report/{language}/words/")
    for page, answers in ANSWERS.items():
        shown = browser.get(f"/report/{language}/{page}/")
        assert "note-unreviewed" in shown.content.decode()
        assert browser.post(f"/report/{language}/{page}/", answers | {"when": "2024"}).status_code == 302
    assert "note-unreviewed" in browser.get(f"/report/{language}/check/").content.decode()


def test_language_is_changed_on_every_page_without_losing_the_report(browser, filled):
    page = browser.get("/en/report/seen/").content.decode()
    assert 'href="/report/seen/"' in page
    assert 'href="/report/pl/seen/"' in page
    assert STORY in text(browser.get("/report/pl/seen/"))
    assert "note-unreviewed" not in page


@pytest.mark.parametrize("page", ["seen", "files", "check", "return"])
def test_lost_session_in_a_flood_waits_too_and_what_was_typed_goes_along(browser, filled, nobody, page):
    flood(nobody, "code")
    browser.cookies.clear()
    waiting = browser.post(f"/en/report/{page}/", {"story": STORY, "words": filled})
    assert "Please wait a moment" in text(waiting)
    assert hidden(waiting)["words"] == filled
    assert STORY in waiting.content.decode()


def test_wrong_words_on_a_page_keep_what_was_typed(browser, filled):
    browser.cookies.clear()
    page = browser.post("/en/report/seen/", {"story": STORY, "words": "appel"})
    assert "it has to be 6" in text(page)
    assert STORY in page.content.decode()


def test_whoever_works_here_reports_without_a_name_as_well(registrar):
    colleague = signed_in(registrar)
    begin(colleague)
    fill(colleague)
    assert send(colleague)["Location"] == "/en/report/sent/"
    found = Signal.objects.get()
    assert (found.channel, found.reported_by, found.reporting_organisation) == ("public", None, None)


def test_pages_speak_of_a_key_to_leave_with_only_where_there_are_scripts(browser):
    page = browser.get("/en/report/").content.decode()
    assert re.search(r"<span data-with-scripts hidden>[^<]*Shift", page)
    assert page.count("Shift") == 1


def test_pages_of_the_form_say_je_and_never_u_in_dutch(browser):
    begin(browser)
    browser.post("/en/report/seen/", ANSWERS["seen"])
    wrong = text(browser.post("/report/danger/", {"danger": "perhaps"}))
    assert not re.search(r"\b[Uu]w?\b", wrong)
    assert "Alles wat is ingevuld, staat er nog." in wrong
