"""A dossier with a history, page by page, as people see it on a wide and on a narrow screen."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from tests.factories import actor, draft, joined
from vangnet.cases import services
from vangnet.core import clock
from vangnet.protocol.moments import exactly, on

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = ["overview", "steps", "tracks", "timeline", "persons", "sharing", "answer", "involve", "link"]
WIDTHS = [1280, 320]


@pytest.fixture
def police():
    return actor("police")


@pytest.fixture
def story(police):
    """A minor from outside the EU: found two weeks ago, told late, with a guardian asked and a fact that was corrected."""
    now = clock.now()

    def ago(**time):
        return exactly(now - timedelta(**time))

    with clock.fixed(now - timedelta(days=14)):
        made = services.open_dossier(
            {"age": 16, "origin": "third_country", "form_of_exploitation": "unknown"},
            occurred=exactly(clock.now()),
            ground="Wvsr 273f",
            step="indication",
            party="police",
            note="Aangetroffen bij een controle.",
            by=police,
        )
    registrar = joined(made, police, "registrar")
    services.record_step(made, draft=draft("reported_to_registrar", ago(days=9)), by=police)
    first = services.record_step(
        made,
        draft=draft(
            "rights_explained", ago(days=8), facts={"language": "Engels"}, deviation_reason="Geen tolk."
        ),
        by=police,
    )
    services.correct_event(
        made,
        entry=first,
        draft=draft(
            "rights_explained",
            ago(days=7),
            note="De datum was verkeerd overgenomen.",
            deviation_reason="Geen tolk.",
        ),
        by=police,
    )
    services.record_step(made, draft=draft("registration_confirmed", ago(days=6)), by=registrar)
    services.record_step(
        made, draft=draft("shelter_requested", on((now - timedelta(days=3)).date())), by=police
    )
    services.record_step(
        made,
        draft=draft(
            "reflection_granted", ago(days=1), party="immigration_service", deviation_reason="Met spoed."
        ),
        by=police,
    )
    return made


def path(name, made, *also, language="en"):
    with translation.override(language):
        return reverse(f"cases:{name}", args=[made.address, *also])


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_a_dossier_can_be_read_by_everybody(visit, accessible, picture, police, story, width):
    page = visit(police, path("overview", story), viewport={"width": width, "height": 900})
    for name in PAGES:
        page.goto(path(name, story, language="nl"))
        picture(page, f"dossier-{name}-{width}")
        accessible(page)
    for name, also in [
        ("record", ["reflection_asked"]),
        ("record", ["removal"]),
        ("event", [3]),
        ("event", [7]),
        ("correct", [7]),
    ]:
        page.goto(path(name, story, *also, language="nl"))
        picture(page, f"dossier-{name}-{also[0]}-{width}")
        accessible(page)
    page.goto(path("overview", story, language="nl").replace(story.address + "/", "new/"))
    picture(page, f"dossier-open-{width}")
    accessible(page)


def test_pages_can_be_read_in_english_and_in_the_dark(visit, accessible, picture, police, story):
    page = visit(
        police, path("overview", story), color_scheme="dark", viewport={"width": 1280, "height": 900}
    )
    for name in ["overview", "steps", "tracks", "timeline"]:
        page.goto(path(name, story))
        picture(page, f"dossier-{name}-dark")
        accessible(page)
    page.goto(path("overview", story) + "?at=2020-01-01")
    accessible(page)


def test_paper_shows_what_was_folded_and_leaves_out_the_buttons(visit, police, story):
    page = visit(police, path("tracks", story) + "?print=1")
    page.emulate_media(media="print")
    assert page.locator("details:not([open])").count() == 0
    assert not page.get_by_role("link", name="Hand over").first.is_visible()
