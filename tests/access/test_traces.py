import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from tests.factories import actor, on, reached
from vangnet.access import audit, disclosures, queries
from vangnet.access.categories import DataCategory
from vangnet.access.models import AuditEntry, Disclosure
from vangnet.access.roles import Administrator, PrivacyOfficer
from vangnet.access.scope import unscoped
from vangnet.access.verdicts import ALLOWED, NotAllowed, NotFound, demand, refused
from vangnet.core.ids import uuid7
from vangnet.core.models import AppendOnlyError

pytestmark = pytest.mark.django_db


def test_act_leaves_one_line_with_what_it_found_out():
    by, dossier, thing = actor(), uuid7(), uuid7()
    with audit.act("x.do", by=by) as trace:
        trace.dossier = dossier
        trace.objects.append(thing)
    line = AuditEntry.objects.get(act="x.do")
    assert (line.dossier_id, line.object_ids, line.outcome) == (dossier, [str(thing)], "done")
    assert (line.account, line.organisation, line.role) == (by.account, by.organisation, "caseworker")
    assert "x.do: done" in str(line)


@pytest.mark.parametrize(
    ("refusal", "outcome"), [(NotAllowed(refused("no")), "refused"), (NotFound(), "not_found")]
)
def test_refused_act_leaves_its_attempt_and_nothing_else(refusal, outcome):
    by, dossier = actor(), uuid7()
    with pytest.raises(type(refusal)), audit.act("x.do", by=by, dossier=dossier):
        audit.record("inside", by=by)
        raise refusal
    assert not AuditEntry.objects.filter(act="inside").exists()
    assert AuditEntry.objects.get(act="x.do", dossier_id=dossier).outcome == outcome


def test_failed_act_leaves_nothing():
    by = actor()
    with pytest.raises(ZeroDivisionError), audit.act("x.do", by=by):
        raise ZeroDivisionError
    assert not AuditEntry.objects.filter(act="x.do").exists()


def test_demand_passes_what_is_allowed_and_stops_the_rest():
    demand(ALLOWED)
    with pytest.raises(NotAllowed, match="because") as refusal:
        demand(refused("because", source="law"))
    assert refusal.value.verdict.source == "law"


def test_disclosure_names_giver_receiver_and_ground():
    giver, receiver, officer = actor("police"), actor("shelter"), None
    officer = actor(role=PrivacyOfficer, of=giver.organisation)
    with on():
        made = disclosures.record(reached(giver), receiver=receiver.organisation, ground="Wet B", by=giver)
    to_others = queries.disclosures(officer).exclude(receiver=giver.organisation)
    assert list(to_others) == [made]
    assert str(made).endswith(f"{giver.organisation} > {receiver.organisation}")
    assert made.categories == [str(kind) for kind in DataCategory]
    assert not queries.disclosures(giver).exists()
    assert not queries.disclosures(actor(role=PrivacyOfficer)).exists()


def test_disclosure_without_ground_is_impossible():
    with pytest.raises(DatabaseError), transaction.atomic():
        disclosures.record(uuid7(), receiver=actor().organisation, ground="", by=actor())


def test_privacy_officer_reads_the_trail_of_the_own_organisation_only():
    by, dossier = actor(), uuid7()
    officer = actor(role=PrivacyOfficer, of=by.organisation)
    mine = audit.record("x.do", by=by, dossier=dossier)
    audit.record("x.do", by=by)
    audit.record("x.do", by=actor(), dossier=dossier)
    assert queries.audit_trail(officer).count() == 2
    assert list(queries.audit_trail(officer, dossier=dossier)) == [mine]
    assert not queries.audit_trail(by).exists()
    assert not queries.audit_trail(actor(role=Administrator)).exists()


@pytest.mark.parametrize("model", [AuditEntry, Disclosure])
def test_database_lets_the_application_neither_change_nor_remove_a_log(model):
    table = model._meta.db_table
    for statement in (f"UPDATE {table} SET purpose = 'x'", f"DELETE FROM {table}", f"TRUNCATE {table}"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)


def test_line_of_the_trail_cannot_be_changed_in_code():
    line = audit.record("x.do", by=actor())
    with pytest.raises(AppendOnlyError):
        line.save()
    with pytest.raises(AppendOnlyError):
        AuditEntry.objects.update(act="y")


def test_unscoped_read_needs_a_reason():
    with pytest.raises(ValueError, match="reason"):
        unscoped("")


def test_outcomes_have_dutch_words():
    with translation.override("nl"):
        assert str(AuditEntry.Outcome.REFUSED.label) == "geweigerd"
