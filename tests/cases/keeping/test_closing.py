"""Closing a dossier, and what opens it again."""

import pytest

from tests.cases.keeping.conftest import close
from tests.factories import actor, draft, on, step
from vangnet.access.models import AuditEntry
from vangnet.access.roles import Reader
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.cases import events, queries, services
from vangnet.cases.models import Closing
from vangnet.protocol.log import EntryRefused


def last(by, one):
    return queries.entries(by, one)[-1]


def test_dossier_closes_when_every_track_is_closed(one, police):
    with pytest.raises(NotAllowed, match="still open: protection"):
        services.close_dossier(one, reason="Klaar", by=police)
    closing = close(one, police)
    assert last(police, one).step == "dossier.closed"
    assert queries.keeping.closing(one) == closing
    assert str(closing).startswith(str(one.pk))
    assert AuditEntry.objects.filter(act="dossier.close", outcome="done").count() == 1


def test_closing_needs_a_reason_and_happens_once(one, police):
    for track in queries.tracks(police, one):
        services.close_track(track, reason="Klaar", by=police)
    with pytest.raises(EntryRefused):
        services.close_dossier(one, reason=" ", by=police)
    services.close_dossier(one, reason="Klaar", by=police)
    with pytest.raises(NotAllowed, match="closed already"):
        services.close_dossier(one, reason="Klaar", by=police)


def test_only_who_looks_after_a_dossier_closes_it(one, police, registrar):
    for track in queries.tracks(police, one):
        services.close_track(track, reason="Klaar", by=police)
    with pytest.raises(NotAllowed, match="looks after this dossier"):
        services.close_dossier(one, reason="Klaar", by=registrar)
    with pytest.raises(NotAllowed, match="does not include"):
        services.close_dossier(one, reason="Klaar", by=actor(role=Reader, of=police.organisation))
    with pytest.raises(NotFound):
        services.close_dossier(one, reason="Klaar", by=actor("registrar"))


def test_dossier_does_not_close_while_somebody_was_asked(one, police):
    newcomer = actor("registrar")
    services.involve(one, organisation=newcomer.organisation, ground="vc:b8.3", by=police)
    for track in queries.tracks(police, one):
        services.close_track(track, reason="Klaar", by=police)
    with pytest.raises(NotAllowed, match="has not answered yet"):
        services.close_dossier(one, reason="Klaar", by=police)


def test_who_takes_part_longest_looks_after_a_dossier_that_its_opener_left(one, police, registrar):
    assert queries.keeping.keeper(one) == police.organisation
    for track in queries.tracks(police, one):
        services.close_track(track, reason="Klaar", by=police)
    services.end_involvement(queries.involvement_of(police.organisation, one), reason="Weg", by=police)
    assert queries.keeping.keeper(one) == registrar.organisation
    services.close_dossier(one, reason="Klaar", by=registrar)


def test_step_opens_a_closed_dossier_again(closed, police):
    with on(days=3):
        step(closed, "found", police)
    assert [entry.step for entry in queries.entries(police, closed)][-2:] == ["found", "dossier.reopened"]
    assert not Closing.objects.filter(dossier=closed).exists()


def test_facts_open_a_closed_dossier_again(closed, police):
    services.record_step(closed, draft=draft(events.FACTS_RECORDED, facts={"age": 31}), by=police)
    assert last(police, closed).step == "dossier.reopened"


def test_correction_and_retraction_leave_a_dossier_closed(closed, police):
    found = next(one for one in queries.entries(police, closed) if one.step == "found")
    made = services.correct_event(closed, entry=found, draft=draft("found", note="Andere dag"), by=police)
    services.retract_event(closed, entry=made, reason="Toch niet", by=police)
    assert queries.keeping.closing(closed) is not None


def test_closed_dossier_is_opened_again_by_an_act(closed, police):
    with pytest.raises(EntryRefused):
        services.reopen_dossier(closed, reason="", by=police)
    services.reopen_dossier(closed, reason="Nieuw signaal", by=police)
    assert last(police, closed).step == "dossier.reopened"
    with pytest.raises(NotAllowed, match="is open"):
        services.reopen_dossier(closed, reason="Nog eens", by=police)
    with on(days=1):
        close(closed, police)
    assert queries.keeping.closing(closed) is not None
