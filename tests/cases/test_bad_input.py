"""What nobody sends by accident, sent by somebody who is signed in: refused clearly, on record, and nothing is lost or changed."""

from datetime import timedelta

import pytest
from django.urls import get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cases.browsing import KEY, address, answers, signed_in, text, typed
from tests.demo.test_every_page import patterns
from tests.factories import actor, dossier, joined, on
from vangnet.access import services as access
from vangnet.access.actors import system
from vangnet.access.models import AuditEntry, Membership
from vangnet.cases import queries
from vangnet.cases import services as cases
from vangnet.core import clock
from vangnet.protocol.models import LogEntry

FORGED = (
    "2345679abcde", "a", "a" * 200, "0000-1111", "ABCDEFGH2345", "1e1", "-1", "none", "__class__", "admin", "null", "true",
    "018f0000-0000-7000-8000-000000000000", "union-select-1", "constructor", "2345679abcd1", "x" * 12,
)  # fmt: skip
ODD = {
    "null": "Met tolk\0 gesproken",
    "right to left": "rekening\u202eFDP.exe",
    "isolate": "a\u2066b\u2069",
    "escape": "rood \x1b[31mtekst",
    "bell": "a\x07b",
    "lone half": "a\ud83d b".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "combining": "a" + "\u0301" * 500,
    "markup": "<script>alert(1)</script>",
    "template": "{{ dossier }} {% load x %}",
    "sql": "'; DROP TABLE cases_dossier; --",
    "header": "a\r\nSet-Cookie: b=c",
    "path": "../../../../etc/passwd",
    "format": "%s%s%n {0.__class__}",
    "huge": "x" * 60_000,
}
FILLED = {
    "step": "found",
    "sequence": "1",
    "number": "1",
    "track": "protection",
    "kind": "child",
    "category": "identity",
}


@pytest.fixture
def browse(police):
    return signed_in(police)


def addresses_of(one, organisation):
    """Every address within a dossier, with something likely in its holes."""
    for pattern, name in patterns(get_resolver()):
        if not name.startswith("cases:") or "address>" not in pattern:
            continue
        filled = pattern.replace("<slug:address>", one.address).replace(
            "<slug:organisation>", organisation.code
        )
        filled = filled.replace("<uuid:key>", KEY).replace("<slug:other>", one.address)
        for hole, value in FILLED.items():
            filled = filled.replace(f"<slug:{hole}>", value).replace(f"<int:{hole}>", value)
        assert "<" not in filled, filled
        yield f"/{filled}"


def test_forged_address_looks_like_one_of_somebody_else(police, browse):
    other = dossier(actor("police"))
    hidden = browse.get(address("overview", other))
    assert hidden.status_code == 404
    for forged in FORGED:
        found = browse.get(f"/en/dossiers/{forged}/")
        assert found.status_code == 404, forged
        assert text(found) == text(hidden).replace(other.address, forged)


def test_post_from_another_organisation_changes_nothing_and_is_on_record(police):
    one = dossier(police, step="found")
    stranger = actor("police")
    browse, before = signed_in(stranger), LogEntry.objects.count()
    tried = 0
    for place in addresses_of(one, police.organisation):
        refused = browse.post(
            place, answers(reason="x", ground="x", message="x", organisation=str(stranger.organisation.pk))
        )
        assert refused.status_code in (403, 404), f"{place}: {refused.status_code}"
        assert one.person.pseudonym not in refused.content.decode(), place
        tried += 1
    assert tried > 30
    assert LogEntry.objects.count() == before
    on_record = AuditEntry.objects.filter(account=stranger.account).exclude(outcome="done")
    assert on_record.exists()
    assert set(on_record.values_list("outcome", flat=True)) <= {"refused", "not_found"}


def test_organisation_that_left_cannot_post_into_the_dossier_any_more(police):
    one = dossier(police, step="found")
    newcomer = joined(one, police)
    browse = signed_in(newcomer)
    assert browse.get(address("overview", one)).status_code == 200
    with on(hours=1):
        cases.end_involvement(queries.involvement_of(newcomer.organisation, one), reason="klaar", by=newcomer)
        before = LogEntry.objects.count()
        for place in addresses_of(one, police.organisation):
            assert browse.post(place, answers()).status_code in (403, 404), place
    assert LogEntry.objects.count() == before


def test_form_sent_again_counts_once(police, browse):
    one = dossier(police)
    replies = {browse.post(address("record", one, "found"), answers()).status_code for _time in range(3)}
    assert replies == {302}
    assert [entry.submission_key for entry in queries.entries(police, one)].count(KEY) == 1


def test_key_of_somebody_elses_form_neither_shows_nor_changes_theirs(police):
    theirs = actor("police")
    one, other = dossier(police), dossier(theirs)
    signed_in(police).post(address("record", one, "found"), answers())
    reply = signed_in(theirs).post(address("record", other, "found"), answers())
    assert reply.status_code == 302
    assert one.address not in reply.url
    assert len(queries.entries(police, one)) == len(queries.entries(theirs, other))


@pytest.mark.parametrize("moment", [timedelta(days=1), timedelta(days=400), timedelta(minutes=90)])
def test_clock_that_runs_ahead_is_told_and_nothing_typed_is_lost(police, browse, moment):
    one = dossier(police)
    page = browse.post(
        address("record", one, "found"),
        answers(occurred=typed(clock.now() + moment), note="Met tolk gesproken"),
    )
    assert page.status_code == 200
    assert "Met tolk gesproken" in page.content.decode()
    assert "<title>Error:" in " ".join(page.content.decode().split())
    assert len(queries.entries(police, one)) == 1


@pytest.mark.parametrize("name", ODD)
def test_odd_characters_are_kept_harmless_or_refused_with_what_was_typed(police, browse, name):
    one = dossier(police)
    reply = browse.post(address("record", one, "found"), answers(note=ODD[name]))
    assert reply.status_code in (200, 302)
    assert "Set-Cookie: b" not in str(reply.headers)
    page = reply if reply.status_code == 200 else browse.get(address("timeline", one))
    assert page.status_code == 200
    assert b"<script>alert" not in page.content
    assert b"\0" not in page.content


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(fields=st.dictionaries(
    st.sampled_from(["occurred", "party", "note", "seen", "submission_key", "at", "deviation_reason", "fact_origin"]),
    st.text(max_size=80) | st.integers().map(str) | st.sampled_from(["", "-1", "NaN", "9" * 400, "2025-02-30", "[]", "{}"]),
))  # fmt: skip
def test_no_form_content_is_an_accident(police, browse, fields):
    one = dossier(police)
    for place in (address("record", one, "found"), address("answer", one), address("leave", one)):
        assert browse.post(place, fields).status_code < 500
    assert browse.get(address("timeline", one), {"at": fields.get("at", "x")}).status_code < 500


def test_membership_that_ends_during_a_session_ends_reading_and_writing_at_once(police, browse):
    one = dossier(police)
    form = address("record", one, "found")
    assert browse.get(form).status_code == 200
    access.end_membership(Membership.objects.get(account=police.account), by=system())
    with on(hours=1):
        assert browse.get(address("overview", one)).status_code in (302, 403)
        refused = browse.post(form, answers(note="Met tolk gesproken"))
    assert refused.status_code in (302, 403)
    assert LogEntry.objects.filter(history=one.pk).count() == 1


def test_account_that_is_closed_during_a_session_is_out_at_once(police, browse):
    one = dossier(police)
    access.close_account(police.account, by=system())
    refused = browse.post(address("record", one, "found"), answers())
    assert refused.status_code in (302, 403)
    assert refused.status_code == 403 or refused.headers["Location"].startswith("/en/account/login/")
    assert LogEntry.objects.filter(history=one.pk).count() == 1
