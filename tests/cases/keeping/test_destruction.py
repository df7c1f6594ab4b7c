"""Destroying what an agreed order names: nothing readable stays, figures and proof do."""

import json
from datetime import timedelta

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from tests.cases.keeping.conftest import close
from tests.factories import actor, at, dossier, joined, on, step
from vangnet.access.categories import DataCategory
from vangnet.access.models import AuditEntry, Destruction, EffectiveAccess, Notice, Redaction
from vangnet.access.roles import PrivacyOfficer
from vangnet.access.verdicts import NotAllowed
from vangnet.cases import classifying, queries, services
from vangnet.cases.models import Dossier, Remainder, WorklistEntry
from vangnet.config.environment import database_address
from vangnet.core.ids import uuid7
from vangnet.persons import services as persons
from vangnet.persons.models import PersonLink
from vangnet.protocol.models import LogEntry

CANARY = "Zeldzaamwoord"


@pytest.fixture
def story(police):
    """A dossier in which the same rare word stands in every place that takes free text."""
    one = dossier(police, step="found", note=f"{CANARY} opent")
    partner = joined(one, police)
    step(one, "found", police, note=f"{CANARY} nogmaals")
    track = queries.tracks(police, one)[0]
    offer = services.hand_over_track(track, to=partner.organisation, by=police)
    services.decline_handover(offer, reason=f"{CANARY} weigert", by=partner)
    third = actor("guardian")
    asked = services.involve(
        one, organisation=third.organisation, ground="vc:b8.3", message=f"{CANARY} vraagt", by=police
    )
    services.withdraw_involvement(asked, reason=f"{CANARY} trekt in", by=police)
    other = dossier(police)
    services.link_persons(one, other=other, kind=PersonLink.Kind.SIBLING, by=police)
    services.record_request(
        one, right="access", asker="person", received_on=at().date(), wish=f"{CANARY} wil zien", by=police
    )
    close(one, police)
    return one


def every_text(of):
    """Everything in every table of ours, as text, but for the audit trail of others."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' "
            "AND has_table_privilege(oid, 'SELECT')"
        )
        tables = [row[0] for row in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(f'SELECT to_jsonb(one)::text FROM "{table}" one')
            found[table] = "\n".join(row[0] for row in cursor.fetchall())
    return found


def tables_with(word, of):
    return {table for table, text in every_text(of).items() if word in text}


def destroy(one, proposer, officer, categories=None):
    kinds = categories or [category.value for category in queries.keeping.present_categories(one)]
    order = services.propose_destruction(one, categories=kinds, reason="Termijn voorbij", by=proposer)
    services.answer_decision(order, dossier=one, approve=True, by=officer)
    return Destruction.objects.get(decision=order)


def test_nothing_readable_stays_of_a_destroyed_dossier(story, police, officer, later):
    pseudonym = story.person.pseudonym
    assert len(tables_with(CANARY, story)) >= 5
    assert {"protocol_logentry", "cases_involvement", "access_rightsrequest"} <= tables_with(CANARY, story)
    certificate = destroy(story, police, officer)
    assert tables_with(CANARY, story) == set()
    assert tables_with(pseudonym, story) == set()
    kept = {entry.step for entry in LogEntry.objects.filter(history=story.pk)}
    assert kept == {"dossier.forgotten", "dossier.closed", "rights.asked", "keeping.destroyed"}
    for entry in LogEntry.objects.filter(history=story.pk, step="dossier.forgotten"):
        assert (entry.facts, entry.note, entry.ground, entry.party, entry.subject) == ({}, "", "", "", None)
        assert (entry.occurred_from, entry.occurred_to, entry.occurred_text) == (None, None, "")
    assert certificate.lines == Redaction.objects.filter(decision=certificate.decision).count() > 5
    assert len(certificate.digest) == 64
    assert str(certificate).endswith(str(len(certificate.categories)))


def test_figures_stay_without_a_person(story, police, officer, later):
    destroy(story, police, officer)
    left = Remainder.objects.get()
    assert (left.opened_in, left.closed_in, left.age_class) == (2025, 2025, "adult")
    assert (left.origin, left.form_of_exploitation) == ("nl", "labour")
    assert str(left) == "2025: adult"
    assert left.pk.version == 4


@pytest.mark.parametrize(("age", "called"), [({"age": 15}, "minor"), ({}, "unknown")])
def test_figures_keep_a_class_of_age_and_no_age(police, officer, age, called, later):
    with on():
        one = dossier(police, age)
        close(one, police)
    destroy(one, police, officer)
    assert Remainder.objects.get().age_class == called


def test_pages_of_a_destroyed_dossier_still_say_what_happened_to_it(story, police, officer, later):
    destroy(story, police, officer)
    again = Dossier.objects.get(pk=story.pk)
    assert again.person.pseudonym.startswith("X-")
    assert (again.opened_at.month, again.opened_at.day) in {(1, 1), (12, 31)}
    assert {one.opened_at for one in EffectiveAccess.objects.filter(dossier_id=story.pk)} == {again.opened_at}
    view = queries.view(police, again)
    assert view.timeline[-1].entry.step == "keeping.destroyed"
    assert view.facts == {}
    assert view.linked == []
    assert not WorklistEntry.objects.filter(dossier=again).exists()
    assert queries.keeping.present_categories(again) == []
    assert [one.dossier_id for one in queries.keeping.certificates(officer)] == [story.pk]


def test_receivers_are_told_and_the_act_leaves_its_line(story, police, officer, later):
    destroy(story, police, officer)
    told = Notice.objects.filter(code="keeping.destroyed")
    assert {one.organisation.party for one in told} == {"registrar", "guardian"}
    assert AuditEntry.objects.filter(act="keeping.destroy", dossier_id=story.pk).count() == 1


def test_only_the_ordered_kinds_go(police, officer):
    one = dossier(police, step="found")
    close(one, police)
    with on(days=400):
        certificate = destroy(one, police, officer, ["contact"])
        assert certificate.lines == 0
        assert Remainder.objects.count() == 0
        assert "contact" not in {line.category.value for line in queries.keeping.kept(one)}
    opened = LogEntry.objects.get(history=one.pk, step="dossier.opened")
    assert set(opened.facts) == {"age", "origin", "form_of_exploitation"}


def test_facts_of_a_kind_go_from_lines_that_stay(police, officer, monkeypatch):
    classes = classifying.current()
    changed = classes.__class__(
        **{
            **{name: getattr(classes, name) for name in classes.__dataclass_fields__},
            "facts": {**classes.facts, "form_of_exploitation": "contact"},
            "steps": {**classes.steps, "found": DataCategory.CONTACT},
        }
    )
    monkeypatch.setattr(classifying, "current", lambda: changed)
    one = dossier(police)
    step(one, "found", police, note=CANARY, facts={"age": 31})
    close(one, police)
    with on(days=400):
        destroy(one, police, officer, ["contact"])
    found = {entry.step: entry for entry in LogEntry.objects.filter(history=one.pk)}
    assert set(found["dossier.opened"].facts) == {"age", "origin"}
    assert set(found["found"].facts) == {"age"}
    assert found["found"].note == ""


def test_sealed_texts_cannot_be_opened_after_their_keys_went(closed, police, officer):
    sealed = persons.seal_text(closed.pk, category="contact", text=CANARY, by=police)
    assert persons.open_texts(closed.pk, {1: ("contact", sealed)}, by=police) == {1: CANARY}
    with on(days=400):
        certificate = destroy(closed, police, officer, ["contact"])
    assert persons.open_texts(closed.pk, {1: ("contact", sealed)}, by=police) == {1: None}
    assert certificate.vault


def test_nothing_happens_when_the_keys_cannot_be_destroyed(story, police, officer, later, monkeypatch):
    def broken(*_words, **_named):
        raise RuntimeError("The keyring does not answer.")

    monkeypatch.setattr(persons, "forget", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        destroy(story, police, officer)
    assert "protocol_logentry" in tables_with(CANARY, story)
    assert not Destruction.objects.exists()


def test_every_emptied_line_has_digests_of_before_and_after(story, police, officer, later):
    destroy(story, police, officer)
    for line in Redaction.objects.all():
        assert len(line.before) == len(line.after) == 64
        assert str(line) == f"{line.log} {line.row}"
        assert set(line.emptied) <= set(line.columns)


def call(statement, values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


EMPTY_EVENT = "SELECT vangnet_empty_event(%s, %s, %s, %s, %s, true, true)"
EMPTY_LINE = "SELECT vangnet_empty_line(%s, %s, %s, %s, %s)"


@pytest.fixture
def order(story, police, later):
    return services.propose_destruction(story, categories=["progress"], reason="x", by=police)


def test_application_cannot_empty_anything_without_an_agreed_order(story, order):
    entry = LogEntry.objects.filter(history=story.pk).first()
    for key in (order.pk, uuid7()):
        with pytest.raises(DatabaseError, match="without an agreed order"):
            call(EMPTY_EVENT, [uuid7(), key, at(), entry.pk, []])
        with pytest.raises(DatabaseError, match="without an agreed order"):
            call(EMPTY_LINE, [uuid7(), key, at(), "cases_involvementchange", entry.pk])


def test_application_cannot_change_a_log_by_naming_an_order(story, order):
    entry = LogEntry.objects.filter(history=story.pk).first()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('vangnet.redaction', %s, true)", [str(order.pk)])
        cursor.execute("UPDATE protocol_logentry SET note = 'anders' WHERE id = %s", [entry.pk])


def test_agreed_order_reaches_its_own_dossier_and_its_own_tables_only(
    story, order, officer, police, monkeypatch
):
    with on():
        stranger = actor("registrar")
        other = dossier(stranger)
    entry, seen = LogEntry.objects.filter(history=other.pk).first(), []

    def watch(subject, **_named):
        with pytest.raises(DatabaseError, match="does not belong"):
            call(EMPTY_EVENT, [uuid7(), order.pk, at(), entry.pk, []])
        with pytest.raises(DatabaseError, match="ever emptied"):
            call(EMPTY_LINE, [uuid7(), order.pk, at(), "access_auditentry", entry.pk])
        seen.append(subject)
        raise InterruptedError

    monkeypatch.setattr(persons, "forget", watch)
    with pytest.raises(InterruptedError), transaction.atomic():
        services.answer_decision(order, dossier=story, approve=True, by=officer)
    assert seen == [story.pk]


def test_order_works_once(story, police, officer, later):
    certificate = destroy(story, police, officer)
    entry = LogEntry.objects.filter(history=story.pk).first()
    with pytest.raises(DatabaseError, match="without an agreed order"):
        call(EMPTY_EVENT, [uuid7(), certificate.decision_id, at() + timedelta(days=1), entry.pk, []])


@pytest.mark.django_db(transaction=True)
def test_owner_of_the_tables_cannot_change_a_log_either_without_an_order():
    police = actor()
    one = dossier(police)
    address = database_address(as_owner=True)
    name = connection.settings_dict["NAME"]
    with psycopg.connect(address, dbname=name, autocommit=True) as owner:
        for setting in ("", str(uuid7())):
            owner.execute("SELECT set_config('vangnet.redaction', %s, false)", [setting])
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="only grows"):
                owner.execute("UPDATE protocol_logentry SET note = 'x' WHERE history_id = %s", [one.pk])


def test_certificate_and_redactions_hold_no_content(story, police, officer, later):
    certificate = destroy(story, police, officer)
    told = json.dumps(list(Redaction.objects.filter(decision=certificate.decision).values()), default=str)
    assert CANARY not in told
    assert "labour" not in told


def test_privacy_officer_of_the_partner_cannot_agree(story, police, later):
    partner = queries.involvements(police, story)[1].organisation
    theirs = actor(role=PrivacyOfficer, of=partner)
    order = services.propose_destruction(story, categories=["contact"], reason="x", by=police)
    with pytest.raises(NotAllowed, match="looks after this dossier"):
        services.answer_decision(order, dossier=story, approve=True, by=theirs)
