"""What signals share, in a browser: a mark is added, a link shows whom to ask, a group is drawn, a link is set aside."""

import pytest
from django.urls import reverse
from django.utils import translation

from tests.factories import actor, signal
from vangnet.signals.models import Link, Signal
from vangnet.signals.reports import ReportedMark

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = ReportedMark("telephone", "06-00001234")
HEIGHTS = "[...document.querySelectorAll('svg .vs-on-line')].map((one) => one.getBoundingClientRect().height)"
LEAST_PIXELS = 12


def path(name, *holes):
    with translation.override("en"):
        return reverse(f"signals:{name}", args=holes)


@pytest.fixture
def police():
    actor("registrar")
    return actor("police")


def reported(by, *marks):
    return signal(by, reporter_type="own_staff", marks=marks)


@pytest.mark.parametrize("width", [1280, 320])
def test_mark_links_two_signals_and_the_group_is_drawn(visit, accessible, picture, police, width):
    one = reported(police)
    reported(police, PHONE)
    reported(actor("labour_inspectorate"), PHONE)
    page = visit(police, path("marks", one.address), viewport={"width": width, "height": 900})
    accessible(page)
    page.get_by_label("What is it that you write down?").select_option("telephone")
    page.get_by_label("Write it down as you know it").fill("+31 6 0000 1234")
    page.get_by_role("button", name="Add").click()
    page.get_by_text("Possible link: ask").wait_for()
    accessible(page)
    picture(page, f"signal-links-{width}")
    page.get_by_role("link", name="Look at the whole group").click()
    page.get_by_role("heading", name="How they hang together").wait_for()
    accessible(page)
    picture(page, f"signal-group-{width}")
    words = page.locator("svg .vs-on-line")
    assert set(words.all_text_contents()) == {"telephone"}
    assert min(page.evaluate(HEIGHTS)) >= LEAST_PIXELS
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_link_is_set_aside_without_a_mouse_and_marks_are_opened_on_purpose(visit, accessible, police):
    one = reported(police, PHONE)
    reported(police, PHONE)
    page = visit(police, path("link", one.address, Link.objects.get().address), java_script_enabled=False)
    page.get_by_label("No: It is a coincidence").press("Space")
    page.locator(":focus").press("Enter")
    page.get_by_text("Set aside: It is a coincidence").wait_for()
    assert Signal.objects.get(pk=one.pk).cluster is None
    page.goto(path("marks_opened", one.address))
    assert "06-00001234" not in page.content()
    page.get_by_role("button", name="Open").click()
    page.get_by_text("06-00001234").wait_for()


def test_opened_marks_are_readable_for_everybody(visit, accessible, police):
    one = reported(police, PHONE)
    page = visit(police, path("marks_opened", one.address))
    accessible(page)
    page.get_by_role("button", name="Open").click()
    page.get_by_text("06-00001234").wait_for()
    accessible(page)
