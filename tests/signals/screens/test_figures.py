from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cases.browsing import signed_in, text
from tests.factories import actor, on, signal
from vangnet.access.actors import system
from vangnet.access.roles import Administrator, Coordinator, PrivacyOfficer, Rapporteur, Registrar
from vangnet.core import clock
from vangnet.signals import services
from vangnet.signals.answers import Answer, CareReport
from vangnet.signals.models import Signal
from vangnet.signals.queries import figures as reading
from vangnet.signals.queries.small_numbers import Told
from vangnet.signals.reports import ReportedPerson
from vangnet.signals.rules import figures as may

URL = "signals:figures"


def own(by, code):
    """The numbers of one table over the own signals, without what is zero."""
    cells = reading.figures(by, year=2025, is_own=True).tables[code].cells
    return {name: cell.count for name, cell in cells.items() if cell.count}


def every(by, code):
    return reading.figures(by, year=2025, is_own=False).tables[code].cells


def shown(by, **query):
    return text(signed_in(by).get(reverse(URL), query))


@pytest.fixture
def rapporteur():
    return actor("national_rapporteur", role=Rapporteur)


def test_how_soon_somebody_took_it_in_hand(registrar):
    now, later, _never = signal(), signal(), signal()
    services.take(now, by=registrar)
    with on(days=2):
        services.take(later, by=registrar)
    assert own(registrar, "taken") == {"hour": 1, "days": 1, "never": 1}


def test_how_old_open_signals_are(registrar):
    services.close(
        services.take(signal(), by=registrar), reason="helped_elsewhere", basis="inquiry", by=registrar
    )
    signal()
    assert own(registrar, "ages") == {"week": 1}
    with on(days=100):
        assert own(registrar, "ages") == {"year": 1}
    with on(days=400):
        assert own(registrar, "ages") == {"older": 1}


def test_whether_reporters_heard_within_their_term(registrar):
    in_term, late, _waits = (services.take(signal(), by=registrar) for _turn in range(3))
    services.give_feedback(in_term, level="state", text="Seen.", by=registrar)
    assert own(registrar, "feedback") == {"in_term": 1, "waits": 2}
    with on(days=20):
        services.give_feedback(late, level="state", text="Seen.", by=registrar)
        assert own(registrar, "feedback") == {"in_term": 1, "late": 1, "overdue": 1}


def test_last_day_of_the_term_is_in_time(registrar):
    found = services.take(signal(), by=registrar)
    with on(days=14, hours=13):
        services.give_feedback(found, level="state", text="Seen.", by=registrar)
    assert own(registrar, "feedback") == {"in_term": 1}


def test_states_reporters_and_forms(registrar):
    services.take(signal(), by=registrar)
    signal(reporter_type="client", forms=("labour", "sexual"))
    assert own(registrar, "states") == {"received": 1, "owned": 1}
    assert own(registrar, "reporters") == {"citizen": 1, "client": 1}
    assert own(registrar, "forms") == {"labour": 2, "sexual": 1}


def test_reasons_of_refusal_and_parking(registrar, police):
    found = services.take(signal(danger=Answer.YES), by=registrar)
    offer = services.offer(
        found, to=police.organisation, why="danger_now", ground="vital_interest", by=registrar
    )
    services.refuse(offer, reason="other_region", by=police)
    services.park(found, reason="too_soft", review_on=clock.today() + timedelta(days=5), by=registrar)
    assert own(registrar, "refused") == {"other_region": 1}
    assert own(registrar, "parked") == {"too_soft": 1}


def test_what_became_of_investigations(registrar, police):
    for outcome, reason in (("started", "enough"), ("refused", "too_soft")):
        found = signal(danger=Answer.YES)
        offer = services.offer(
            found, to=police.organisation, why="danger_now", ground="vital_interest", by=registrar
        )
        services.accept(offer, by=police)
        services.pass_to_investigation(found, by=police)
        services.decide_investigation(found, outcome=outcome, reason=reason, by=police)
    assert own(police, "investigations") == {"started": 1, "refused": 1}
    assert own(police, "turned_down") == {"too_soft": 1}


def test_children_under_twelve_with_and_without_care_report(registrar):
    child = (ReportedPerson(age=9), ReportedPerson(age=8))
    signal(persons=child, care_report=CareReport.YES)
    signal(persons=child, care_report=CareReport.NO)
    signal(persons=child)
    signal(persons=(ReportedPerson(age=12),), care_report=CareReport.NO)
    assert own(registrar, "care") == {"yes": 1, "no": 1, "unknown": 1}


def test_hand_overs_without_action(registrar, police):
    found = signal(danger=Answer.YES)
    offer = services.offer(
        found, to=police.organisation, why="danger_now", ground="vital_interest", by=registrar
    )
    services.accept(offer, by=police)
    assert own(police, "idle") == {"1": 1}
    Signal.objects.filter(pk=found.pk).update(idle_handovers=7)
    assert own(police, "idle") == {"3": 1}


def test_year_counts_its_own_signals(registrar):
    signal()
    with on(days=365):
        signal()
        assert reading.figures(registrar, year=2026, is_own=True).received.count == 1
        assert reading.years(registrar)[:2] == [2026, 2025]
        assert "Received in this year: 1" in shown(registrar, year="2025")


def test_own_figures_leave_out_what_others_own(registrar, police):
    signal(by=police, reporter_type="own_staff")
    assert own(registrar, "states") == {}
    assert own(police, "states") == {"received": 1}


def test_small_numbers_are_not_told_to_who_does_not_own_them(registrar, rapporteur):
    for _turn in range(6):
        services.take(signal(), by=registrar)
    signal()
    cells = every(rapporteur, "taken")
    assert (cells["never"].told, cells["hour"].told) == (Told.FEW, Told.KEPT)
    said = shown(rapporteur)
    assert "fewer than 5" in said
    assert "Received in this year: 7" in said
    assert "How to read this" in said


def test_tables_of_one_whole_keep_silent_together(registrar, rapporteur):
    """Two and three are small, and their sum must not be read from another table."""
    for _turn in range(3):
        services.take(signal(), by=registrar)
    for _turn in range(2):
        signal()
    found = reading.figures(rapporteur, year=2025, is_own=False)
    assert found.received.count is None
    assert all(cell.count is None for cell in found.tables["reporters"].cells.values())
    assert "Received in this year: not told" in shown(rapporteur)


@pytest.mark.parametrize(("first", "told"), [("started", Told.KEPT), ("refused", Told.TOLD)])
def test_reasons_of_investigation_keep_silent_with_its_outcomes(registrar, police, rapporteur, first, told):
    for number in range(6):
        found = signal(danger=Answer.YES)
        offer = services.offer(
            found, to=police.organisation, why="danger_now", ground="vital_interest", by=registrar
        )
        services.accept(offer, by=police)
        services.pass_to_investigation(found, by=police)
        outcome = "refused" if number else first
        reason = "too_soft" if outcome == "refused" else "enough"
        services.decide_investigation(found, outcome=outcome, reason=reason, by=police)
    assert {cell.told for cell in every(rapporteur, "turned_down").values()} == {told}


@pytest.mark.parametrize("role", [Coordinator, Registrar])
def test_coordinator_and_registrar_choose_between_own_and_all(registrar, role):
    somebody = actor(of=registrar.organisation, role=role)
    signal()
    assert "Received in this year: 1" in shown(somebody)
    assert "Received in this year: fewer than 5" in shown(somebody, whose="all")


def test_caseworker_sees_only_the_own_figures(registrar):
    signal()
    said = shown(registrar, whose="all")
    assert "Received in this year: 1" in said
    assert "All organisations" not in said


@pytest.mark.parametrize("role", [Administrator, PrivacyOfficer])
def test_figures_are_for_who_may_count(registrar, role):
    somebody = actor(of=registrar.organisation, role=role)
    assert signed_in(somebody).get(reverse(URL)).status_code == 403


def test_wrong_year_is_the_present_one(registrar):
    signal()
    for year in ("1066", "٢٠٢٥", "x", "-1"):
        assert "Received in this year: 1" in shown(registrar, year=year)


def test_rapporteur_finds_the_figures_in_the_menu(rapporteur):
    answer = signed_in(rapporteur).get(reverse("portal:start")).content.decode()
    assert f'href="{reverse(URL)}"' in answer


def test_figures_of_an_organisation_need_one():
    assert "somebody who works there" in str(may.may_read_own(system()).reason)
    assert not may.may_read_all(system()).allowed
