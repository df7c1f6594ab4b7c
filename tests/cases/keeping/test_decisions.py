"""Keeping longer, holds and proposals: what is due, who may say so, and that it always takes two."""

from datetime import date

import pytest
from django.db import Error, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cases.keeping.conftest import close
from tests.factories import actor, dossier, joined, on
from vangnet.access.models import Destruction, KeepingAnswer, KeepingDecision, Redaction
from vangnet.access.roles import Caseworker, PrivacyOfficer, Rapporteur, Reader
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.access.wall.context import as_actor
from vangnet.cases import keeping as rules
from vangnet.cases import queries, services
from vangnet.core import clock
from vangnet.protocol.log import EntryRefused


def all_of(one):
    return [category.value for category in queries.keeping.present_categories(one)]


def proposed(one, by, categories=None):
    return services.propose_destruction(
        one, categories=categories or all_of(one), reason="Termijn voorbij", by=by
    )


def days(one):
    return {line.category.value: line.day for line in queries.keeping.kept(one)}


def test_terms_run_from_the_closing_and_follow_the_laws_of_who_takes_part(closed):
    found = days(closed)
    assert found["progress"] == date(2030, 3, 3)
    assert found["contact"] == date(2026, 3, 3)
    under_police = {line.category.value: line.due.rule.regime for line in queries.keeping.kept(closed)}
    assert under_police["progress"] == "any"
    assert queries.keeping.regimes(closed) == frozenset({"wpg"})


def test_terms_of_an_open_dossier_do_not_run(one, police):
    assert days(one)["identity"] is None
    with pytest.raises(NotAllowed, match="is open"):
        proposed(one, police, ["identity"])


def test_nothing_may_be_proposed_one_day_too_early(closed, police):
    with on(days=364), pytest.raises(NotAllowed, match="must be kept until Tuesday 3 March 2026"):
        proposed(closed, police, ["contact"])
    with on(days=365):
        assert proposed(closed, police, ["contact"]).kind == KeepingDecision.Kind.DESTROY


def test_what_is_due_stands_on_the_list_of_who_looks_after_it(closed, police, officer, later):
    mine = {(line.dossier, line.category.value) for line in queries.keeping.due_for_review(officer)}
    assert (closed, "progress") in mine
    assert queries.keeping.due_for_review(actor(role=PrivacyOfficer)) == []
    assert queries.keeping.due_for_review(actor(role=Rapporteur, of=police.organisation)) == []
    with on(days=10):
        assert queries.keeping.due_for_review(officer) == []


def test_organisation_that_only_takes_part_has_nothing_to_review(one, police, registrar, later):
    close(one, police)
    with on(days=8000):
        assert queries.keeping.due_for_review(registrar) == []
        with pytest.raises(NotAllowed, match="looks after this dossier"):
            proposed(one, registrar)


def test_keeping_longer_moves_the_day_and_needs_a_day_to_come_and_a_kind(closed, police, officer, later):
    until = date(2040, 1, 1)
    services.keep_longer(closed, categories=["progress"], until=until, reason="Claim loopt", by=officer)
    assert days(closed)["progress"] == until
    with pytest.raises(NotAllowed, match="must be kept until"):
        proposed(closed, police, ["progress"])
    with pytest.raises(NotAllowed, match="not in the future"):
        services.keep_longer(closed, categories=["progress"], until=clock.today(), reason="x", by=officer)
    with pytest.raises(EntryRefused, match="at least one kind"):
        services.keep_longer(closed, categories=[], until=until, reason="x", by=officer)
    assert "keeping.kept_longer" in {entry.step for entry in queries.entries(police, closed)}
    services.keep_longer(closed, categories=["progress"], until=date(2039, 1, 1), reason="Korter", by=officer)
    assert days(closed)["progress"] == until


def test_proposal_names_kinds_that_the_dossier_has_and_is_made_once(closed, police, officer, later):
    with pytest.raises(NotAllowed, match="at least one kind"):
        services.propose_destruction(closed, categories=[], reason="x", by=police)
    with pytest.raises(NotAllowed, match="no data of the kind"):
        proposed(closed, police, ["health"])
    order = proposed(closed, police)
    assert [one.pk for one in queries.keeping.proposals(officer)] == [order.pk]
    assert str(order).endswith("destroy")
    with pytest.raises(NotAllowed, match="proposed this already"):
        proposed(closed, officer)


def test_nobody_agrees_with_themselves(closed, police, officer, later):
    order = proposed(closed, officer)
    with pytest.raises(NotAllowed, match="proposed this yourself"):
        services.answer_decision(order, dossier=closed, approve=True, by=officer)


def test_one_of_the_two_is_a_privacy_officer(closed, police, officer, later):
    colleague = actor(of=police.organisation)
    order = proposed(closed, police)
    with pytest.raises(NotAllowed, match="must be a privacy officer"):
        services.answer_decision(order, dossier=closed, approve=True, by=colleague)
    services.answer_decision(order, dossier=closed, approve=False, reason="Nog nodig", by=officer)
    with pytest.raises(NotAllowed, match="answered already"):
        services.answer_decision(order, dossier=closed, approve=True, by=officer)
    assert not Destruction.objects.exists()
    again = proposed(closed, officer)
    with pytest.raises(EntryRefused):
        services.answer_decision(again, dossier=closed, approve=False, reason=" ", by=colleague)


def test_database_refuses_an_answer_of_the_same_person_and_a_certificate_without_an_order(
    closed, police, later
):
    order = proposed(closed, police)
    itself = KeepingAnswer(
        decision=order, dossier_id=closed.pk, is_approved=True, moment=clock.now(),
        account=police.account, organisation=police.organisation,
    )  # fmt: skip
    with pytest.raises(Error, match="somebody else"), transaction.atomic():
        itself.save()
    certificate = Destruction(
        decision=order, dossier_id=closed.pk, moment=clock.now(), lines=0, digest="", terms=clock.today(),
        account=police.account, organisation=police.organisation,
    )  # fmt: skip
    with pytest.raises(Error, match="without an agreed order"), transaction.atomic():
        certificate.save()


def test_nobody_answers_in_the_name_of_somebody_else(closed, police, officer, later):
    order = proposed(closed, police)
    forged = KeepingAnswer(
        decision=order, dossier_id=closed.pk, is_approved=True, moment=clock.now(),
        account=officer.account, organisation=officer.organisation,
    )  # fmt: skip
    with as_actor(police), pytest.raises(Error, match="row-level security"), transaction.atomic():
        forged.save()
    with as_actor(officer):
        forged.save()


def test_application_adds_no_record_of_an_emptied_line_itself(closed, police, later):
    order = proposed(closed, police)
    record = Redaction(
        decision=order, dossier_id=closed.pk, moment=clock.now(), log="protocol_logentry", row=order.pk
    )
    with pytest.raises(Error, match="permission denied"), transaction.atomic():
        record.save()


def test_others_do_not_know_of_the_dossier(closed, later):
    stranger = actor(role=PrivacyOfficer)
    for act in (
        lambda: services.ask_hold(closed, reason="x", by=stranger),
        lambda: proposed(closed, stranger),
        lambda: services.keep_longer(
            closed, categories=["progress"], until=date(2050, 1, 1), reason="x", by=stranger
        ),
    ):
        with pytest.raises(NotFound):
            act()
    assert queries.keeping.proposals(actor(role=Reader)) == []
    assert queries.keeping.certificates(actor(role=Reader)) == []


def test_proposal_of_another_dossier_is_not_found(closed, police, officer, later):
    other = dossier(police)
    hold = services.ask_hold(other, reason="x", by=police)
    with pytest.raises(NotFound):
        services.answer_decision(hold, dossier=closed, approve=True, by=officer)


@pytest.fixture
def hold(closed, police):
    return services.ask_hold(closed, reason="Strafzaak loopt", by=police)


def is_held(one):
    return bool(queries.keeping.holds(queries.keeping.decisions(one)))


def test_hold_stops_destruction_from_the_moment_it_is_asked(closed, police, officer, hold, later):
    with pytest.raises(NotAllowed, match="Nothing may be destroyed"):
        proposed(closed, police)
    services.answer_decision(hold, dossier=closed, approve=True, by=officer)
    assert is_held(closed)
    assert {line.is_held for line in queries.keeping.kept(closed)} == {True}


def test_refused_hold_holds_nothing(closed, officer, hold):
    services.answer_decision(hold, dossier=closed, approve=False, reason="Geen zaak", by=officer)
    assert not is_held(closed)


def test_hold_that_comes_after_the_proposal_still_stops_it(closed, police, officer, later):
    order = proposed(closed, police)
    services.ask_hold(closed, reason="Strafzaak", by=police)
    with pytest.raises(NotAllowed, match="Nothing may be destroyed"):
        services.answer_decision(order, dossier=closed, approve=True, by=officer)


def test_hold_ends_when_two_people_say_so(closed, police, officer, hold):
    services.answer_decision(hold, dossier=closed, approve=True, by=officer)
    lift = services.ask_lift(hold, dossier=closed, reason="Zaak voorbij", by=police)
    assert is_held(closed)
    with pytest.raises(NotAllowed, match="proposed this already"):
        services.ask_lift(hold, dossier=closed, reason="Nog eens", by=officer)
    services.answer_decision(lift, dossier=closed, approve=True, by=officer)
    assert not is_held(closed)
    with pytest.raises(NotAllowed, match="does not hold any more"):
        services.ask_lift(hold, dossier=closed, reason="Nog eens", by=police)


def test_refused_lift_leaves_the_hold(closed, police, officer, hold):
    services.answer_decision(hold, dossier=closed, approve=True, by=officer)
    lift = services.ask_lift(hold, dossier=closed, reason="Zaak voorbij", by=police)
    services.answer_decision(lift, dossier=closed, approve=False, reason="Hoger beroep", by=officer)
    assert is_held(closed)


def test_partner_may_hold_what_another_looks_after(one, police, registrar, officer):
    asked = services.ask_hold(one, reason="Onze zaak loopt", by=registrar)
    services.answer_decision(asked, dossier=one, approve=True, by=officer)
    assert is_held(one)


def test_reader_decides_nothing(one, police):
    reader = actor(role=Reader, of=police.organisation)
    with pytest.raises(NotFound):
        services.ask_hold(one, reason="x", by=reader)
    assert not rules.may_ask_hold(reader).allowed


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["propose", "hold", "lift", "agree", "refuse", "longer"]),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS, day=st.sampled_from([10, 400, 800, 2000, 4000]))
def test_in_any_order_of_acts_nothing_goes_while_it_is_held_too_early_or_by_one_person(acts, day):
    with transaction.atomic():
        police = actor()
        people = [police, actor(role=PrivacyOfficer, of=police.organisation), actor(of=police.organisation)]
        one = dossier(police)
        close(one, police)
        with on(days=day):
            for name, number in acts:
                before = {line.category.value: line for line in queries.keeping.kept(one)}
                done = Destruction.objects.count()
                _try(name, one, people[number])
                for certificate in Destruction.objects.order_by("moment", "id")[done:]:
                    lines = [before[code] for code in certificate.categories]
                    assert not any(line.is_held for line in lines)
                    assert all(line.is_due(clock.today()) for line in lines)
                    answer = certificate.decision.answer
                    assert answer.account_id != certificate.decision.account_id
                    assert people[1].account.pk in (answer.account_id, certificate.decision.account_id)
        transaction.set_rollback(True)


def _try(name, one, by):
    decided = queries.keeping.decisions(one)
    waiting = [decision for decision in decided if queries.keeping.is_open(decision)]
    holds = queries.keeping.holds(decided)
    acts = {
        "propose": lambda: services.propose_destruction(one, categories=["contact"], reason="x", by=by),
        "hold": lambda: services.ask_hold(one, reason="x", by=by),
        "lift": lambda: holds and services.ask_lift(holds[0], dossier=one, reason="x", by=by),
        "agree": lambda: waiting and services.answer_decision(waiting[0], dossier=one, approve=True, by=by),
        "refuse": lambda: (
            waiting and services.answer_decision(waiting[0], dossier=one, approve=False, reason="x", by=by)
        ),
        "longer": lambda: services.keep_longer(
            one, categories=["contact"], until=date(2031, 1, 1), reason="x", by=by
        ),
    }
    try:
        acts[name]()
    except NotAllowed:
        return


def test_joined_partner_with_youth_care_keeps_its_data_longer(one, police):
    joined(one, police, "guardian")
    assert "youth_act" in queries.keeping.regimes(one)
    assert Caseworker.code == "caseworker"
