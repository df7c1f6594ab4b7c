"""Two owners alter what was seen in two signals of one group at the same moment: both are kept."""

import pytest

from tests.cases.test_two_at_once import at_once
from tests.factories import actor, at, signal
from vangnet.core import clock
from vangnet.signals.models import Sighting, Signal
from vangnet.signals.reports import ReportedMark, ReportedSighting
from vangnet.signals.services import sightings

pytestmark = pytest.mark.django_db(transaction=True)


def test_answers_of_two_signals_that_belong_together_are_kept_at_the_same_moment():
    with clock.fixed(at()):
        police, inspectorate = actor("police"), actor("labour_inspectorate")

        def seen(by, phone, *codes):
            given = tuple(ReportedSighting(code, "yes") for code in codes)
            mark = (ReportedMark("telephone", phone),)
            return signal(by, reporter_type="own_staff", marks=mark, sightings=given)

        def changed(found, by, code):
            again = Signal.objects.get(pk=found.pk)
            return lambda: sightings.change(again, added=[ReportedSighting(code, "yes")], by=by)

        for number in range(4):
            # Each of the two answers makes both together reach the threshold, so each changes the place of both.
            phone = f"06-0000123{number}"
            one, two = seen(police, phone, "papers_taken"), seen(inspectorate, phone)
            at_once(changed(one, police, "locked_in"), changed(two, inspectorate, "locked_in"))
    assert Sighting.objects.count() == 12
