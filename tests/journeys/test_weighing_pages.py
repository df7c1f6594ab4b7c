"""Weighing in a real browser: why a signal weighs what it weighs, altering what was seen, and trying it without an account."""

import pytest

from tests.factories import actor, signal
from vangnet.signals.reports import ReportedSighting

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = [(1280, "light"), (320, "light"), (1280, "dark")]


@pytest.fixture
def registrar():
    return actor("registrar")


@pytest.fixture
def found(registrar):
    """A signal with something that counts, something assumed, something open and something that takes nothing off."""
    return signal(
        sightings=(
            ReportedSighting("papers_taken", "yes", hardness="assumed"),
            ReportedSighting("gives_up_earnings", "yes"),
            ReportedSighting("locked_in", "unknown"),
            ReportedSighting("afraid", "no"),
            ReportedSighting("small_network", "yes"),
        )
    )


def size(width, scheme="light"):
    return {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}


@pytest.mark.parametrize(("width", "scheme"), WIDTHS)
def test_weight_and_what_was_seen_can_be_read_by_everybody(
    visit, accessible, picture, registrar, found, width, scheme
):
    page = visit(registrar, f"/signals/{found.address}/", **size(width, scheme))
    assert page.locator("#weighing").is_visible()
    accessible(page)
    picture(page, f"signal-weighing-{width}-{scheme}")
    page.goto(f"/signals/{found.address}/indicators/?list=nurse_or_doctor")
    accessible(page)
    picture(page, f"signal-indicators-{width}-{scheme}")


def test_owner_ticks_by_keyboard_without_javascript_and_sees_the_weight_change(visit, registrar, found):
    page = visit(registrar, f"/en/signals/{found.address}/", java_script_enabled=False)
    assert page.get_by_text("9 points", exact=True).is_visible()
    page.get_by_role("link", name="Alter what was seen").press("Enter")
    page.get_by_label("Is locked in at home or at work", exact=True).select_option("yes")
    page.get_by_role("button", name="Save").press("Enter")
    assert page.get_by_text("17 points", exact=True).is_visible()
