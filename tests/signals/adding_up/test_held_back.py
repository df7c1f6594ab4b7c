"""Very many marks in a short time are held back, since that asks what others know; what comes with reports and files is not."""

from dataclasses import replace

import pytest
from django.urls import reverse

from tests.cases.browsing import KEY, signed_in, text
from tests.factories import actor, on, signal
from tests.signals.adding_up.stories import added, seen
from vangnet.access import notices
from vangnet.access.models import AuditEntry, Notice
from vangnet.access.roles import PrivacyOfficer
from vangnet.access.verdicts import NotAllowed
from vangnet.signals.adding_up import limits as dated
from vangnet.signals.adding_up.limits import ByHand
from vangnet.signals.models import Mark, SignalChannel
from vangnet.signals.reports import ReportedMark

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few(monkeypatch, limits):
    """Three marks for somebody and five for an organisation, within a day."""
    held = replace(limits, by_hand=ByHand(24, 3, 5))
    monkeypatch.setattr(dated, "in_force", lambda _day: held)


def numbers(*which):
    return [("telephone", f"06-0000{number:04}") for number in which]


def officer_of(police):
    return actor(of=police.organisation, role=PrivacyOfficer)


def test_more_marks_than_anybody_needs_are_held_back_with_what_to_do(police):
    one, other = seen(police), seen(police)
    added(one, police, *numbers(1, 2, 3))
    with pytest.raises(NotAllowed, match=r"3 marks in 24 hours; with these it would be 4.*Go on later"):
        added(other, police, *numbers(4))
    assert Mark.objects.count() == 3


def test_who_is_held_back_learns_nothing_and_may_go_on_when_the_time_is_over(police, inspectorate):
    seen(inspectorate, *numbers(9))
    found = seen(police)
    added(found, police, *numbers(1, 2, 3))
    with pytest.raises(NotAllowed):
        added(found, police, *numbers(9))
    assert not Mark.objects.filter(signal=found).filter(
        normal__in=Mark.objects.exclude(signal=found).values("normal")
    )
    with on(hours=25):
        added(found, police, *numbers(9))


def test_one_organisation_has_a_limit_of_its_own(police):
    colleague, third = actor(of=police.organisation), actor(of=police.organisation)
    found = seen(police)
    added(found, police, *numbers(1, 2, 3))
    added(found, colleague, *numbers(4, 5))
    with pytest.raises(NotAllowed, match="Your organisation can add 5 marks"):
        added(found, third, *numbers(6))


def test_others_are_not_held_back_for_it(police, inspectorate):
    added(seen(police), police, *numbers(1, 2, 3))
    added(seen(inspectorate), inspectorate, *numbers(4, 5, 6))
    assert Mark.objects.filter(by_hand=True).count() == 6


@pytest.mark.parametrize("channel", [SignalChannel.BULK, SignalChannel.PROFESSIONAL, SignalChannel.CALLER])
def test_what_reports_and_files_bring_neither_counts_nor_is_held_back(police, channel):
    for start in range(0, 40, 4):
        marks = tuple(ReportedMark(*one) for one in numbers(*range(start, start + 4)))
        signal(police, channel=channel, reporter_type="own_staff", marks=marks)
    found = seen(police)
    added(found, police, *numbers(51, 52, 53))
    assert Mark.objects.filter(by_hand=True).count() == 3


def test_privacy_officer_reads_of_it_each_time_and_is_told_once(police):
    officer = officer_of(police)
    found = seen(police)
    added(found, police, *numbers(1, 2, 3))
    for _time in range(3):
        with pytest.raises(NotAllowed):
            added(found, police, *numbers(4))
    lines = AuditEntry.objects.filter(act="signal.hold_back_marks", account=police.account)
    assert lines.count() == 3
    assert AuditEntry.objects.filter(act="signal.add_marks", outcome="refused").count() == 3
    (told,) = notices.notices(officer)
    assert (told.code, told.dossier_id) == ("oversight.marks_held_back", None)
    assert not [one for one in notices.notices(police) if one.code == told.code]
    with on(hours=25):
        added(found, police, *numbers(5, 6, 7))
        with pytest.raises(NotAllowed):
            added(found, police, *numbers(8))
    assert Notice.objects.filter(code=told.code).count() == 2


def test_page_says_why_and_keeps_what_was_typed(police):
    found = seen(police)
    added(found, police, *numbers(1, 2, 3))
    answer = signed_in(police).post(
        reverse("signals:marks", args=[found.address]),
        {"kind": "vehicle", "value": "12-ABC-3", "hardness": "unknown", "submission_key": KEY},
    )
    assert "You can add 3 marks in 24 hours" in text(answer)
    assert "12-ABC-3" in answer.content.decode()


def test_notice_leads_the_privacy_officer_to_what_was_refused(police):
    officer = officer_of(police)
    found = seen(police)
    added(found, police, *numbers(1, 2, 3))
    with pytest.raises(NotAllowed):
        added(found, police, *numbers(4))
    page = signed_in(officer).get(reverse("oversight:notices"))
    assert "Somebody wanted to add so many marks" in text(page)
    assert reverse("oversight:refused") in page.content.decode()
