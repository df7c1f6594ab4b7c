"""The log of data processing: every line fits the schema, about one person, without users."""

import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator

from tests.factories import actor, dossier, on, step
from vangnet.access import audit, processing_log, queries
from vangnet.access.models import AuditEntry
from vangnet.access.roles import Purpose
from vangnet.core.ids import uuid7

pytestmark = pytest.mark.django_db
CHECKER = Draft202012Validator(processing_log.schema())


def export(file, *words):
    call_command("export_ldv", str(file), *words, stdout=StringIO())
    return [json.loads(line) for line in file.read_text().splitlines()]


@pytest.fixture
def case():
    with on():
        by = actor()
        opened = dossier(by)
        step(opened, "indication", by)
    return by, opened


def test_every_line_is_valid_and_every_act_on_a_dossier_has_one(case, tmp_path):
    found = export(tmp_path / "log.jsonl")
    assert len(found) == AuditEntry.objects.filter(dossier_id__isnull=False).count() > 1
    for line in found:
        CHECKER.validate(line)
    assert (tmp_path / "log.jsonl").stat().st_mode & 0o777 == 0o600


def test_no_user_and_no_dossier_can_be_read_from_a_line(case, tmp_path):
    by, opened = case
    export(tmp_path / "log.jsonl")
    text = (tmp_path / "log.jsonl").read_text()
    for secret in (by.account.pk, by.account.username, opened.pk, opened.address, opened.person.pseudonym):
        assert str(secret) not in text


def test_line_and_trail_share_trace_and_part(case, tmp_path):
    line = export(tmp_path / "log.jsonl")[0]
    entry = AuditEntry.objects.get(trace=line["trace_id"], span=line["span_id"])
    assert entry.act == line["name"]


def test_confidential_activities_are_kept_apart(case, tmp_path):
    by, opened = case
    hidden = type(by)(
        role=by.role, purpose=Purpose.INVESTIGATION, account=by.account, organisation=by.organisation
    )
    entry = audit.record("dossier.read", by=hidden, dossier=opened.pk)
    assert entry.span not in {line["span_id"] for line in export(tmp_path / "log.jsonl")}
    assert [line["span_id"] for line in export(tmp_path / "closed.jsonl", "--confidential")] == [entry.span]


def test_person_has_another_name_each_year():
    key = uuid7()
    names = [
        processing_log.subject(key, datetime(year, 6, month, tzinfo=UTC))
        for year, month in ((2025, 1), (2025, 2), (2026, 1))
    ]
    assert names[0] == names[1] != names[2]
    assert names[2][1] == "vangnet-pseudonym-2026"


def test_period_can_be_chosen_and_refused_acts_are_errors(case, tmp_path):
    by, opened = case
    audit.record("dossier.read", by=by, dossier=opened.pk, outcome=audit.Outcome.REFUSED)
    assert export(tmp_path / "a.jsonl", "--until", "2020-01-01") == []
    assert [line["status"] for line in export(tmp_path / "b.jsonl", "--since", "2025-06-01")] == ["Error"]


def test_old_line_without_a_trace_gets_a_steady_name(case):
    by, opened = case
    entry = audit.record("dossier.read", by=by, dossier=opened.pk)
    entry.trace = entry.span = entry.parent = entry.activity = ""
    entry.began = None
    first, second = (next(processing_log.lines([entry])) for _ in range(2))
    CHECKER.validate(first)
    assert first == second
    assert "parent_span_id" not in first


def test_only_the_system_itself_reads_every_line(case):
    assert not queries.every_line(case[0]).exists()
