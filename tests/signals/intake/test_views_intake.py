"""The pages of the intake: any order, kept after every page, the standard question never skipped, checked before it is sent."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from tests.cases.browsing import KEY, signed_in, text
from tests.factories import actor
from tests.signals.intake.filling import PERSON, add_person, page, send
from vangnet.access.roles import Administrator, Reader
from vangnet.access.verdicts import NotAllowed, refused
from vangnet.signals import catalogue, intake_limits
from vangnet.signals.models import IntakeDraft, Signal, SignalPerson
from vangnet.signals.queries import intake as queries
from vangnet.signals.rules import routing
from vangnet.signals.sections import SECTIONS
from vangnet.signals.services import intake as services

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(police, registrar):
    return signed_in(police)


@pytest.fixture
def draft(browser, police):
    browser.post(reverse("signals:intake"), {"channel": "professional", "submission_key": KEY})
    return IntakeDraft.objects.get()


def test_draft_begins_with_what_the_own_organisation_knows(browser, police, draft):
    assert queries.content(police, draft)["answers"]["reporters"] == {"reporter_type": "duty_holder"}
    assert "Report begun on" in text(browser.get(reverse("signals:intake")))


def test_list_of_tasks_shows_how_far_each_part_is(browser, draft):
    shown = text(browser.get(page("intake_tasks", draft)))
    assert shown.count("To do") == len(SECTIONS) - 1
    assert shown.count("In progress") == 1  # who reports is filled in beforehand
    assert "Needed before you can send" in shown


@pytest.mark.parametrize("section", SECTIONS, ids=lambda one: one.code)
def test_every_part_opens_in_both_languages(browser, draft, section):
    found = browser.get(page("intake_section", draft, section.code))
    assert found.status_code == 200
    assert str(section.title) in text(found)


def test_answers_are_kept_and_shown_again(browser, police, draft):
    address = page("intake_section", draft, "where_when")
    gone_on = send(
        browser,
        address,
        seen_from="spring 2024",
        municipality="Ergens",
        telephone="06 0000 0000",
        seen_until_unknown="on",
    )
    assert gone_on.url == page("intake_section", draft, "urgency")
    again = browser.get(address).content.decode()
    assert 'value="spring 2024"' in again
    assert 'value="Ergens"' in again
    kept = queries.content(police, draft_again(draft))["answers"]["where_when"]
    assert kept["telephone"] == "06 0000 0000"


def draft_again(draft):
    return IntakeDraft.objects.get(pk=draft.pk)


def test_mistake_keeps_what_was_typed(browser, draft):
    answer = send(
        browser, page("intake_section", draft, "where_when"), seen_from="blue", municipality="Ergens"
    )
    assert answer.status_code == 200
    assert 'value="Ergens"' in answer.content.decode()
    assert "blue" in text(answer)


def test_person_needs_four_answers_and_unknown_is_one(browser, police, draft):
    answer = send(browser, page("intake_add", draft, "persons"), age="16")
    assert answer.status_code == 200
    assert text(answer).count("Error") or "Choose" in text(answer)
    unknown = {"age_unknown": "on", "age": "", "nationality": "unknown", "forms": ["unknown"]}
    assert add_person(browser, draft, **unknown).status_code == 302
    (person,) = queries.content(police, draft_again(draft))["lines"]["persons"]
    assert (person["age"], person["age_at_recruitment"], person["nationality"], person["forms"]) == (
        "unknown",
        "unknown",
        "unknown",
        ["unknown"],
    )


def test_young_suspect_leads_to_the_standard_question(browser, police, draft):
    asked = add_person(browser, draft, is_suspect="yes")
    assert asked.url == page("intake_adult", draft, 1)
    assert "always asked" in text(browser.get(asked.url))
    assert send(browser, asked.url).status_code == 200
    assert "Answer whether an adult" in text(browser.get(page("intake_section", draft, "persons")))
    answered = send(browser, asked.url, adult_behind="unknown")
    assert answered.url == page("intake_section", draft, "persons")
    (person,) = queries.content(police, draft_again(draft))["lines"]["persons"]
    assert person["adult_behind"] == "unknown"


def test_person_is_changed_and_taken_out(browser, police, draft):
    add_person(browser, draft, sex="male")
    address = page("intake_line", draft, "persons", 1)
    assert 'value="16"' in browser.get(address).content.decode()
    send(browser, address, **{**PERSON, "age": "40"})
    (person,) = queries.content(police, draft_again(draft))["lines"]["persons"]
    assert (person["age"], person["sex"]) == (40, None)
    assert send(browser, address, drop="yes").url == page("intake_section", draft, "persons")
    assert "Nobody has been added" in text(browser.get(page("intake_section", draft, "persons")))
    assert browser.get(address).status_code == 404


def test_fact_needs_words_and_keeps_how_sure_it_is(browser, police, draft):
    address = page("intake_add", draft, "seen")
    assert send(browser, address).status_code == 200
    send(browser, address, text="Two men wait", hardness="told", source="third_party")
    assert queries.content(police, draft_again(draft))["lines"]["seen"] == [
        {"text": "Two men wait", "hardness": "told", "source": "third_party"}
    ]


def test_part_that_does_not_apply_says_why(browser, draft):
    address = page("intake_section", draft, "done")
    assert send(browser, address, leave="yes").status_code == 200
    browser.post(address, {"leave": "yes", "leave-reason": "Just found", "leave-submission_key": KEY})
    assert "Because: Just found" in text(browser.get(page("intake_tasks", draft)))
    assert "Just found" in text(browser.get(address))
    assert "Left out, because: Just found" in text(browser.get(page("intake_check", draft)))


def test_signs_are_ticked_on_the_own_list_and_on_another(browser, police, draft):
    address = page("intake_section", draft, "indicators")
    own, hotel = catalogue.signal_list("police_officer"), catalogue.signal_list("hotel")
    first = own.groups[0].indicators[0].code
    other = next(
        one.code for group in hotel.groups for one in group.indicators if one.code not in own.codes()
    )
    send(browser, address, group_1=[first])
    number = next(
        place
        for place, group in enumerate(hotel.groups, 1)
        if other in {one.code for one in group.indicators}
    )
    send(browser, f"{address}?list=hotel", **{f"group_{number}": [other]})
    kept = queries.content(police, draft_again(draft))["answers"]["indicators"]["indicators"]
    assert set(kept) >= {other}
    assert (first in kept) is (first not in hotel.codes())
    assert own.title["en"] in text(browser.get(f"{address}?list=nothing"))


def test_check_page_shows_everything_what_is_missing_and_who_gets_it(browser, registrar, draft):
    assert "Add at least one person" in text(browser.get(page("intake_check", draft)))
    add_person(browser, draft)
    send(browser, page("intake_add", draft, "seen"), text="Two men wait")
    shown = text(browser.get(page("intake_check", draft)))
    for said in (
        "Two men wait",
        "Committing offences",
        "Not known",
        "welcome",
        f"{registrar.organisation.name} gets the signal",
    ):
        assert said in shown


def test_check_page_says_every_kind_of_answer_in_words(browser, draft):
    add_person(browser, draft, is_suspect="no", sex="female")
    code = catalogue.signal_list("police_officer").groups[0].indicators[0]
    send(browser, page("intake_section", draft, "indicators"), group_1=[code.code])
    send(browser, page("intake_section", draft, "urgency"), urgency="soon", danger="not_said")
    send(
        browser, page("intake_section", draft, "where_when"), seen_from="spring 2024", seen_until_unknown="on"
    )
    shown = text(browser.get(page("intake_check", draft)))
    for said in (
        code.says("en"),
        "I would rather not say",
        "within days",
        "spring 2024",
        "woman",
        "as well? No",
    ):
        assert said in shown


def test_check_page_says_what_the_rules_say_about_the_chosen_ground(browser, draft):
    add_person(browser, draft)
    assert "sharing rules" not in text(browser.get(page("intake_check", draft)))
    send(browser, page("intake_section", draft, "ground"), ground="duty")
    shown = text(browser.get(page("intake_check", draft)))
    assert "What the sharing rules say" in shown
    assert "National Rapporteur (2013), lines 5549" in shown


def test_report_that_nobody_could_receive_is_not_sent_and_says_so(browser, draft, monkeypatch):
    add_person(browser, draft)
    refusal = NotAllowed(refused("Nobody could look at this."))

    def nobody(*_args, **_also):
        raise refusal

    monkeypatch.setattr(routing, "desk_for", nobody)
    assert "Nobody could look at this" in text(browser.get(page("intake_check", draft)))
    assert "Nobody could look at this" in text(send(browser, page("intake_check", draft)))


def test_last_part_leads_to_the_check(browser, draft):
    answer = send(browser, page("intake_section", draft, SECTIONS[-1].code), ground="duty")
    assert answer.url == page("intake_check", draft)


def test_report_that_is_not_enough_is_not_sent(browser, draft):
    answer = send(browser, page("intake_check", draft))
    assert answer.status_code == 200
    assert "Add at least one person" in text(answer)
    assert not Signal.objects.exists()


def test_report_is_sent_once_and_the_draft_leads_to_its_signal(browser, registrar, draft):
    add_person(browser, draft)
    for _time in range(2):
        assert send(browser, page("intake_check", draft)).url == page("intake_sent", draft)
    signal = Signal.objects.get()
    shown = text(browser.get(page("intake_sent", draft)))
    assert signal.reference in shown
    assert f"{registrar.organisation.name} owns the signal" in shown
    for name in ("intake_tasks", "intake_check"):
        assert browser.get(page(name, draft)).url == page("intake_sent", draft)
    assert browser.get(page("intake_section", draft, "done")).status_code == 403


def test_sent_page_does_not_exist_before_it_is_sent(browser, draft):
    assert browser.get(page("intake_sent", draft)).status_code == 404


def test_draft_is_thrown_away_after_a_question(browser, draft):
    assert "cannot be brought back" in text(browser.get(page("intake_discard", draft)))
    assert send(browser, page("intake_discard", draft)).url == reverse("signals:intake")
    assert browser.get(page("intake_tasks", draft)).status_code == 404


def test_another_like_this_is_filled_in_from_a_signal_that_one_may_see(browser, police, draft):
    send(browser, page("intake_section", draft, "where_when"), municipality="Ergens")
    add_person(browser, draft)
    send(browser, page("intake_check", draft))
    reference = Signal.objects.get().reference
    start = reverse("signals:intake")
    assert f'value="{reference}"' in browser.get(f"{start}?like={reference}").content.decode()
    send(browser, start, channel="professional", like=reference)
    newest = IntakeDraft.objects.get(signal=None)
    assert queries.content(police, newest)["answers"]["where_when"]["municipality"] == "Ergens"
    assert "no signal with this reference" in text(
        send(browser, start, channel="professional", like="SEIN-NONE")
    )


def test_owner_answers_what_stayed_unknown_about_a_young_suspect(browser, registrar, draft):
    add_person(browser, draft, is_suspect="yes")
    send(browser, page("intake_adult", draft, 1), adult_behind="unknown")
    send(browser, page("intake_check", draft))
    signal, desk = Signal.objects.get(), signed_in(registrar)
    assert "Still open" in text(desk.get(reverse("signals:intake")))
    address = reverse("signals:answer_adult", args=[signal.address, 1])
    assert signal.reference in text(desk.get(address))
    assert send(desk, address).status_code == 200
    assert send(desk, address, adult_behind="yes", because="An uncle waits").status_code == 302
    assert SignalPerson.objects.get().adult_behind == "yes"
    assert "Still open" not in text(desk.get(reverse("signals:intake")))
    assert send(browser, address, adult_behind="no", because="x").status_code in (403, 404)


def test_sheet_on_paper_asks_the_same_questions(browser):
    shown = text(browser.get(reverse("signals:prompt_sheet")))
    for section in SECTIONS:
        for question in section.questions:
            assert " ".join(str(question.label).split()) in shown.replace("&#x27;", "'")
    assert "Can an adult be behind it?" in shown


def test_part_and_line_that_do_not_exist_are_not_found(browser, draft):
    add_person(browser, draft)
    for address in (
        page("intake_section", draft, "moon"),
        page("intake_line", draft, "persons", 2),
        page("intake_adult", draft, 2),
        page("intake_add", draft, "done"),
        page("intake_line", draft, "done", 1),
    ):
        assert browser.get(address).status_code == 404


def test_pages_are_closed_to_who_may_not_report(police, registrar, draft):
    reader = signed_in(actor("police", Reader, of=police.organisation))
    assert reader.get(reverse("signals:intake")).status_code == 403
    assert reader.get(reverse("signals:prompt_sheet")).status_code == 403
    assert reader.get(page("intake_tasks", draft)).status_code == 404
    assert signed_in(actor("police", Administrator)).get(reverse("signals:intake")).status_code == 403


def test_names_of_persons_stand_in_no_title_of_a_page(browser, draft):
    add_person(browser, draft, identity="Known as Bee")
    for name in ("intake_tasks", "intake_check"):
        content = browser.get(page(name, draft)).content.decode()
        assert "Bee" not in re.search(r"<title>(.*?)</title>", content, re.S).group(1)


def test_too_many_drafts_are_refused_with_what_to_do(browser, police, monkeypatch):
    limits = replace(intake_limits.current(), most_drafts=1)
    monkeypatch.setattr(intake_limits, "current", lambda: limits)
    services.begin("professional", by=police)
    answer = send(browser, reverse("signals:intake"), channel="professional")
    assert "Send one or throw one away" in text(answer)


def test_signal_says_who_saw_it_and_leads_its_owner_to_the_open_question(browser, registrar, draft):
    add_person(browser, draft, is_suspect="yes")
    send(browser, page("intake_adult", draft, 1), adult_behind="unknown")
    reporters = {"reporter_type": "duty_holder", "signaller": "other_body", "signaller_about": "Hotel desk"}
    send(browser, page("intake_section", draft, "reporters"), **reporters)
    send(browser, page("intake_section", draft, "ground"), ground="duty")
    send(browser, page("intake_check", draft))
    signal = Signal.objects.get()
    shown = signed_in(registrar).get(reverse("signals:signal", args=[signal.address]))
    for said in ("Who saw it another organisation", "Hotel desk", "Reporting duty to the registrar"):
        assert said in text(shown)
    assert reverse("signals:answer_adult", args=[signal.address, 1]) in shown.content.decode()
    own = browser.get(reverse("signals:signal", args=[signal.address])).content.decode()
    assert reverse("signals:answer_adult", args=[signal.address, 1]) not in own
