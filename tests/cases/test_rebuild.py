from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from tests.factories import actor, at, dossier, draft, on, step
from vangnet.access.actors import system
from vangnet.access.models import AuditEntry
from vangnet.access.roles import Administrator
from vangnet.access.verdicts import NotAllowed
from vangnet.cases import queries, services
from vangnet.cases.models import DossierStanding, WorklistEntry
from vangnet.protocol import log


@pytest.fixture
def several(police):
    made = [dossier(police, step="found") for _ in range(5)]
    return sorted(made, key=lambda one: one.pk)


def run(**options):
    return list(services.rebuild_worklist(by=system(), **options))


def test_nothing_is_computed_when_nothing_is_behind(several):
    assert run() == []


def test_lost_cache_is_computed_anew(several, police, monkeypatch):
    before = set(WorklistEntry.objects.values_list("dossier", "duty", "due_at", "holder"))
    WorklistEntry.objects.all().delete()
    DossierStanding.objects.all().delete()
    monkeypatch.setattr("vangnet.cases.services.worklists.BATCH", 2)
    assert [(progress.done, progress.total) for progress in run()] == [(2, 5), (4, 5), (5, 5)]
    assert set(WorklistEntry.objects.values_list("dossier", "duty", "due_at", "holder")) == before
    assert AuditEntry.objects.filter(act="worklist.rebuild").count() == 3


def test_broken_off_rebuild_goes_on_where_it_was(several, monkeypatch):
    monkeypatch.setattr("vangnet.cases.services.worklists.BATCH", 2)
    DossierStanding.objects.update(program_hash="old")
    next(services.rebuild_worklist(by=system()))
    assert [progress.total for progress in run()] == [3, 3]
    first = next(services.rebuild_worklist(everything=True, by=system()))
    assert first.last == several[1].pk
    assert run(everything=True, after=first.last)[-1].total == 3


@pytest.mark.parametrize("change", [{"events_digest": "x"}, {"program_hash": "x"}, {"next_change_at": at()}])
def test_dossier_that_is_behind_is_found(several, change):
    DossierStanding.objects.filter(dossier=several[3]).update(**change)
    (progress,) = run()
    assert (progress.total, progress.last) == (1, several[3].pk)
    assert run() == []


def test_event_written_past_the_services_is_caught_up_with(several, police):
    with transaction.atomic():
        stream = log.hold(several[0].pk)
        log.append(stream, draft=log.examine(draft("told")), by=police)
    assert run()[0].total == 1
    assert WorklistEntry.objects.filter(dossier=several[0], duty="tell").count() == 0


def test_only_who_looks_after_the_system_rebuilds(police):
    with pytest.raises(NotAllowed):
        next(services.rebuild_worklist(by=police))
    assert list(services.rebuild_worklist(by=actor(role=Administrator))) == []


def test_command_says_what_to_do_after_many(several, monkeypatch):
    monkeypatch.setattr("vangnet.cases.management.commands.rebuild_worklist.MANY", 5)
    out = StringIO()
    call_command("rebuild_worklist", "--all", stdout=out)
    assert "./run manage refresh_statistics" in out.getvalue()


def test_command_says_how_far_it_is(several, police):
    with on(days=4):
        step(several[0], "told", police)
        out = StringIO()
        call_command("rebuild_worklist", stdout=out)
        assert "5 of 5" not in out.getvalue()
        assert "The worklist is right again: 4 dossiers computed." in out.getvalue()
        out = StringIO()
        call_command("rebuild_worklist", "--all", after=several[0].pk, verbosity=0, stdout=out)
        assert out.getvalue() == "The worklist is right again: 4 dossiers computed.\n"
        assert queries.worklist(police).behind == 0
