"""How signals are weighed, for everybody: the weights as they are, and a list to try them on."""

from datetime import datetime

import pytest

from tests.handbook.reading import LANGUAGES, page, read, words
from vangnet.core import clock
from vangnet.signals import weights

WEIGHING = "/handbook/signals/weighing/"
TODAY = datetime(2026, 11, 21, 12, tzinfo=clock.AMSTERDAM)


@pytest.fixture(autouse=True)
def _today():
    with clock.fixed(TODAY):
        yield


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_shows_every_group_of_every_configuration_with_its_points(language):
    shown = words(page(WEIGHING, language))
    for one in weights.current().configurations.values():
        assert one.name[language] in shown
        assert all(group.name[language] in shown for group in one.groups.values())
    assert "(2005), " in shown
    assert " 1701-1703" in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_page_of_the_signals_leads_to_it(language):
    links = read(page("/handbook/signals/", language)).links
    assert any(link.endswith(WEIGHING) for link in links)


def test_ticking_shows_the_points_line_by_line_and_context_apart():
    ticked = {
        "list": "police_officer",
        "see-adults": ["papers_taken", "gives_up_earnings"],
        "context": ["no_identity_document"],
    }
    shown = words(page(WEIGHING, "en", **ticked)).split("What you ticked")[1]
    assert "14 points , threshold 10. The threshold is reached." in shown
    assert "Somebody is not free and another earns from it" in shown
    assert "Gives context, never counts Has no valid identity document at hand" in shown


def test_old_scheme_says_what_it_would_have_thrown_away():
    ticked = {"list": "police_officer", "way": "ikps-2003", "see-adults": ["papers_taken"]}
    shown = words(page(WEIGHING, "en", **ticked)).split("What you ticked")[1]
    assert "Ten-point scheme of the police: 2 points , threshold 10." in shown
    assert "nothing would have been registered. In Vangnet the signal stays." in shown


def test_below_the_threshold_nothing_is_thrown_away():
    ticked = {"list": "police_officer", "see-adults": ["papers_taken"]}
    assert "Below the threshold nothing is thrown away" in words(page(WEIGHING, "en", **ticked))


@pytest.mark.parametrize(
    "nonsense", [{"list": "circus"}, {"way": "mine"}, {"see-x": "y"}, {"context": "papers_taken"}]
)
def test_nonsense_in_the_address_weighs_nothing(nonsense):
    assert "Nothing that counts was ticked." in words(page(WEIGHING, "en", **nonsense))
