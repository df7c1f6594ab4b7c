"""Two things with one report at the same moment: nothing is doubled and nothing half done."""

import pytest

from tests.cases.test_two_at_once import at_once
from tests.factories import actor
from vangnet.access.actors import system
from vangnet.signals.models import Draft, ReturnCode, Signal
from vangnet.signals.services import drafts, reporting
from vangnet.signals.services.drafts import NoSuchDraftError

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def code(db):
    actor("registrar")
    code = drafts.begin(by=system())[1]
    drafts.keep(code, page="seen", answers={"story": "Iemand mag niet weg."}, by=system())
    return code


def test_report_that_is_sent_twice_at_once_is_one_signal(code):
    sent = at_once(*[lambda: reporting.send(code, by=system())] * 3)
    assert sorted(one.again for one in sent) == [False, True, True]
    assert len({one.signal.pk for one in sent}) == 1
    assert (Signal.objects.count(), ReturnCode.objects.count(), Draft.objects.count()) == (1, 1, 0)


def test_page_that_is_kept_while_it_is_sent_is_in_it_or_says_that_it_came_too_late(code):
    def keep():
        try:
            drafts.keep(code, page="danger", answers={"danger": "yes"}, by=system())
        except NoSuchDraftError:
            return "too late"
        return "kept"

    _sent, kept = at_once(lambda: reporting.send(code, by=system()), keep)
    assert Signal.objects.get().danger == ("yes" if kept == "kept" else "")
