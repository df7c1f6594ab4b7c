"""Writing a report as a professional: kept after every page, sent when it is enough, and never sent twice."""

from dataclasses import replace

import pytest
from django.urls import reverse

from tests.cases.browsing import signed_in, text
from tests.factories import actor, at, on
from vangnet.access.actors import system
from vangnet.access.roles import Reader
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.access.wall.context import as_actor
from vangnet.core import clock
from vangnet.design.partial_dates import read_partial_moment
from vangnet.persons import keys
from vangnet.signals import choices, intake_limits
from vangnet.signals.answers_to_report import as_kept, hardest, span
from vangnet.signals.models import IntakeDraft, Origin, ReturnCode, Signal, SignalPerson, SignalText
from vangnet.signals.queries import intake as queries
from vangnet.signals.rules import intake as rules
from vangnet.signals.sections import BY_CODE, SECTIONS
from vangnet.signals.services import caller_codes, prefilling, young_suspects
from vangnet.signals.services import intake as services

pytestmark = pytest.mark.django_db(transaction=False)

FOUR = {"age": 16, "age_at_recruitment": "unknown", "nationality": "nl", "forms": ["criminal"]}
PERSONS, SEEN, WHERE = BY_CODE["persons"], BY_CODE["seen"], BY_CODE["where_when"]


def begun(by, channel="professional", person=FOUR):
    draft = services.begin(channel, by=by)
    if person:
        services.keep_line(draft, section=PERSONS, answers=person, by=by)
    return draft


def test_draft_is_kept_sealed_and_read_back_by_its_writer(police):
    draft = begun(police)
    services.keep_line(draft, section=SEEN, answers={"text": "Made to steal", "hardness": "told"}, by=police)
    kept = IntakeDraft.objects.get(pk=draft.pk)
    assert b"Made to steal" not in bytes(kept.sealed)
    assert queries.content(police, kept)["lines"]["seen"] == [{"text": "Made to steal", "hardness": "told"}]


def test_draft_does_not_exist_for_a_colleague_or_another_organisation(police, registrar):
    draft = begun(police)
    colleague = actor("police", of=police.organisation)
    for somebody in (colleague, registrar):
        with pytest.raises(NotFound):
            queries.draft(somebody, draft.address)
        with as_actor(somebody):
            assert not IntakeDraft.objects.exists()
        with pytest.raises(NotFound):
            services.keep_answers(draft, section=WHERE, answers={"municipality": "X"}, by=somebody)


def test_draft_cannot_be_begun_by_who_only_reads(police):
    with pytest.raises(NotAllowed):
        services.begin("professional", by=actor("police", Reader, of=police.organisation))


def test_draft_of_a_channel_that_is_not_for_colleagues_is_an_ordinary_one(police):
    assert services.begin("bulk", by=police).channel == "professional"


def test_drafts_have_a_limit_that_says_what_to_do(police, monkeypatch):
    limits = replace(intake_limits.current(), most_drafts=1)
    monkeypatch.setattr(intake_limits, "current", lambda: limits)
    begun(police)
    with pytest.raises(NotAllowed, match="Send one"):
        begun(police)


def test_four_items_make_a_signal_though_all_of_them_are_unknown(police, registrar):
    unknown = {
        "age": "unknown",
        "age_at_recruitment": "unknown",
        "nationality": "unknown",
        "forms": ["unknown"],
    }
    signal = services.send(begun(police, person=unknown), by=police)
    person = SignalPerson.objects.get(signal=signal)
    assert {person.age_answer, person.recruitment_answer, person.nationality_answer, person.forms_answer} == {
        "unknown"
    }
    assert (person.age, person.nationality, person.forms, person.is_minor) == (None, "", [], "unknown")
    assert signal.owner == registrar.organisation


@pytest.mark.parametrize("item", FOUR)
def test_draft_without_one_of_the_four_items_is_not_sent(police, registrar, item):
    draft = begun(police, person={**FOUR, item: None})
    with pytest.raises(services.NotReady) as stop:
        services.send(draft, by=police)
    assert str(PERSONS.question(item).label) in str(stop.value)
    assert not Signal.objects.exists()


def test_draft_without_anybody_is_not_sent(police):
    with pytest.raises(services.NotReady, match="at least one person"):
        services.send(begun(police, person=None), by=police)


@pytest.mark.parametrize("age", [15, "unknown"])
def test_standard_question_cannot_be_skipped_for_a_young_suspect(police, registrar, age):
    suspect = {**FOUR, "age": age, "is_suspect": True}
    draft = begun(police, person=suspect)
    with pytest.raises(services.NotReady, match="adult"):
        services.send(draft, by=police)
    draft.refresh_from_db()
    (key,) = names(police, draft)
    services.keep_line(draft, section=PERSONS, answers={"adult_behind": "unknown"}, key=key, by=police)
    draft.refresh_from_db()
    assert SignalPerson.objects.get(signal=services.send(draft, by=police)).adult_behind == "unknown"


@pytest.mark.parametrize(
    "person",
    [
        {**FOUR, "age": 30, "is_suspect": True},
        {**FOUR, "is_suspect": False},
        {**FOUR, "is_suspect": "unknown"},
    ],
)
def test_standard_question_is_asked_of_young_suspects_only(person):
    assert not rules.asks_adult(person)


def test_question_that_stays_unknown_waits_for_the_owner_until_it_is_answered(police, registrar):
    suspect = {**FOUR, "is_suspect": True, "adult_behind": "unknown"}
    signal = services.send(begun(police, person=suspect), by=police)
    waiting = queries.open_questions(registrar)
    assert [(one.signal, one.number) for one in waiting] == [(signal, 1)]
    person = queries.person(registrar, signal, 1)
    young_suspects.answer_adult(person, answer="unknown", because="Nobody talks.", by=registrar)
    assert queries.open_questions(registrar)
    young_suspects.answer_adult(person, answer="yes", because="An uncle waits outside.", by=registrar)
    assert not queries.open_questions(registrar)
    assert SignalPerson.objects.get(pk=person.pk).adult_behind == "yes"


def test_question_is_answered_by_the_owner_only(police, registrar):
    suspect = {**FOUR, "is_suspect": True, "adult_behind": "unknown"}
    signal = services.send(begun(police, person=suspect), by=police)
    person = queries.person(police, signal, 1)
    with pytest.raises((NotAllowed, NotFound)):
        young_suspects.answer_adult(person, answer="no", because="-", by=police)
    with pytest.raises(NotFound):
        queries.person(registrar, signal, 2)


def test_sent_twice_is_one_signal_and_the_draft_holds_nothing_any_more(
    police, registrar, django_capture_on_commit_callbacks
):
    draft = begun(police)
    with django_capture_on_commit_callbacks(execute=True):
        first = services.send(draft, by=police)
        assert services.send(draft, by=police) == first
    kept = IntakeDraft.objects.get(pk=draft.pk)
    assert (Signal.objects.count(), bytes(kept.sealed), queries.content(police, kept)) == (1, b"", {})
    assert keys.keyring().keys([(draft.pk, queries.CATEGORY)]) == {}
    with pytest.raises(NotAllowed, match="sent already"):
        services.keep_answers(draft, section=WHERE, answers={}, by=police)


@pytest.fixture
def full(police, registrar):
    """A signal of a draft in which every part was filled in."""
    draft = begun(police, person={**FOUR, "number_of_people": 4, "sex": "female", "identity": "Known as Bee"})
    for fact in (
        {"text": "Two men wait", "hardness": "observed", "source": "own_observation"},
        {"text": "They hand over money", "hardness": "told"},
    ):
        services.keep_line(draft, section=SEEN, answers=fact, by=police)
    when = as_kept(read_partial_moment("spring 2024", now=clock.now()))
    for code, answers in {
        "where_when": {"seen_from": when, "municipality": "Ergens", "region": "Noord", "setting": "street"},
        "urgency": {"urgency": "soon", "danger": "not_said", "care_report": "no"},
        "done": {"done": "Talked to"},
        "contact": {"contact": "Desk", "safety": "Never mail"},
        "interpretation": {"interpretation": "Forced"},
        "reporters": {"reporter_type": "duty_holder", "signaller": "other_body", "signaller_about": "Desk"},
        "ground": {"ground": "duty"},
    }.items():
        services.keep_answers(draft, section=BY_CODE[code], answers=answers, by=police)
    return services.send(draft, by=police)


def test_everything_that_was_filled_in_stands_in_the_signal(full, registrar):
    place = (full.municipality, full.region, full.setting, full.seen_text)
    assert place == ("Ergens", "Noord", "street", "spring 2024")
    assert (full.urgency, full.danger, full.care_report) == ("soon", "not_said", "no")
    assert (full.reporter_type, full.forms, full.hardness) == ("duty_holder", ["criminal"], "observed")
    assert (full.is_group, full.has_minor) == (True, "yes")
    origin = queries.origin(registrar, full)
    assert (origin.signaller, origin.signaller_about, origin.ground) == ("other_body", "Desk", "duty")


def test_every_text_is_kept_under_its_own_kind_of_data(full):
    assert sorted(SignalText.objects.filter(signal=full).values_list("kind", "category")) == [
        ("already_done", "signal"),
        ("interpretation", "signal"),
        ("person_identity", "identity"),
        ("reporter_contact", "contact"),
        ("safety", "signal"),
        ("seen", "signal"),
        ("seen", "signal"),
    ]


def test_origin_is_known_to_nobody_outside_the_signal(police, registrar):
    signal = services.send(begun(police), by=police)
    assert queries.origin(actor("police"), signal) is None
    assert Origin.objects.get().signaller == "unknown"


def test_section_that_does_not_apply_says_why_and_comes_back_when_it_is_filled_in(police):
    draft = begun(police)
    services.leave_out(draft, section=WHERE, reason="Told in prison", by=police)
    content = queries.content(police, IntakeDraft.objects.get(pk=draft.pk))
    assert rules.progress(content, WHERE) == "left"
    assert not [one for one in rules.missing(content) if one.section == WHERE]
    services.keep_answers(draft, section=WHERE, answers={"municipality": "X"}, by=police)
    content = queries.content(police, IntakeDraft.objects.get(pk=draft.pk))
    assert rules.progress(content, WHERE) == "busy"


@pytest.mark.parametrize("code", ["persons", "seen"])
def test_needed_section_cannot_be_left_out(police, code):
    with pytest.raises(NotAllowed, match="always needed"):
        services.leave_out(begun(police), section=BY_CODE[code], reason="no time", by=police)


def test_every_section_begins_to_do_and_is_ready_when_everything_recommended_is_answered():
    for section in SECTIONS:
        assert rules.progress({}, section) == "to_do"
        full = {one.code: "unknown" for one in section.recommended}
        content = {"lines": {section.code: [full]}} if section.repeats else {"answers": {section.code: full}}
        assert rules.progress(content, section) == "ready", section.code


def names(police, draft):
    return rules.keys(queries.content(police, draft), PERSONS)


def test_report_has_room_for_many_lines_and_not_for_more(police):
    draft = services.begin(
        "professional", prefilled={"lines": {"seen": [{"text": "x"}] * rules.MOST_LINES}}, by=police
    )
    with pytest.raises(NotAllowed, match="group"):
        services.keep_line(draft, section=SEEN, answers={"text": "y"}, by=police)


def test_draft_is_thrown_away_with_its_key(police, django_capture_on_commit_callbacks):
    draft = begun(police)
    with django_capture_on_commit_callbacks(execute=True):
        services.discard(draft, by=police)
    assert not IntakeDraft.objects.exists()
    assert keys.keyring().keys([(draft.pk, queries.CATEGORY)]) == {}


def test_night_throws_away_what_nobody_came_back_to(police, django_capture_on_commit_callbacks):
    old = begun(police)
    with on(days=31):
        fresh = begun(police)
        with pytest.raises(NotFound):
            queries.draft(police, old.address)
        with django_capture_on_commit_callbacks(execute=True):
            assert services.forget_expired(by=system()) == 1
        assert [one.pk for one in queries.drafts(police)] == [fresh.pk]
    assert keys.keyring().keys([(old.pk, queries.CATEGORY)]) == {}
    with pytest.raises(NotAllowed):
        services.forget_expired(by=police)


def test_writing_keeps_a_draft_alive(police):
    draft = begun(police)
    with on(days=20):
        services.keep_answers(draft, section=WHERE, answers={"municipality": "X"}, by=police)
    with on(days=40):
        assert queries.draft(police, draft.address) == draft


def test_caller_gets_words_that_open_the_return_page(police, registrar):
    draft = begun(police, channel="caller")
    with pytest.raises(NotFound):
        caller_codes.give_code(draft, by=police)
    signal = services.send(draft, by=police)
    draft = queries.draft(police, draft.address)
    words = caller_codes.give_code(draft, by=police)
    first = ReturnCode.objects.get(signal=signal).locator
    assert words != caller_codes.give_code(draft, by=police)
    assert ReturnCode.objects.get(signal=signal).locator != first
    assert signal.reporter_type == "citizen"


def test_words_are_made_during_the_call_and_not_afterwards(police, registrar):
    draft = begun(police, channel="caller")
    signal = services.send(draft, by=police)
    sent = queries.draft(police, draft.address)
    caller_codes.give_code(sent, by=police)
    kept = ReturnCode.objects.get(signal=signal).locator
    browse, where = signed_in(police), reverse("signals:intake_sent", args=[draft.address])
    assert "Make words for the caller" in text(browse.get(where))
    with on(hours=2):
        with pytest.raises(NotAllowed, match="call is over"):
            caller_codes.give_code(sent, by=police)
        shown = text(signed_in(police).get(where))
        assert "The call is over" in shown
        assert "Make words for the caller" not in shown
    assert ReturnCode.objects.get(signal=signal).locator == kept


def test_words_are_for_callers_only(police, registrar):
    draft = begun(police)
    services.send(draft, by=police)
    with pytest.raises(NotFound):
        caller_codes.give_code(queries.draft(police, draft.address), by=police)


def test_own_organisation_fills_in_what_it_knows(registrar):
    hospital = actor("hospital")
    assert prefilling.prefilled("professional", by=hospital)["answers"] == {
        "where_when": {"setting": "health"},
        "reporters": {"reporter_type": "bound_professional"},
    }
    assert prefilling.prefilled("caller", by=hospital)["answers"]["reporters"] == {"reporter_type": "citizen"}


def test_another_like_this_takes_the_place_of_a_signal_that_one_may_see(police, registrar):
    draft = begun(police)
    services.keep_answers(
        draft, section=WHERE, answers={"municipality": "Ergens", "setting": "hotel"}, by=police
    )
    signal = services.send(draft, by=police)
    like = prefilling.prefilled("professional", like=f" {signal.reference.lower()} ", by=police)
    assert like["answers"]["where_when"] == {"municipality": "Ergens", "setting": "hotel"}
    with pytest.raises(NotFound):
        prefilling.prefilled("professional", like=signal.reference, by=actor("police"))


def test_report_is_as_hard_as_its_hardest_fact():
    assert (hardest(iter(["assumed", "told"])), hardest(iter([]))) == ("told", "unknown")


def test_two_days_make_one_span():
    first, last = (as_kept(read_partial_moment(day, now=at())) for day in ("1-2-2025", "3-2-2025"))
    found = span(first, last)
    assert (found.earliest.day, found.latest.day, found.text) == (1, 3, "1-2-2025 - 3-2-2025")
    assert span(None, last).text == "3-2-2025"
    assert span(None, None) is None
    unknown = as_kept(read_partial_moment("unknown", now=at()))
    assert span(unknown, None).precision == "unknown"


def test_limits_that_make_no_sense_are_named(tmp_path):
    values = "draft_days: 0\nmost_drafts: 1\nchecked_days: 1\nrows_at_once: 1\ncaller_words_minutes: 1\n"
    (tmp_path / "2020-01-01.yaml").write_text(f"valid_from: 2020-01-01\nsource: x\n{values}")
    with pytest.raises(ValueError, match="2020-01-01.yaml"):
        intake_limits.versions(tmp_path)


def test_list_that_does_not_exist_is_named():
    with pytest.raises(LookupError, match="moon"):
        choices.of("moon")


def test_person_that_was_told_nothing_about_is_missing_and_stops():
    content = {"lines": {"persons": [{"is_suspect": True}]}}
    codes = {one.question.code for one in rules.missing(content) if one.number == 1}
    assert codes == {"age", "age_at_recruitment", "nationality", "forms", "adult_behind"}
    assert len(rules.may_send(content)) == 5
