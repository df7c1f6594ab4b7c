"""On the screen: why a signal weighs what it weighs, and altering what was seen."""

import pytest
from django.urls import reverse

from tests.cases.browsing import signed_in, text
from tests.factories import actor, on, signal
from vangnet.access.roles import Reader
from vangnet.signals import weights
from vangnet.signals.models import Sighting, Signal
from vangnet.signals.presenters import weighing
from vangnet.signals.queries import sightings as reading
from vangnet.signals.reports import ReportedSighting
from vangnet.signals.services import sightings
from vangnet.signals.weighing import Seen, weigh

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(db):
    with on():
        yield


@pytest.fixture
def registrar():
    return actor("registrar")


@pytest.fixture
def seen(registrar):
    return signal(
        danger="unknown",
        has_minor="no",
        sightings=(
            ReportedSighting("papers_taken", "yes", hardness="assumed"),
            ReportedSighting("gives_up_earnings", "yes"),
            ReportedSighting("locked_in", "unknown"),
            ReportedSighting("afraid", "no"),
            ReportedSighting("small_network", "yes"),
        ),
    )


def page(of):
    return reverse("signals:signal", args=[of.address])


def altering(of):
    return reverse("signals:indicators", args=[of.address])


def sent(form):
    """What a form holds before anybody ticks anything."""
    return {name: form[name].value() for name in form.fields if form[name].value()}


def test_signal_page_says_line_by_line_why_it_weighs_what_it_weighs(registrar, seen):
    shown = text(signed_in(registrar).get(page(seen)))
    assert "9 points ; the threshold is 10." in shown
    assert "Below the threshold nothing is thrown away" in shown
    assert "3 of 6, because it is only assumed" in shown
    assert "Is locked in at home or at work" in shown.split("Not known yet")[1]
    assert "Has no or few people here to lean on" in shown.split("Gives context, never counts")[1]
    assert "Is visibly afraid" in shown.split("this takes nothing off")[1]
    assert "it is not known whether there is danger (30 points for the order)" in shown


def test_reporter_and_whoever_is_no_party_do_not_see_the_weight(registrar):
    police = actor("police")
    found = signal(police, sightings=(ReportedSighting("papers_taken", "yes"),))
    assert "threshold" not in text(signed_in(police).get(page(found)))
    assert signed_in(police).get(altering(found)).status_code == 404
    assert signed_in(actor("shelter")).get(altering(found)).status_code == 404


def test_signal_that_reaches_the_threshold_with_others_says_so(registrar, seen):
    other = signal(sightings=(ReportedSighting("locked_in", "yes"),))
    Signal.objects.filter(pk__in=[seen.pk, other.pk]).update(cluster=other.pk)
    sightings.change(other, added=(ReportedSighting("afraid", "yes"),), by=registrar)
    shown = text(signed_in(registrar).get(page(seen)))
    assert "belongs with other signals" in shown
    assert "Another place in the queue" in shown
    assert "with the signals it belongs with it reaches the threshold" in shown


def test_owner_alters_and_ticks_and_sees_it_at_once(registrar, seen):
    browser = signed_in(registrar)
    form = browser.get(altering(seen), {"list": "police_officer"}).context["form"]
    given = sent(form)
    (locked,) = Sighting.objects.filter(indicator="locked_in")
    given[f"answer-{locked.pk}"] = "yes"
    ticks = next(name for name in form.fields if name.startswith("see-"))
    new = form.fields[ticks].choices[0][0]
    answer = browser.post(altering(seen) + "?list=police_officer", {**given, ticks: [new]})
    assert (answer.status_code, answer.headers["Location"]) == (302, page(seen) + "#weighing")
    now = {one.indicator: one.answer for one in reading.sightings(registrar, seen)}
    assert (now["locked_in"], now[new]) == ("yes", "yes")
    shown = text(browser.get(page(seen)))
    assert "What was seen was altered" in shown
    assert "weight from 9 to" in shown


def test_what_somebody_altered_meanwhile_is_not_overwritten_and_nothing_entered_is_lost(registrar, seen):
    browser = signed_in(registrar)
    form = browser.get(altering(seen)).context["form"]
    given = sent(form)
    ticks = next(name for name in form.fields if name.startswith("see-"))
    new = form.fields[ticks].choices[-1][0]
    sightings.change(seen, added=(ReportedSighting("forced_to_steal", "yes"),), by=registrar)
    answer = browser.post(altering(seen), {**given, ticks: [new]})
    assert "in the meantime" in text(answer)
    assert new in answer.context["form"][ticks].value()


def test_reader_of_the_owner_sees_the_weight_and_alters_nothing(registrar, seen):
    reader = actor(of=registrar.organisation, role=Reader)
    shown = signed_in(reader).get(page(seen))
    assert "9 points" in text(shown)
    assert altering(seen) not in shown.content.decode()
    assert signed_in(reader).get(altering(seen)).status_code == 403


def test_signal_without_indicators_says_that_this_says_nothing(registrar):
    shown = text(signed_in(registrar).get(page(signal())))
    assert "That says nothing about whether something is wrong." in shown


def test_indicator_that_no_catalogue_has_any_more_stands_under_its_code():
    assert weighing.says("gone_for_long", "en") == "gone for long"


def test_trait_of_a_person_is_shown_as_refused_with_why():
    book = weights.current()
    view = weighing.weighed_view(weigh([Seen("sex_of_person", "P", "yes")], book), book, "en")
    assert (view.points, view.refused[0].says) == (0, "Is a woman, or a man")
    assert view.refused[0].why
    gone = weighing.weighed_view(weigh([Seen("gone_for_long", "P", "yes")], book), book, "nl")
    assert gone.refused[0].why == ""


def test_list_of_the_own_profession_comes_first_and_nonsense_does_no_harm():
    police = actor("police")
    found = signal(police, reporter_type="own_staff")
    own = signed_in(police).get(altering(found)).context["form"].list.code
    assert own == "police_officer"
    strange = signed_in(police).get(altering(found), {"list": "circus"})
    assert strange.context["form"].list.code == "police_officer"
