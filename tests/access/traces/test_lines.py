"""What a line of the audit trail says besides who and what: its trace, its activity, and never a value."""

import re

import pytest
from django.db import DatabaseError
from django.test import RequestFactory

from tests.factories import actor
from vangnet.access import activities, audit, tracing
from vangnet.access.activities import RegisterError
from vangnet.access.models import AuditEntry
from vangnet.access.retention import RETENTION
from vangnet.access.roles import Purpose
from vangnet.core import batches

GIVEN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


@pytest.mark.django_db
def test_lines_of_one_request_share_their_trace_and_have_parts_of_their_own():
    by = actor()
    with tracing.traced() as span:
        first, second = audit.record("x.one", by=by), audit.record("x.two", by=by)
    assert first.trace == second.trace == span.trace
    assert first.parent == second.parent == span.span
    assert len({first.span, second.span, span.span}) == 3
    assert span.acts == ["x.one", "x.two"]
    assert audit.record("x.three", by=by).trace not in ("", span.trace)


@pytest.mark.django_db
def test_line_keeps_categories_reason_receiver_and_beginning():
    by, other = actor(), actor("shelter")
    with audit.act("x.share", by=by) as trace:
        trace.categories += ["identity"]
        trace.reason, trace.receiver = "vital_interest", other.organisation
    line = AuditEntry.objects.get(act="x.share")
    assert (line.categories, line.reason, line.receiver) == (
        ["identity"],
        "vital_interest",
        other.organisation,
    )
    assert line.began <= line.moment


@pytest.mark.parametrize(
    ("given", "goes_on"),
    [
        (GIVEN, True),
        ("", False),
        ("00-" + "0" * 32 + "-00f067aa0ba902b7-01", False),
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-" + "0" * 16 + "-01", False),
        ("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", False),
        ("<script>", False),
    ],
)
def test_trace_goes_on_only_when_it_is_well_formed(given, goes_on):
    with tracing.traced(given) as span:
        assert re.fullmatch(r"[0-9a-f]{32}", span.trace)
        assert (span.trace in given) is goes_on
        assert span.parent == ("00f067aa0ba902b7" if goes_on else "")


@pytest.mark.parametrize(("address", "believed"), [("10.0.0.5", True), ("10.0.0.6", False)])
def test_trace_from_elsewhere_is_believed_from_our_own_proxy_only(settings, address, believed):
    settings.VANGNET_TRACE_PROXIES = ["10.0.0.5"]
    request = RequestFactory().get("/", REMOTE_ADDR=address, HTTP_TRACEPARENT=GIVEN)
    found = tracing.traced_request(lambda _: tracing.current().trace)(request)
    assert (found in GIVEN) is believed


def test_every_activity_has_words_ground_source_and_a_term():
    for one in activities.registers()[-1].values():
        assert one.source.startswith("seed 00")
        assert one.keep in RETENTION
        assert all(one.ground.values())
        assert activities.by_identifier(one.identifier) is one


@pytest.mark.parametrize(
    ("act", "purpose", "code"),
    [
        ("dossier.read", Purpose.PROTECTION, "dossier-work"),
        ("dossier.read", Purpose.INVESTIGATION, "investigation-work"),
        ("involvement.offer", Purpose.INVESTIGATION, "sharing"),
        ("worklist.read", Purpose.PROTECTION, "searching"),
        ("worklist.renew", Purpose.PROTECTION, "dossier-work"),
        ("something.new", Purpose.PROTECTION, "dossier-work"),
        ("signal.take", Purpose.PROTECTION, "signals"),
        ("signal.take", Purpose.INVESTIGATION, "investigation-work"),
        ("oversight.person", Purpose.PROTECTION, "rights"),
    ],
)
def test_act_belongs_to_its_activity(act, purpose, code):
    assert activities.activity_of(act, purpose).code == code


def test_unknown_identifier_points_nowhere():
    assert activities.by_identifier("gone@1999-01-01") is None


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("2026-01-02", "valid_from: 2026-01-01\nactivities: {}", "name the file"),
        ("2026-01-01", "valid_from: 2026-01-01\nactivities: {a: {colour: red}}", "colour"),
        (
            "2026-01-01",
            "valid_from: 2026-01-01\nactivities: {a: {name: {nl: x}, purpose: {}, ground: {}}}",
            "name in nl and en",
        ),
    ],
)
def test_faulty_register_is_refused_with_its_place(tmp_path, name, text, complaint):
    (tmp_path / f"{name}.yaml").write_text(text)
    with pytest.raises(RegisterError, match=complaint):
        activities.registers(tmp_path)


def test_folder_without_register_is_refused(tmp_path):
    with pytest.raises(RegisterError, match="no register"):
        activities.registers(tmp_path)


def test_search_terms_are_kept_as_tokens_that_say_nothing():
    token = audit.blind("Fatima  B")
    assert token == audit.blind("fatima b") != audit.blind("fatima c")
    assert "fatima" not in token
    assert token.startswith("term:")


@pytest.mark.django_db
def test_line_that_cannot_be_written_stops_the_act(monkeypatch):
    by = actor()

    def full(_line):
        raise DatabaseError("disk full")

    monkeypatch.setattr(batches, "add", full)
    with pytest.raises(audit.NotLogged), audit.act("x.do", by=by):
        pass
