"""Many acts in one batch end as the same acts one by one, also when somebody leaves, closes or is refused in between."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import dossier, joined, step
from vangnet.access.models import AuditEntry
from vangnet.access.verdicts import NotFound
from vangnet.cases import queries, services
from vangnet.cases.models import Track
from vangnet.protocol.log import EntryRefused


def lines(act):
    return sorted(AuditEntry.objects.filter(act=act).values_list("outcome", flat=True))


def test_organisation_that_left_is_out_within_the_same_batch(police):
    with services.deferred_refresh(by=police):
        one = dossier(police, step="found")
        registrar = joined(one, police)
        step(one, "told", registrar)
        step(one, "told", registrar)
        services.end_involvement(
            queries.involvement_of(registrar.organisation, one), reason="done", by=registrar
        )
        with pytest.raises(NotFound):
            step(one, "told", registrar)
    assert lines("step.record") == ["done", "done", "not_found"]


def test_track_that_was_closed_is_opened_again_within_the_same_batch(police):
    with services.deferred_refresh(by=police):
        one = dossier(police, step="found")
        step(one, "found", police)
        services.close_track(Track.objects.get(dossier=one), reason="done", by=police)
        step(one, "found", police)
    assert [track.closed_by_id is None for track in Track.objects.filter(dossier=one)] == [False, True]


def test_refused_step_leaves_no_event_within_a_batch(police):
    with services.deferred_refresh(by=police):
        one = dossier(police, step="found")
        with pytest.raises(EntryRefused):
            step(one, "no_such_step", police)
        step(one, "told", police)
    assert [entry.step for entry in queries.entries(police, one)] == ["dossier.opened", "found", "told"]
    assert [entry.sequence for entry in queries.entries(police, one)] == [1, 2, 3]


def test_step_in_a_batch_asks_the_database_little(police):
    one = dossier(police, step="found")
    with services.deferred_refresh(by=police):
        step(one, "told", police)
        step(one, "told", police)
        with CaptureQueriesContext(connection) as asked:
            step(one, "told", police)
    assert [query["sql"].split()[0] for query in asked] == ["SAVEPOINT", "INSERT", "RELEASE"]
