"""Many signals at once: nothing half-imported, nothing twice, and every mistake with its row, column, value and advice."""

import json
import os
import time
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db import connection

from tests.cases.browsing import signed_in, text
from tests.factories import actor, on
from tests.signals.intake.files import COLUMNS, file
from vangnet.access.actors import system
from vangnet.access.models import AuditEntry, Notice
from vangnet.access.roles import Reader
from vangnet.access.services import add_membership, end_membership
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.access.wall.context import as_actor, as_service
from vangnet.persons import keys
from vangnet.signals import catalogue, intake_limits, intake_nights
from vangnet.signals.delivering import FileRefused
from vangnet.signals.models import DeliveredRow, Delivery, DeliveryContent, Signal, SignalPerson, SignalText
from vangnet.signals.queries import deliveries as queries
from vangnet.signals.queries import intake as drafts
from vangnet.signals.services import bulk, intake

pytestmark = pytest.mark.django_db


def problems(content, by):
    with pytest.raises(bulk.RowsRefused) as refused:
        bulk.check_file(content, by=by)
    assert not Delivery.objects.exists()
    return [(one.row, one.column, one.value) for one in refused.value.problems]


def test_file_is_looked_at_before_it_counts(police, registrar):
    delivery = bulk.check_file(file({}, {}), by=police)
    assert (delivery.state, delivery.rows, delivery.known_rows, Signal.objects.count()) == (
        "checked",
        2,
        0,
        0,
    )
    assert b"hands over" not in bytes(DeliveryContent.objects.get().sealed)
    counted = bulk.count(delivery, by=police)
    assert (counted.state, Signal.objects.count(), DeliveredRow.objects.count()) == ("counted", 2, 2)
    assert not DeliveryContent.objects.exists()


def test_rows_become_signals_with_their_fact_their_person_and_their_origin(police, registrar):
    bulk.count(bulk.check_file(file({"form_of_exploitation": "Labour|criminal"}), by=police), by=police)
    signal, person = Signal.objects.get(), SignalPerson.objects.get()
    assert (signal.channel, signal.reporter_type, signal.danger, signal.seen_text) == (
        "bulk",
        "duty_holder",
        "no",
        "12-2-2025",
    )
    assert (person.age, person.recruitment_answer, person.nationality, person.forms) == (
        17,
        "unknown",
        "nl",
        ["labour", "criminal"],
    )
    assert SignalText.objects.get().kind == "seen"


def test_one_wrong_row_keeps_the_whole_file_out_and_is_named(police):
    found = problems(file({}, {"age": "old"}, {"nationality": "??"}), police)
    assert found == [(3, "age", "old"), (4, "nationality", "??")]
    assert not Signal.objects.exists()


def test_repaired_file_counts_after_a_refused_one(police, registrar):
    problems(file({"age": "x"}), police)
    bulk.count(bulk.check_file(file({"age": "20"}), by=police), by=police)
    assert Signal.objects.count() == 1


def test_same_file_twice_is_refused_with_the_earlier_delivery(police, registrar):
    delivery = bulk.check_file(file({}), by=police)
    with pytest.raises(FileRefused, match=f"{delivery.number}.*waits"):
        bulk.check_file(file({}), by=police)
    bulk.count(delivery, by=police)
    with pytest.raises(FileRefused, match=f"{delivery.number}.*was counted"):
        bulk.check_file(file({}), by=police)


def test_same_file_of_another_body_is_its_own_file(police, reception, registrar):
    for body in (police, reception):
        bulk.count(bulk.check_file(file({}), by=body), by=body)
    assert Signal.objects.count() == 2


def test_row_that_was_delivered_before_is_recognised_by_its_own_number(police, registrar):
    bulk.count(bulk.check_file(file({}), by=police), by=police)
    second = bulk.check_file(file({}, {}), by=police)
    assert (second.rows, second.known_rows) == (2, 1)
    assert (bulk.count(second, by=police).known_rows, Signal.objects.count()) == (1, 2)


def test_two_checked_files_with_the_same_row_count_it_once(police, registrar):
    first, second = bulk.check_file(file({}), by=police), bulk.check_file(file({}, {}), by=police)
    for delivery in (first, second):
        bulk.count(delivery, by=police)
    assert (Signal.objects.count(), second.known_rows) == (2, 0)
    assert queries.delivery(police, second.number).known_rows == 1


def test_own_number_lies_nowhere_in_words(police, registrar):
    bulk.count(bulk.check_file(file({"own_number": "ZAAK-777"}), by=police), by=police)
    row = DeliveredRow.objects.get()
    # Without letters of its own: a keyed mark may hold any digits by chance.
    assert "zaak" not in json.dumps([row.mark, str(row.signal.submission_key)]).lower()


def test_delivery_counts_once(police, registrar):
    delivery = bulk.check_file(file({}), by=police)
    bulk.count(delivery, by=police)
    with pytest.raises(NotAllowed, match="already"):
        bulk.count(delivery, by=police)
    with pytest.raises(NotAllowed):
        bulk.withdraw(delivery, by=police)


def test_nothing_counts_when_one_row_fails_halfway(police, registrar, monkeypatch):
    delivery = bulk.check_file(file({}, {}, {}), by=police)
    real, calls = bulk.receive, []

    def breaks(report, *, by):
        calls.append(report)
        if len(calls) == 3:
            raise RuntimeError("power cut")
        return real(report, by=by)

    monkeypatch.setattr(bulk, "receive", breaks)
    with pytest.raises(RuntimeError):
        bulk.count(delivery, by=police)
    assert (Signal.objects.count(), Delivery.objects.get().state, DeliveryContent.objects.count()) == (
        0,
        "checked",
        1,
    )


def test_checked_file_is_taken_back_and_can_be_sent_again(police, django_capture_on_commit_callbacks):
    delivery = bulk.check_file(file({}), by=police)
    with django_capture_on_commit_callbacks(execute=True):
        bulk.withdraw(delivery, by=police)
    assert keys.keyring().keys([(delivery.pk, queries.CATEGORY)]) == {}
    assert bulk.check_file(file({}), by=police).state == "checked"


def test_file_that_nobody_counts_goes_after_its_term(police, django_capture_on_commit_callbacks):
    old = bulk.check_file(file({}), by=police)
    with on(days=15), django_capture_on_commit_callbacks(execute=True):
        kept = bulk.check_file(file({}, {}), by=police)
        assert bulk.forget_checked(by=system()) == 1
        assert [one.pk for one in queries.deliveries(police)] == [kept.pk]
    assert keys.keyring().keys([(old.pk, queries.CATEGORY)]) == {}


def test_delivery_does_not_exist_for_others(police, reception):
    delivery = bulk.check_file(file({}), by=police)
    with pytest.raises(NotFound):
        queries.delivery(reception, delivery.number)
    with pytest.raises(NotFound):
        bulk.count(delivery, by=reception)
    with as_actor(reception):
        assert not DeliveryContent.objects.exists()


def test_rows_are_read_back_until_they_count(police, registrar):
    delivery = bulk.check_file(file({}), by=police)
    assert [row["key"] for row in queries.rows(police, delivery)] == ["Z-1"]
    bulk.count(delivery, by=police)
    assert queries.rows(police, delivery) == []


def test_who_only_reads_delivers_nothing(police):
    with pytest.raises(NotAllowed):
        bulk.check_file(file({}), by=actor("police", Reader, of=police.organisation))


def test_every_column_of_a_row_reaches_the_signal(police, registrar):
    columns = f"{COLUMNS};seen_until;hardness;source;interpretation;already_done;region;municipality;setting;sex;number_of_people;urgency;indicators;number_plate"
    code = next(one.code for one in catalogue.current() if one.type == "F")
    more = {
        "seen_until": "14-2-2025", "hardness": "observed", "source": "document", "interpretation": "Forced", "already_done": "Nothing",
        "region": "Noord", "municipality": "Ergens", "setting": "hotel", "sex": "man", "number_of_people": "12", "urgency": "soon",
        "indicators": code, "number_plate": "XX-00-XX", "also_suspect": "yes", "adult_behind": "unknown",
    }  # fmt: skip
    bulk.count(bulk.check_file(file(more, columns=columns), by=police), by=police)
    signal, person = Signal.objects.get(), SignalPerson.objects.get()
    assert (signal.region, signal.municipality, signal.setting, signal.urgency) == (
        "Noord",
        "Ergens",
        "hotel",
        "soon",
    )
    assert (person.is_suspect, person.adult_behind, person.number_of_people, signal.is_group) == (
        "yes",
        "unknown",
        12,
        True,
    )
    assert person.sex == "male"
    assert sorted(SignalText.objects.values_list("kind", flat=True)) == [
        "already_done",
        "interpretation",
        "seen",
    ]


@pytest.fixture
def large_from_two(monkeypatch):
    limits = replace(intake_limits.current(), rows_at_once=1)
    monkeypatch.setattr(intake_limits, "current", lambda: limits)


def test_large_file_is_counted_while_nobody_waits(police, registrar, large_from_two):
    delivery = bulk.let_count(bulk.check_file(file({}, {}), by=police), by=police)
    assert (delivery.state, Signal.objects.count()) == ("waiting", 0)
    assert [one.state for one in bulk.count_waiting(by=system())] == ["counted"]
    assert {one.reported_by for one in Signal.objects.all()} == {police.account}
    assert bulk.count_waiting(by=system()) == []


def test_small_file_is_counted_at_once(police, registrar, large_from_two):
    assert bulk.let_count(bulk.check_file(file({}), by=police), by=police).state == "counted"


def test_large_file_of_somebody_who_left_waits_for_a_colleague(police, registrar, large_from_two):
    bulk.let_count(bulk.check_file(file({}, {}), by=police), by=police)
    membership = police.account.memberships.get()
    end_membership(membership, by=system())
    with on(days=1):
        assert [one.state for one in bulk.count_waiting(by=system())] == ["checked"]
    assert Signal.objects.count() == 0


def test_large_file_of_somebody_who_may_no_longer_count_waits_for_a_colleague(
    police, registrar, large_from_two
):
    bulk.let_count(bulk.check_file(file({}, {}), by=police), by=police)
    end_membership(police.account.memberships.get(), by=system())
    add_membership(police.account, organisation=police.organisation, role=Reader, by=system())
    assert [one.state for one in bulk.count_waiting(by=system())] == ["checked"]
    assert Signal.objects.count() == 0


def test_large_file_that_another_run_counted_first_is_left_alone(
    police, registrar, large_from_two, monkeypatch
):
    delivery = bulk.let_count(bulk.check_file(file({}, {}), by=police), by=police)
    real = queries.who_let_count

    def slow(one):
        found = real(one)
        bulk.count(delivery, by=police)
        return found

    monkeypatch.setattr(queries, "who_let_count", slow)
    bulk.count_waiting(by=system())
    assert Signal.objects.count() == 2


@pytest.fixture
def breaks(monkeypatch):
    """Let one delivery go wrong while its rows become signals, in a way that nobody thought of."""

    def now(delivery):
        real = bulk._counted

        def counted(of, *given):
            if of.pk == delivery.pk:
                raise ZeroDivisionError("Somebody from Kade 12")
            return real(of, *given)

        monkeypatch.setattr(bulk, "_counted", counted)

    return now


def test_file_that_goes_wrong_is_put_aside_and_those_after_it_count(
    police, registrar, large_from_two, breaks, caplog
):
    one = bulk.let_count(bulk.check_file(file({}, {}), by=police), by=police)
    with on(hours=1):
        others = file(*({"own_number": f"Y-{number}"} for number in range(3)))
        two = bulk.let_count(bulk.check_file(others, by=police), by=police)
        breaks(one)
        assert [each.state for each in bulk.count_waiting(by=system())] == ["failed", "counted"]
    assert Signal.objects.count() == two.rows == 3
    line = AuditEntry.objects.get(act="delivery.fail")
    assert (line.object_ids, line.reason) == ([str(one.pk)], "ZeroDivisionError")
    assert "Kade" not in caplog.text
    assert one.number in caplog.text
    (told,) = Notice.objects.filter(code="signal.delivery_failed")
    assert (told.account, told.organisation, told.about) == (
        police.account,
        police.organisation,
        {"number": one.number},
    )
    assert bulk.count_waiting(by=system()) == []


def test_file_that_was_put_aside_counts_when_somebody_lets_it_again(
    police, registrar, large_from_two, breaks, monkeypatch
):
    one = bulk.let_count(bulk.check_file(file({}, {}), by=police), by=police)
    breaks(one)
    bulk.count_waiting(by=system())
    monkeypatch.undo()
    page = signed_in(police).get(f"/en/signals/import/{one.number}/")
    assert "Could not be counted" in text(page)
    assert "Let this file count" in text(page)
    assert bulk.let_count(one, by=police).state in ("waiting", "counted")
    bulk.count_waiting(by=system())
    assert Signal.objects.count() == 2


def test_file_that_counted_is_not_called_failed_when_only_its_key_could_not_be_destroyed(
    police, registrar, large_from_two, monkeypatch
):
    bulk.let_count(bulk.check_file(file({}, {}), by=police), by=police)
    real = bulk.count

    def counted(delivery, *, by):
        real(delivery, by=by)
        raise OSError

    monkeypatch.setattr(bulk, "count", counted)
    assert [one.state for one in bulk.count_waiting(by=system())] == ["counted"]
    assert not Notice.objects.filter(code="signal.delivery_failed").exists()


def test_failed_file_goes_after_the_same_term_as_a_checked_one(police, registrar, large_from_two, breaks):
    one = bulk.let_count(bulk.check_file(file({}, {}), by=police), by=police)
    breaks(one)
    bulk.count_waiting(by=system())
    with on(days=15):
        assert bulk.forget_checked(by=system()) == 1
    assert not Delivery.objects.exists()


def test_only_the_system_counts_what_waits(police):
    with pytest.raises(NotAllowed):
        bulk.count_waiting(by=police)


def test_command_and_night_count_what_waits(police, registrar, large_from_two, capsys):
    bulk.let_count(bulk.check_file(file({}, {}), by=police), by=police)
    call_command("count_deliveries")
    assert "counted, 2 rows" in capsys.readouterr().out
    assert intake_nights.count_waiting(system()) == intake_nights.forget_unfinished(system()) == []
    assert intake_nights.tell_late(system()) == []


def test_sealed_rows_and_drafts_are_found_for_the_renewal_of_keys(police):
    delivery = bulk.check_file(file({}), by=police)
    draft = intake.begin("professional", by=police)
    assert [one.subject for one in queries.sealed_deliveries(system())] == [delivery.pk]
    assert [one.subject for one in drafts.sealed_drafts(system())] == [draft.pk]
    assert queries.sealed_deliveries(police) == drafts.sealed_drafts(police) == []


def test_command_counts_though_it_begins_as_nobody(police, registrar, large_from_two):
    bulk.let_count(bulk.check_file(file({}, {}), by=police), by=police)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('vangnet.token', '', true)")
    assert not Delivery.objects.exists()
    call_command("count_deliveries")
    with as_service("The test looks at everything again."):
        assert (Signal.objects.count(), Delivery.objects.get().state) == (2, "counted")
        assert AuditEntry.objects.filter(act="delivery.count_waiting").count() == 1


def test_looking_while_nothing_waits_leaves_no_line(police):
    bulk.count_waiting(by=system())
    assert not AuditEntry.objects.filter(act="delivery.count_waiting").exists()


def test_command_goes_on_until_it_is_stopped(police, registrar, monkeypatch):
    def stopped(_seconds):
        raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", stopped)
    with pytest.raises(KeyboardInterrupt):
        call_command("count_deliveries", watch=1)
    monkeypatch.setattr(os, "getppid", iter((1, 2)).__next__)
    call_command("count_deliveries", watch=1, with_parent=True)
