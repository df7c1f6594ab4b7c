"""The pictures of the README: what they show is there, and they are taken again when somebody asks for pictures."""

import re
from pathlib import Path

import pytest

from vangnet.access.actors import for_membership
from vangnet.access.models import Membership
from vangnet.cases.models import Dossier, Involvement
from vangnet.core import clock
from vangnet.demo import cast, loading
from vangnet.demo.signalling import loading as signalling
from vangnet.protocol.models import LogEntry
from vangnet.signals.models import Signal

ROOT = Path(__file__).resolve().parents[2]
LARGEST = 300_000
WINDOW = {"viewport": {"width": 1280, "height": 860}, "device_scale_factor": 1, "locale": "nl"}
OPEN = {
    "start": ("/", "Eén net onder iedereen"),
    "handbook-agreement": ("/handbook/agreements/reflection-period/", "Bedenktijd"),
    "handbook-organisation": ("/handbook/organisations/school_attendance/", "Leerplicht"),
    "handbook-sharing": ("/handbook/sharing/", "Wat mag gedeeld worden?"),
    "report": ("/report/", "Eerst: veiligheid"),
    "signal-list": ("/handbook/signals/lists/train_conductor/", "Wat doet u?"),
}


@pytest.fixture
def demonstration(db):
    """The stories and a small caseload, as the demonstration tells them."""
    players, now = cast.read(), clock.now()
    actors = loading.settle(players)
    loading.tell_stories(players, actors, now=now)
    loading.fill(players, actors, range(1, 31), now=now, report=lambda done, total: None)


def player(username):
    return for_membership(Membership.objects.filter(account__username=username).earliest("since"))


def story_of(who, step):
    """A dossier in which a step was recorded and somebody's organisation takes part."""
    mine = Involvement.objects.filter(organisation=who.organisation, state="accepted").values("dossier")
    entry = LogEntry.objects.filter(step=step, history__in=mine).order_by("-counts_from").first()
    return Dossier.objects.get(history=entry.history), entry


@pytest.mark.django_db
@pytest.mark.parametrize("name", OPEN)
def test_open_page_of_the_readme(visit, in_readme, name):
    path, said = OPEN[name]
    page = visit(path=path, **WINDOW)
    assert page.get_by_text(said).first.is_visible()
    in_readme(page, name)


@pytest.mark.django_db(transaction=True)
def test_pages_of_a_dossier_in_the_readme(visit, in_readme, demonstration):
    who = player("fenna")
    page = visit(who, "/", **WINDOW)
    assert page.get_by_role("heading", name="Van mij en te laat").is_visible()
    in_readme(page, "worklist")

    who = player("joost")
    dossier, entry = story_of(who, "reflection_granted")
    page = visit(who, f"/dossiers/{dossier.address}/", **WINDOW)
    page.goto(f"/dossiers/{dossier.address}/?at={entry.counts_from:%Y-%m-%d}")
    assert page.get_by_text("Bedenktijd verleend →").first.is_visible()
    page.set_viewport_size({"width": 1280, "height": 1200})
    in_readme(page, "dossier")
    page.set_viewport_size(WINDOW["viewport"])
    page.goto(f"/dossiers/{dossier.address}/timeline/?at={entry.counts_from:%Y-%m-%d}")
    assert page.get_by_text("U kijkt naar een ander moment").is_visible()
    page.get_by_role("heading", name="Tijdlijn", exact=True).evaluate("one => one.scrollIntoView()")
    in_readme(page, "timeline")
    page.goto(f"/dossiers/{dossier.address}/next/")
    page.locator("main section summary:visible", has_text="Waarom?").first.click()
    assert page.locator("p:visible", has_text="deze stap is vastgelegd").first.is_visible()
    in_readme(page, "next-steps")
    page.goto(f"/dossiers/{dossier.address}/record/removal/")
    assert page.get_by_text("Wanneer gebeurde het?").is_visible()
    in_readme(page, "record")

    page.goto(f"/dossiers/{dossier.address}/sharing/")
    assert page.get_by_role("heading", name="Wie doen mee").first.is_visible()
    page.get_by_role("heading", name="Wie doen mee").first.evaluate("one => one.scrollIntoView()")
    in_readme(page, "sharing")
    page = visit(player("hugo"), "/oversight/trail/", **WINDOW)
    assert page.get_by_role("heading", level=1).is_visible()
    in_readme(page, "oversight")


@pytest.mark.django_db(transaction=True)
def test_pages_of_signals_in_the_readme(visit, in_readme):
    players, now = cast.read(), clock.now()
    signalling.fill(loading.settle(players), now=now, number=30)
    who = player("lotte")
    page = visit(who, "/signals/", **WINDOW)
    assert page.get_by_role("heading", name="Signalen", exact=True).is_visible()
    in_readme(page, "signals")
    mine = Signal.objects.filter(owner=who.organisation, cluster__isnull=False, weight__gt=0).earliest(
        "priority"
    )
    page.goto(f"/signals/{mine.address}/")
    assert page.get_by_role("heading", name="Wat er is gezien").first.is_visible()
    page.set_viewport_size({"width": 1280, "height": 1500})
    in_readme(page, "signal")


def test_every_picture_that_is_named_exists_and_is_small():
    named = re.findall(r"!\[[^]]+\]\(([^)]+)\)", (ROOT / "README.md").read_text())
    assert "docs/screenshots/worklist.png" in named
    sizes = {one: (ROOT / one).stat().st_size for one in named if (ROOT / one).is_file()}
    assert sorted(sizes) == sorted(named)
    assert {one for one, size in sizes.items() if size > LARGEST} == set()


def test_every_picture_is_named():
    text = (ROOT / "README.md").read_text()
    assert [one.name for one in (ROOT / "docs/screenshots").glob("*") if one.name not in text] == []
