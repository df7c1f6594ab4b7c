"""The pages of the intake: any order, kept after every page, the standard question never skipped, checked before it is sent."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from tests.cases.browsing import KEY, signed_in, text
from tests.factories import actor
from vangnet.access.roles import Administrator, Reader
from vangnet.access.verdicts import NotAllowed, refused
from vangnet.signals import catalogue, intake_limits, words
from vangnet.signals.models import IntakeDraft, ReturnCode, Signal, SignalPerson
from vangnet.signals.queries import intake as queries
from vangnet.signals.rules import routing
from vangnet.signals.sections import SECTIONS
from vangnet.signals.services import intake as services

pytestmark = pytest.mark.django_db

PERSON = {
    "age": "16",
    "age_at_recruitment_unknown": "on",
    "nationality": "nl",
    "forms": ["criminal"],
    "number_of_people": "1",
}


@pytest.fixture
def browser(police, registrar):
    return signed_in(police)


@pytest.fixture
def draft(browser, police):
    browser.post(reverse("signals:intake"), {"channel": "professional", "submission_key": KEY})
    return IntakeDraft.objects.get()


def page(name, draft, *also):
    return reverse(f"signals:{name}", args=[draft.address, *also])


def send(browser, address, **answers):
    return browser.post(address, {"submission_key": KEY, **answers})


def add_person(browser, draft, **also):
    return send(browser, page("intake_add", draft, "persons"), **{**PERSON, **also})


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
    for words in (
        "Two men wait",
        "Committing offences",
        "Not known",
        "welcome",
        f"{registrar.organisation.name} gets the signal",
    ):
        assert words in shown


def test_check_page_says_every_kind_of_answer_in_words(browser, draft):
    add_person(browser, draft, is_suspect="no", sex="female")
    code = catalogue.signal_list("police_officer").groups[0].indicators[0]
    send(browser, page("intake_section", draft, "indicators"), group_1=[code.code])
    send(browser, page("intake_section", draft, "urgency"), urgency="soon", danger="not_said")
    send(
        browser, page("intake_section", draft, "where_when"), seen_from="spring 2024", seen_until_unknown="on"
    )
    shown = text(browser.get(page("intake_check", draft)))
    for words in (
        code.says("en"),
        "I would rather not say",
        "within days",
        "spring 2024",
        "woman",
        "as well? No",
    ):
        assert words in shown


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
    for words in ("Who saw it another organisation", "Hotel desk", "Reporting duty to the registrar"):
        assert words in text(shown)
    assert reverse("signals:answer_adult", args=[signal.address, 1]) in shown.content.decode()
    own = browser.get(reverse("signals:signal", args=[signal.address])).content.decode()
    assert reverse("signals:answer_adult", args=[signal.address, 1]) not in own


def key_on(browser, address):
    """The key of the line that a page shows."""
    return re.findall(r'name="line" value="([^"]+)"', browser.get(address).content.decode())


def test_line_goes_that_the_page_showed_also_when_another_window_took_one_out(browser, police, draft):
    for age in ("31", "32", "33"):
        add_person(browser, draft, age=age)
    second = page("intake_line", draft, "persons", 2)
    (of_form, of_drop) = key_on(browser, second)
    assert of_form == of_drop
    first = page("intake_line", draft, "persons", 1)
    send(browser, first, line=key_on(browser, first)[0], drop="yes")
    for _twice in range(2):
        gone = send(browser, second, line=of_drop, drop="yes")
        assert gone["Location"] == page("intake_section", draft, "persons")
    draft.refresh_from_db()
    assert [one["age"] for one in queries.content(police, draft)["lines"]["persons"]] == [33]


def test_answers_go_to_the_line_that_the_page_showed(browser, police, draft):
    for age in ("31", "32"):
        add_person(browser, draft, age=age)
    second = page("intake_line", draft, "persons", 2)
    key = key_on(browser, second)[0]
    first = page("intake_line", draft, "persons", 1)
    send(browser, first, line=key_on(browser, first)[0], drop="yes")
    add_person(browser, draft, age="50")
    assert send(browser, second, line=key, **PERSON | {"age": "35"}).status_code == 302
    draft.refresh_from_db()
    assert [one["age"] for one in queries.content(police, draft)["lines"]["persons"]] == [35, 50]


def test_answers_to_a_line_that_is_gone_stay_on_the_page_and_say_so(browser, police, draft):
    add_person(browser, draft, age="31")
    only = page("intake_line", draft, "persons", 1)
    key = key_on(browser, only)[0]
    send(browser, only, line=key, drop="yes")
    lost = send(browser, only, line=key, **PERSON | {"age": "47"})
    assert "taken out of the report in another window" in text(lost)
    assert 'value="47"' in lost.content.decode()
    adult = send(browser, page("intake_adult", draft, 1), line=key, adult_behind="yes")
    assert "taken out of the report in another window" in text(adult)
    draft.refresh_from_db()
    assert queries.content(police, draft)["lines"]["persons"] == []
