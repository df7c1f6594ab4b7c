"""Notices about signals: they lead to the signal, and speak the language of whoever reads them."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.cases.browsing import signed_in, text
from tests.factories import START, actor, on, signal
from vangnet.access import notices
from vangnet.access.actors import system
from vangnet.design.wording import moment_in_words
from vangnet.signals import notice_words, services
from vangnet.signals.answers import Answer
from vangnet.signals.delivery_words import LATE
from vangnet.signals.services import rhythms


def told(by, language):
    """What the page of notices says to somebody, in a language."""
    client = Client()
    client.force_login(by.account)
    with translation.override(language):
        return text(client.get(reverse("oversight:notices")))


@pytest.mark.parametrize("writer", ["nl", "en"])
def test_day_in_a_notice_is_said_in_the_language_of_the_reader(writer):
    reception, emm = actor("asylum_reception"), actor("emm")
    rhythms.agree("signals-to-emm-asylum", giver=reception.organisation, receiver=emm.organisation, by=emm)
    with on(days=40, language=writer):
        rhythms.tell_late(by=system())
    day = date.fromisoformat(notices.notices(reception).get(code=LATE).about["day"])
    assert START.date() < day < (START + timedelta(days=40)).date()
    for language in ("nl", "en"):
        with translation.override(language):
            said = moment_in_words(day)
        assert said in told(reception, language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_moment_in_a_notice_is_said_with_its_time_in_the_language_of_the_reader(registrar, language):
    about = {"organisation": "GGD", "before": "2025-03-04T09:30:00+00:00"}
    notices.tell("emergency.opened", organisation=registrar.organisation, about=about, by=system())
    says = {"nl": "dinsdag 4 maart 2025, 10:30", "en": "Tuesday 4 March 2025, 10:30"}
    assert says[language] in told(registrar, language)


def test_what_is_no_day_stays_as_it_was_written(registrar):
    about = {"reference": "SEIN-2025-03-04"}
    notices.tell(notice_words.REVIEW, organisation=registrar.organisation, about=about, by=system())
    assert "SEIN-2025-03-04" in told(registrar, "en")


def test_notice_leads_to_the_signal_for_who_may_open_it(registrar, police):
    found = signal(danger=Answer.YES)
    services.offer(found, to=police.organisation, why="danger_now", ground="vital_interest", by=registrar)
    link = f'href="{reverse("signals:signal", args=[found.address])}"'
    for page in ("portal:start", "oversight:notices"):
        assert link in signed_in(police).get(reverse(page)).content.decode()


def test_notice_about_a_signal_that_one_may_not_open_leads_to_the_list(registrar):
    found, shelter = signal(), actor("shelter")
    about = {"reference": found.reference}
    notices.tell(
        notice_words.ESCALATED, organisation=shelter.organisation, dossier=found.pk, about=about, by=system()
    )
    page = signed_in(shelter).get(reverse("oversight:notices")).content.decode()
    assert found.address not in page
    assert f'href="{reverse("signals:inbox")}"' in page
