import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from tests.cases.browsing import signed_in, text
from tests.factories import actor, at, on, report, signal
from tests.signals.screens.pages import inbox, page
from vangnet.access.roles import Administrator, PrivacyOfficer, Rapporteur
from vangnet.core import clock
from vangnet.signals import services
from vangnet.signals.answers import Answer, Urgency
from vangnet.signals.models import Signal
from vangnet.signals.queries import inbox as reading
from vangnet.signals.queries.inbox import InboxFilter


def block(by, code, **chosen):
    return reading.inbox(by, InboxFilter(**chosen)).blocks[code]


def references(found):
    return [one.reference for one in found.signals]


def test_new_signal_stands_in_the_inbox_of_its_owner_only(registrar, police):
    found = signal()
    assert references(block(registrar, "new")) == [found.reference]
    assert found.reference in inbox(registrar)
    assert found.reference not in inbox(police)


def test_list_tells_no_text_and_no_name(registrar):
    signal(texts=report("Kees of number 12 sleeps in the shed.").texts)
    said = inbox(registrar)
    assert "Kees" not in said
    assert "shed" not in said


def test_each_line_says_why_it_stands_there(registrar):
    signal(danger=Answer.YES, has_minor=Answer.YES)
    said = inbox(registrar)
    assert "danger now · about a child" in said


def test_signal_with_a_smaller_place_comes_first(registrar):
    first, second = signal(), signal()
    Signal.objects.filter(pk=first.pk).update(priority=5_000)
    Signal.objects.filter(pk=second.pk).update(priority=4_000)
    assert references(block(registrar, "new")) == [second.reference, first.reference]


def test_every_state_has_its_list(registrar):
    taken, asked, parked = (services.take(signal(), by=registrar) for _turn in range(3))
    services.ask(asked, question="Where?", by=registrar)
    services.park(parked, reason="too_soft", review_on=clock.today() + timedelta(days=30), by=registrar)
    assert references(block(registrar, "in_hand")) == [taken.reference]
    assert references(block(registrar, "asked")) == [asked.reference]
    assert references(block(registrar, "parked")) == [parked.reference]


def test_what_is_due_comes_to_the_front_by_itself(registrar):
    asked, parked = (services.take(signal(), by=registrar) for _turn in range(2))
    services.ask(asked, question="Where?", by=registrar)
    services.park(parked, reason="too_soft", review_on=clock.today() + timedelta(days=9), by=registrar)
    assert block(registrar, "silent").total == block(registrar, "review").total == 0
    with on(days=10):
        assert references(block(registrar, "silent")) == [asked.reference]
        assert references(block(registrar, "review")) == [parked.reference]
        assert block(registrar, "feedback").total == 2


def test_closed_signal_stays_on_the_list_until_its_reporter_heard(registrar):
    found = services.take(signal(), by=registrar)
    services.close(found, reason="helped_elsewhere", basis="inquiry", by=registrar)
    with on(days=8):
        assert references(block(registrar, "feedback")) == [found.reference]
        services.give_feedback(found, level="state", text="It is closed.", by=registrar)
        assert block(registrar, "feedback").total == 0


def test_offer_stands_on_both_sides_until_it_is_answered(registrar, police):
    found = signal(danger=Answer.YES)
    offer = services.offer(
        found, to=police.organisation, why="danger_now", ground="vital_interest", by=registrar
    )
    said = inbox(police)
    assert f"offered by {registrar.organisation.name}" in said
    assert "There is danger now, and this organisation can act at once." in said
    assert f"offered to {police.organisation.name}" in inbox(registrar)
    services.refuse(offer, reason="other_region", by=police)
    assert block(police, "offered").total == block(registrar, "given").total == 0


def test_reporting_organisation_sees_the_state_in_plain_words_and_not_how_it_is_weighed(registrar, police):
    found = signal(by=police, danger=Answer.YES)
    Signal.objects.filter(pk=found.pk).update(weight=9)
    said = inbox(police, block="reported")
    assert "received, and somebody will look at it" in said
    assert "reported by your organisation" in said
    assert "nothing that presses" not in said
    assert "9 points" not in said
    assert "danger now ·" not in said
    assert "needs something" not in said


@pytest.mark.parametrize(
    ("chosen", "also"),
    [
        ({"state": "received"}, {}),
        ({"form": "labour"}, {}),
        ({"group": "minor"}, {"has_minor": Answer.YES}),
        ({"group": "adult"}, {"has_minor": Answer.NO}),
        ({"group": "unknown"}, {"has_minor": Answer.UNKNOWN}),
        ({"region": "Noord"}, {"region": "Noord"}),
        ({"reporter": "client"}, {"reporter_type": "client"}),
    ],
)
def test_filter_narrows_lines_and_numbers(registrar, chosen, also):
    found = signal(**also)
    assert references(block(registrar, "new", **chosen)) == [found.reference]
    other = {"state": "owned", "form": "sexual", "group": "minor", "region": "Zuid", "reporter": "victim"}
    name = next(iter(chosen))
    against = {name: "adult" if chosen.get("group") == "minor" else other[name]}
    assert block(registrar, "new", **against).total == 0


def test_filter_on_own_work_shows_what_somebody_handles(registrar):
    colleague = actor(of=registrar.organisation)
    mine, theirs = signal(), signal()
    services.take(mine, by=registrar)
    services.take(theirs, by=colleague)
    assert references(block(registrar, "in_hand", mine=True)) == [mine.reference]
    said = inbox(registrar, mine="1")
    assert mine.reference in said
    assert theirs.reference not in said


def test_filters_narrow_offers_too(registrar, police):
    found = signal(danger=Answer.YES)
    services.offer(found, to=police.organisation, why="danger_now", ground="vital_interest", by=registrar)
    assert block(police, "offered", form="labour").total == 1
    assert block(police, "offered", form="sexual").total == 0


def test_wrong_filter_counts_as_none(registrar):
    found = signal()
    assert found.reference in inbox(registrar, state="burnt", block="attic", group="giants")


def test_pages_go_on_after_the_last_line_and_miss_nothing(registrar, monkeypatch):
    monkeypatch.setattr(reading, "PAGE", 2)
    every = {signal().reference for _turn in range(5)}
    seen, after = [], ""
    while True:
        found = block(registrar, "new", block="new", after=after)
        seen += references(found)
        if not found.has_more:
            break
        after = found.last
    assert len(seen) == len(set(seen)) == 5
    assert set(seen) == every


def test_offers_and_own_reports_have_pages_too(registrar, police, monkeypatch):
    monkeypatch.setattr(reading, "PAGE", 1)
    for _turn in range(2):
        found = signal(by=police, danger=Answer.YES)
        services.offer(found, to=police.organisation, why="danger_now", ground="vital_interest", by=registrar)
    for code in ("offered", "reported"):
        first = block(police, code, block=code)
        second = block(police, code, block=code, after=first.last)
        assert first.has_more
        assert not second.has_more
        assert {first.last, second.last} == set(Signal.objects.values_list("address", flat=True))


def test_page_after_a_line_that_is_gone_begins_anew(registrar):
    found = signal()
    assert references(block(registrar, "new", block="new", after="nosuchaddress")) == [found.reference]


def test_list_says_how_to_go_on(registrar, monkeypatch):
    monkeypatch.setattr(reading, "PAGE", 1)
    monkeypatch.setattr(reading, "FIRST", 1)
    for _turn in range(2):
        signal()
    client = signed_in(registrar)
    assert "Show all" in text(client.get(reverse("signals:inbox")))
    answer = client.get(reverse("signals:inbox"), {"block": "new"})
    part = answer.context["parts"][0]
    answer = text(client.get(part.next))
    assert "To the first page" in answer
    assert "Next page" not in answer


def test_numbers_stop_at_a_thousand(registrar, monkeypatch):
    monkeypatch.setattr(reading, "MANY", 1)
    monkeypatch.setattr(reading, "FIRST", 1)
    for _turn in range(3):
        signal()
    found = block(registrar, "new")
    assert found.total == 2
    assert found.is_many


def test_line_on_the_list_opens_the_signal(registrar):
    found = signal()
    assert f'href="{page(found)}"' in signed_in(registrar).get(reverse("signals:inbox")).content.decode()


def test_region_is_a_choice_when_a_signal_has_it(registrar):
    signal(region="Noord")
    assert reading.regions(registrar) == ["Noord"]
    assert reading.regions(actor("shelter")) == []


@pytest.mark.parametrize("role", [Administrator, PrivacyOfficer, Rapporteur])
def test_inbox_is_for_who_reads_signals(registrar, role):
    somebody = actor(of=registrar.organisation, role=role)
    signal()
    answer = signed_in(somebody).get(reverse("signals:inbox"))
    assert answer.status_code == 403
    assert reading.inbox(somebody).is_empty
    assert reading.regions(somebody) == []


def test_reader_reads_the_inbox_and_reports_nothing(registrar, reader):
    found = signal()
    said = inbox(reader)
    assert found.reference in said
    assert "Report a signal" not in said


def test_inbox_lies_in_the_menu(registrar):
    answer = signed_in(registrar).get(reverse("portal:start")).content.decode()
    assert f'href="{reverse("signals:inbox")}"' in answer


def test_urgent_words_do_not_repeat_danger(registrar):
    signal(danger=Answer.YES, urgency=Urgency.NOW)
    signal(urgency=Urgency.NOW)
    signal(urgency=Urgency.SOON)
    said = inbox(registrar)
    assert said.count("needs something now") == 1
    assert said.count("needs something within days") == 1


def test_parked_line_says_its_day_and_how_long_ago_it_came(registrar):
    found = services.take(signal(), by=registrar)
    services.park(found, reason="too_soft", review_on=clock.today() + timedelta(days=30), by=registrar)
    with on(days=2):
        said = inbox(registrar, block="parked")
    assert "look again on" in said
    assert "2 days ago" in said


def test_line_without_a_term_says_so(registrar):
    found = services.take(signal(), by=registrar)
    services.give_feedback(found, level="state", text="Seen.", by=registrar)
    assert "no term" in inbox(registrar)


def test_weight_and_company_stand_among_the_reasons(registrar):
    found = signal()
    Signal.objects.filter(pk=found.pk).update(weight=7, cluster=found.pk)
    assert "7 points · belongs with other signals" in inbox(registrar)


def on_start(by):
    """The lists of signals on the start page of somebody, with their numbers and addresses."""
    html = signed_in(by).get(reverse("portal:start")).content.decode()
    if 'class="vp-signals"' not in html:
        return {}
    row = html.split('class="vp-signals"')[1].split("</nav>")[0]
    found = re.findall(r'href="([^"]*)">([^<]*)</a> <span class="vn-count">(\d+)<', row)
    return {name: (int(count), unescape(url)) for url, name, count in found}


def test_start_page_leads_to_the_lists_that_ask_for_something(registrar, reader, police):
    assert {name: count for name, (count, _url) in on_start(registrar).items()} == {
        "Handled by me": 0,
        "Offered to us": 0,
        "Answer due": 0,
    }
    new, mine = signal(), services.take(signal(danger=Answer.YES), by=registrar)
    services.offer(mine, to=police.organisation, why="danger_now", ground="vital_interest", by=registrar)
    shown = on_start(registrar)
    assert (shown["Handled by me"][0], shown["New"][0]) == (1, 1)
    assert on_start(police)["Offered to us"][0] == 1
    assert on_start(reader) == {}
    with on(days=10):
        assert on_start(registrar)["Answer due"][0] == 2
    for name, which in (("Handled by me", mine), ("New", new)):
        said = text(signed_in(registrar).get(shown[name][1]))
        assert which.reference in said


def test_start_page_counts_each_open_signal_of_somebody_once(registrar):
    asked, parked, closed = (services.take(signal(), by=registrar) for _turn in range(3))
    services.ask(asked, question="Where?", by=registrar)
    services.park(parked, reason="too_soft", review_on=at(days=9).date(), by=registrar)
    services.close(closed, reason="helped_elsewhere", basis="inquiry", by=registrar)
    colleague = actor(of=registrar.organisation)
    services.take(signal(), by=colleague)
    assert reading.waiting(registrar)["mine"] == 2
    assert reading.waiting(colleague)["mine"] == 1
    with on(days=10):
        assert {"Look again", "No reply"} <= set(on_start(registrar))


def test_start_page_leads_who_may_report_to_the_report_of_a_signal(registrar, reader):
    link = f'href="{reverse("signals:intake")}"'
    assert link in signed_in(registrar).get(reverse("portal:start")).content.decode()
    assert link not in signed_in(reader).get(reverse("portal:start")).content.decode()
