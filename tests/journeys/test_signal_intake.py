"""Reporting as a professional, in a browser: four items, a caller, a group, a draft that outlives its session, a file with mistakes."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from tests.factories import actor
from tests.signals.intake.files import file
from vangnet.core import clock
from vangnet.signals import words
from vangnet.signals.models import IntakeDraft, Signal, SignalPerson
from vangnet.signals.services import rhythms

pytestmark = pytest.mark.django_db(transaction=True)


def path(name, *holes, language="en"):
    with translation.override(language):
        return reverse(f"signals:{name}", args=holes)


@pytest.fixture
def desk():
    return actor("registrar")


@pytest.fixture
def officer(desk):
    return actor("police")


def begins(page, which="Report something that I or a colleague saw"):
    page.get_by_label(which).check()
    page.get_by_role("button", name="Begin").click()


def adds_person(page, age="16"):
    page.get_by_role("link", name="Who it is about").click()
    page.get_by_role("link", name="Add a person").click()
    page.get_by_label("Age now").fill(age)
    page.locator("input[name='age_at_recruitment_unknown']").check()
    page.get_by_label("Nationality").select_option("unknown")
    page.get_by_label("Committing offences").check()


def saves(page):
    page.get_by_role("button", name="Save and go on").click()


@pytest.mark.parametrize("width", [1280, 320])
def test_four_items_become_a_signal_on_a_narrow_screen_too(visit, accessible, picture, officer, desk, width):
    page = visit(officer, path("intake"), viewport={"width": width, "height": 900})
    accessible(page)
    begins(page)
    accessible(page)
    picture(page, f"intake-tasks-{width}")
    adds_person(page)
    accessible(page)
    page.get_by_role("group", name="Is this person met as a suspect as well?").get_by_label("Yes").check()
    saves(page)
    accessible(page)
    page.get_by_label("Unknown").check()
    saves(page)
    accessible(page)
    page.get_by_role("link", name="Back to the report").click()
    page.get_by_role("link", name="Check and send").click()
    accessible(page)
    picture(page, f"intake-check-{width}")
    page.get_by_role("button", name="Send the report").click()
    accessible(page)
    assert Signal.objects.get().reference in page.locator("main").inner_text()
    assert SignalPerson.objects.get().adult_behind == "unknown"


@pytest.mark.parametrize(
    "code", ["seen", "indicators", "where_when", "urgency", "reporters", "contact", "ground"]
)
def test_every_part_is_accessible_in_dutch_on_a_narrow_screen(visit, accessible, officer, code):
    page = visit(officer, path("intake", language="nl"), viewport={"width": 320, "height": 800})
    page.locator("input[name='channel']").first.check()
    page.get_by_role("button", name="Begin").click()
    page.goto(path("intake_section", IntakeDraft.objects.get().address, code, language="nl"))
    accessible(page)
    assert page.locator("html").get_attribute("lang") == "nl"


def test_draft_outlives_the_session_and_works_without_javascript(visit, officer):
    page = visit(officer, path("intake"), java_script_enabled=False)
    begins(page)
    page.get_by_role("link", name="Where and when").click()
    page.get_by_label("Municipality").fill("Ergens")
    saves(page)
    page.context.clear_cookies()
    page.reload()
    assert "Ergens" not in page.content()
    again = visit(officer, path("intake"), java_script_enabled=False)
    again.get_by_role("link", name="Report begun on").click()
    again.get_by_role("link", name="Where and when").click()
    assert again.get_by_label("Municipality").input_value() == "Ergens"


def test_draft_is_filled_in_by_keyboard_alone(visit, officer):
    page = visit(officer, path("intake"))
    page.get_by_label("Report something that I or a colleague saw").focus()
    page.keyboard.press("Space")
    page.locator(":focus").press("Enter")
    page.get_by_role("link", name="What was already done").focus()
    page.locator(":focus").press("Enter")
    page.get_by_label("What has been done, by whom and when?").focus()
    page.keyboard.type("Nothing yet")
    page.keyboard.press("Tab")
    page.locator(":focus").press("Enter")
    page.wait_for_url("**/part/contact/")
    page.goto(path("intake_tasks", IntakeDraft.objects.get().address))
    assert "Ready" in page.locator("main").inner_text()


def test_caller_hears_words_and_a_group_is_one_situation(visit, accessible, picture, officer):
    page = visit(officer, path("intake"), viewport={"width": 320, "height": 900})
    begins(page, "Fill in the report for somebody on the telephone")
    adds_person(page, "30")
    page.get_by_label("How many people are in the same situation?").fill("12")
    saves(page)
    page.goto(path("intake_check", IntakeDraft.objects.get().address))
    page.get_by_role("button", name="Send the report").click()
    accessible(page)
    page.get_by_label("English words").check()
    page.get_by_role("button", name="Make words for the caller").click()
    accessible(page)
    picture(page, "intake-words")
    heard = page.locator("ol[lang='en'] strong").all_inner_texts()
    assert set(heard) <= set(words.all_words(words.ENGLISH))
    assert len(heard) == 6
    assert "Read these words aloud" in page.locator("main").inner_text()
    signal = Signal.objects.get()
    assert (signal.channel, signal.is_group) == ("caller", True)


def test_sheet_on_paper_is_one_page_to_print(visit, accessible, picture, officer):
    page = visit(officer, path("prompt_sheet"))
    accessible(page)
    page.emulate_media(media="print")
    picture(page, "intake-sheet")
    assert page.get_by_text("Can an adult be behind it?").is_visible()


@pytest.mark.parametrize("width", [1280, 320])
def test_file_with_mistakes_is_repaired_and_then_counts(visit, accessible, picture, officer, tmp_path, width):
    emm = actor("emm")
    rhythms.agree("signals-to-emm-police", giver=officer.organisation, receiver=emm.organisation, by=emm)
    wrong, right = tmp_path / "wrong.csv", tmp_path / "right.csv"
    wrong.write_bytes(file({}, {"age": "old"}))
    right.write_bytes(file({}, {"age": "unknown"}))
    page = visit(officer, path("import"), viewport={"width": width, "height": 900})
    accessible(page)
    sends(page, wrong)
    accessible(page)
    picture(page, f"import-mistakes-{width}")
    assert "Mistakes: 1. Rows with mistakes: 1" in page.locator("main").inner_text()
    sends(page, right)
    accessible(page)
    page.get_by_role("button", name="Let this file count").click()
    accessible(page)
    assert "2 rows became signals" in page.locator("main").inner_text()
    assert {one.owner for one in Signal.objects.all()} == {emm.organisation}
    assert clock.today() == Signal.objects.first().received_at.date()


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize(
    ("language", "link"),
    [("en", "What may stand in each column"), ("nl", "Wat er in elke kolom mag staan")],
)
def test_page_of_values_is_reached_from_the_files_and_prints_whole(
    visit, accessible, picture, officer, language, link, width
):
    size = {"width": width, "height": 900}
    page = visit(officer, path("import", language=language), viewport=size)
    page.get_by_role("link", name=link).click()
    accessible(page)
    picture(page, f"import-values-{language}-{width}")
    countries = page.locator("section", has=page.locator("#nationality"))
    poland = countries.locator("code", has_text=re.compile("^pl$"))
    assert not poland.is_visible()
    countries.locator("summary").click()
    poland.wait_for(state="visible")
    accessible(page)
    page.reload()
    page.emulate_media(media="print")
    poland.wait_for(state="visible")


def sends(page, chosen):
    page.get_by_label("File", exact=True).set_input_files(chosen)
    page.get_by_role("button", name="Check this file").click()


def test_inbox_leads_to_reporting_and_to_files(visit, officer):
    page = visit(officer, path("inbox"))
    page.get_by_role("link", name="Report a signal").first.click()
    page.get_by_role("link", name="Bring in a file with many signals").click()
    page.get_by_role("link", name="Agree on a delivery").click()
    assert "Agree on a delivery" in page.locator("h1").inner_text()
