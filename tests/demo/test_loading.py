"""Loading: once, again, broken off, and where it does not belong."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from vangnet.access import services as access
from vangnet.access.actors import system
from vangnet.cases import queries as cases
from vangnet.cases.models import Dossier, DossierStanding
from vangnet.cases.states import InvolvementState
from vangnet.core import clock
from vangnet.core.models import Sealed
from vangnet.demo import cast, loading, queries
from vangnet.protocol import catalogue

# Dossiers of the told stories; one of them begins with a signal.
TOLD = 18 + 1


def counts():
    return {model._meta.label: model.objects.count() for model in apps.get_models() if is_ours(model)}


def is_ours(model):
    ours = model.__module__.startswith("vangnet.") and hasattr(model, "objects")
    return ours and not issubclass(model, Sealed)


def nothing(_done, _total):
    pass


def load(dossiers=3, signals=0, **options):
    call_command("load_demo", dossiers=dossiers, signals=signals, jobs=1, verbosity=0, **options)


@pytest.mark.django_db
def test_a_second_load_changes_nothing_and_a_larger_one_adds(capsys):
    load(dossiers=3)
    before = counts()
    assert before["cases.Dossier"] == TOLD + 3
    load(dossiers=3)
    assert counts() == before
    assert "nothing changed" in capsys.readouterr().out
    load(dossiers=4)
    assert Dossier.objects.count() == TOLD + 4


@pytest.mark.django_db
def test_after_loading_no_worklist_is_behind():
    load(dossiers=5)
    known = catalogue.current().hash
    standing = DossierStanding.objects.exclude(program_hash=known) | DossierStanding.objects.filter(
        next_change_at__lte=clock.now()
    )
    assert DossierStanding.objects.count() == TOLD + 5
    assert list(standing) == []


@pytest.mark.django_db
def test_the_stories_are_printed_with_the_pseudonyms_to_find_them_by(capsys):
    call_command("demo_personas")
    assert capsys.readouterr().out.count("not told yet") == 12
    load(dossiers=1)
    call_command("demo_personas")
    printed = capsys.readouterr().out
    told = [dossier.person.pseudonym for dossier in Dossier.objects.order_by("pk")[:18]]
    assert [pseudonym for pseudonym in told if pseudonym not in printed] == []


@pytest.mark.django_db
def test_a_load_that_was_broken_off_goes_on_where_it_was(monkeypatch):
    players = cast.read()
    actors, now = loading.settle(players), clock.now()
    monkeypatch.setattr(loading, "BATCH", 2)
    numbers = range(1, 6)

    def stop(done, _total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        loading.fill(players, actors, numbers, now=now, report=stop)
    assert Dossier.objects.count() == 2
    assert loading.fill(players, actors, numbers, now=now, report=nothing) == 3
    assert Dossier.objects.count() == 5


@pytest.mark.django_db
def test_a_dossier_of_which_the_telling_fails_leaves_nothing_of_its_batch(monkeypatch):
    players = cast.read()
    actors = loading.settle(players)
    whole = loading.generated

    def breaks(number, *words, **named):
        told = whole(number, *words, **named)
        return told if number == 1 else [*told[:2], object()]

    monkeypatch.setattr(loading, "generated", breaks)
    with pytest.raises(AttributeError):
        loading.fill(players, actors, [1, 2], now=clock.now(), report=nothing)
    assert Dossier.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_processes_share_the_work(monkeypatch):
    monkeypatch.setattr(loading, "BATCH", 1)
    players = cast.read()
    actors, reports = loading.settle(players), []
    made = loading.fill(
        players, actors, [1, 2, 3], now=clock.now(), report=lambda *words: reports.append(words), jobs=2
    )
    assert made == Dossier.objects.count() == 3
    assert reports == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.django_db
def test_who_settled_before_is_found_again():
    players = cast.read()
    first, again = loading.settle(players), loading.settle(players)
    assert {code: actor.organisation.pk for code, actor in first.items()} == {
        code: actor.organisation.pk for code, actor in again.items()
    }


@pytest.mark.django_db
def test_people_know_only_the_dossiers_of_their_own_organisation():
    load(dossiers=12)
    actors = loading.settle(cast.read())
    seen = {code: set(cases.dossiers(actor).values_list("pk", flat=True)) for code, actor in actors.items()}
    assert seen["police-noorderveen"] - seen["police-zuiderwaard"]
    assert seen["police-zuiderwaard"] - seen["police-noorderveen"]
    for code, actor in actors.items():
        accepted = Dossier.objects.filter(
            involvements__organisation=actor.organisation,
            involvements__state=InvolvementState.ACCEPTED,
        )
        assert seen[code] == set(accepted.values_list("pk", flat=True))


@pytest.mark.django_db
def test_fresh_asks_for_an_empty_database():
    assert queries.is_empty()
    load(dossiers=0, fresh=True)
    with pytest.raises(CommandError, match="not empty"):
        load(dossiers=0, fresh=True)


@pytest.mark.django_db
def test_an_organisation_alone_makes_a_database_not_empty():
    access.add_organisation("echt", party="police", name="Echt", by=system())
    assert not queries.is_empty()


def test_fictitious_dossiers_do_not_come_into_an_installation_that_runs_for_real(settings):
    settings.MODE = "production"
    with pytest.raises(CommandError, match="runs for real"):
        load()


@pytest.mark.parametrize("option", ["dossiers", "signals", "jobs"])
def test_a_number_that_cannot_be_is_refused_with_its_value(option):
    with pytest.raises(CommandError, match=f"--{option} is -1"):
        call_command("load_demo", **{"dossiers": 1, "signals": 0, "jobs": 1, option: -1})


@pytest.mark.django_db
def test_stories_can_be_told_on_their_own_dates():
    load(dossiers=0, as_dated=True)
    oldest = Dossier.objects.order_by("opened_at").first()
    assert oldest.opened_at.year == 2020


@pytest.mark.django_db
def test_progress_is_shown_while_it_works(capsys, monkeypatch):
    load(dossiers=2)
    assert "dossier 2 of 2" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    load(dossiers=3)
    assert "\r" in capsys.readouterr().out
