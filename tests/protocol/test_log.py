from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.factories import actor, at, draft, on
from vangnet.core import batches, clock
from vangnet.core.ids import uuid7
from vangnet.core.models import AppendOnlyError, GrowsOnly
from vangnet.protocol import log, queries
from vangnet.protocol.events import EventType, is_administrative
from vangnet.protocol.models import History, LogEntry
from vangnet.protocol.moments import exactly
from vangnet.protocol.moments import on as on_day

pytestmark = pytest.mark.usefixtures("route")
NOTED = EventType("test.noted", "Noted", {"test.colour": "text"})


@pytest.fixture
def by():
    return actor("police")


@pytest.fixture
def history():
    return log.begin().history


def record(history, by, step="found", **also):
    return log.record(history, draft=draft(step, **also), by=by)


def problems(refusal):
    return {problem.field: problem.message for problem in refusal.value.problems}


def test_entry_keeps_who_what_when_and_for_whom(history, by):
    person = uuid7()
    entry = record(
        history, by, subject=person, facts={"age": 17}, note="Aan het loket", ground="Wet A", party="kmar"
    )
    kept = LogEntry.objects.get(pk=entry.pk)
    assert (kept.sequence, kept.step, kept.party, kept.subject) == (1, "found", "kmar", person)
    assert kept.facts == {"age": {"value": 17, "certainty": "claimed"}}
    assert (kept.organisation, kept.account) == (by.organisation, by.account)
    assert kept.occurred_from == kept.occurred_to == kept.counts_from == at()
    assert (kept.note, kept.ground, str(kept)) == ("Aan het loket", "Wet A", "1. found")


def test_party_is_that_of_the_recorder_unless_said_otherwise(history, by):
    assert record(history, by).party == "police"


def test_entries_are_numbered_and_sealed_in_a_chain(history, by):
    first, second = record(history, by), record(history, by, "told")
    assert [entry.sequence for entry in queries.entries(history.pk)] == [1, 2]
    assert len({first.digest, second.digest}) == 2
    changed = replace_note(second, "other")
    assert log._digest(first.digest, second) == second.digest
    assert log._digest(first.digest, changed) != second.digest
    assert log._digest("", second) != second.digest


def replace_note(entry, note):
    other = LogEntry.objects.get(pk=entry.pk)
    other.note = note
    return other


def test_same_submission_is_written_once(history, by):
    first = record(history, by, submission_key="k1")
    assert record(history, by, "told", submission_key="k1") == first
    assert record(history, by, "told", submission_key="k2") != first
    assert len(queries.entries(history.pk)) == 2


def test_same_submission_in_another_history_is_another_entry(history, by):
    assert record(history, by, submission_key="k") != record(log.begin().history, by, submission_key="k")


def test_same_submission_begins_one_history():
    assert log.begin(submission_key="k") is not None
    assert log.begin(submission_key="k") is None
    assert History.objects.filter(submission_key="k").count() == 1


def test_event_counts_after_the_earlier_ones_of_its_day(history, by):
    with on(days=2):
        record(history, by, occurred=exactly(at(days=1, hours=5)))
        record(history, by, occurred=on_day(date(2025, 3, 1)))
        entry = record(history, by, "told", occurred=on_day(at(days=1).date()))
    assert entry.counts_from == at(days=1, hours=5)
    assert entry.occurred_from < entry.counts_from < entry.occurred_to


def test_later_entry_is_never_recorded_before_an_earlier_one(history, by):
    record(history, by)
    with on(days=-1):
        assert record(history, by, "told").recorded_at == at()


def test_correction_and_retraction_point_to_what_they_replace(history, by):
    first = record(history, by)
    second = record(history, by, corrects=first, facts={"age": 15})
    third = log.record(history, draft=replace(draft(""), retracts=second), by=by)
    case = log.as_case("x", queries.entries(history.pk))
    assert [(event.corrects, event.retracts) for event in case.events] == [
        (None, None),
        ("e1", None),
        (None, "e2"),
    ]
    assert str(third) == "3. retraction"


def test_event_of_the_engine_carries_what_counts(history, by):
    person = uuid7()
    entry = record(history, by, subject=person, facts={"age": 17})
    (event,) = log.as_case("x", [entry]).events
    assert (event.id, event.step, event.by, event.subject) == ("e1", "found", "police", str(person))
    assert (event.occurred, event.recorded) == (at().timestamp(), at().timestamp())
    assert event.facts["age"]["value"] == 17


def test_preview_is_the_event_that_would_be_written(history, by):
    record(history, by)
    stream = log.hold(history.pk)
    tried = log.preview(stream, draft=log.examine(draft("told")), by=by)
    assert tried == log.as_case("x", [log.append(stream, draft=log.examine(draft("told")), by=by)]).events[0]


@pytest.mark.parametrize(
    ("also", "field", "says"),
    [
        ({"step": "flown"}, "step", "no step 'flown'"),
        ({"step": ""}, "step", "no step ''"),
        ({"step": "ended"}, "step", "follows from a term by itself"),
        ({"occurred": exactly(at(hours=1))}, "occurred", "2025-03-03 11:00 lies in the future"),
        ({"occurred": on_day(date(2026, 1, 1))}, "occurred", "lies in the future"),
        ({"facts": {"age": 300}}, "age", "is no age"),
        ({"note": "x" * 10_001}, "note", "has 10001 characters"),
        ({"note": "\x00"}, "note", "cannot be read"),
        ({"deviation_reason": "x" * 10_001}, "deviation_reason", "10001"),
        ({"ground": "x" * 201}, "ground", "201"),
        ({"submission_key": "x" * 65}, "submission_key", "65"),
    ],
)
def test_wrong_draft_is_refused_with_what_to_do(history, by, also, field, says):
    with pytest.raises(log.EntryRefused) as refusal:
        record(history, by, **({"step": "found"} | also))
    assert says in problems(refusal)[field]
    assert field in str(refusal.value)
    assert not queries.entries(history.pk)


def test_clock_that_runs_a_little_ahead_is_no_future(history, by):
    assert record(history, by, occurred=exactly(at() + timedelta(minutes=1))).sequence == 1


def test_all_problems_are_named_at_once(history, by):
    with pytest.raises(log.EntryRefused) as refusal:
        record(history, by, "flown", facts={"age": 300}, note="\x00", occurred=exactly(at(days=1)))
    assert set(problems(refusal)) == {"age", "step", "occurred", "note"}


def test_fields_of_a_step_and_other_facts_may_be_recorded(history, by):
    entry = record(history, by, facts={"remark": "stil", "detention": True})
    assert set(entry.facts) == {"remark", "detention"}
    with pytest.raises(log.EntryRefused):
        record(history, by, "told", facts={"height": 3})


def test_event_type_has_its_own_fields_and_those_of_the_agreements(history, by):
    entry = record(history, by, NOTED, facts={"test.colour": "red", "age": 20})
    assert entry.step == "test.noted"
    with pytest.raises(log.EntryRefused):
        record(history, by, NOTED, facts={"test.size": "red"})


def test_event_type_cannot_be_taken_for_a_step_or_a_fact():
    assert is_administrative("test.noted")
    assert not is_administrative("found")
    with pytest.raises(ValueError, match="'noted' needs a dot"):
        EventType("noted", "Noted")
    with pytest.raises(ValueError, match="'colour' needs a dot"):
        EventType("test.noted", "Noted", {"colour": "text"})


def test_entry_of_another_history_cannot_be_corrected(history, by):
    other = record(log.begin().history, by)
    with pytest.raises(log.EntryRefused, match="another dossier"):
        record(history, by, corrects=other)


def test_retraction_cannot_be_taken_back(history, by):
    taken_back = log.record(history, draft=replace(draft(""), retracts=record(history, by)), by=by)
    with pytest.raises(log.EntryRefused, match="Record the step again"):
        record(history, by, corrects=taken_back)


def test_entry_is_corrected_once(history, by):
    first = record(history, by)
    record(history, by, corrects=first)
    with pytest.raises(log.EntryRefused, match="already corrected"):
        record(history, by, corrects=first)


def test_history_known_to_a_batch_is_the_same_as_one_read_anew(history, by):
    with batches.together():
        record(history, by)
        record(history, by, "told")
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            record(history, by, "asked")
            raise ZeroDivisionError
        record(history, by, "reported")
        remembered = [entry.pk for entry in log.hold(history.pk).entries]
    assert remembered == [entry.pk for entry in queries.entries(history.pk)]
    assert [entry.step for entry in queries.entries(history.pk)] == ["found", "told", "reported"]


def test_history_of_which_everything_was_rolled_back_is_read_anew(history, by):
    with batches.together():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            record(history, by)
            raise ZeroDivisionError
        assert log.hold(history.pk).entries == []


def test_application_can_neither_change_nor_remove_events(history, by):
    entry = record(history, by)
    for statement in (
        "UPDATE protocol_logentry SET note = ''",
        "DELETE FROM protocol_logentry",
        "TRUNCATE protocol_logentry",
    ):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)
    with pytest.raises(AppendOnlyError):
        entry.delete()


def test_owner_of_the_tables_cannot_change_events_either():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgtype & 2, t.tgtype & 56 FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE t.tgname = 'only_grows' AND t.tgenabled = 'O' ORDER BY 1"
        )
        kept = cursor.fetchall()
    logs = {model._meta.db_table for model in apps.get_models() if issubclass(model, GrowsOnly)}
    # Before the statement (2), for DELETE (8), UPDATE (16) and TRUNCATE (32).
    assert kept == [(table, 2, 56) for table in sorted(logs)]


def test_database_refuses_a_second_entry_with_the_same_number(history, by):
    entry = record(history, by)
    entry.pk, entry._state.adding, entry.submission_key = uuid7(), True, None
    with pytest.raises(IntegrityError, match="entry_numbered_once"), transaction.atomic():
        entry.save()


def test_recording_moment_is_that_of_the_clock(history, by):
    with on(days=5):
        assert record(history, by).recorded_at == clock.now()
    assert str(history) == str(history.pk)
