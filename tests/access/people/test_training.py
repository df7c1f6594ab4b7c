"""Which step asks for a training, and what becomes of it when the training lapses."""

from datetime import date, timedelta

import pytest

from tests.factories import actor
from vangnet.access import rules, services, training
from vangnet.access.actors import system
from vangnet.access.roles import Caseworker, Detective
from vangnet.core import clock
from vangnet.protocol import catalogue

pytestmark = pytest.mark.django_db


def certified(who, first=-10, last=10):
    return services.add_certificate(
        who.account,
        kind="victim_interview",
        given_by="Politieacademie",
        valid_from=clock.today() + timedelta(days=first),
        valid_until=clock.today() + timedelta(days=last),
        by=system(),
    )


def test_detective_with_a_certificate_records_the_interview():
    who = actor("investigation", role=Detective)
    certified(who)
    assert rules.may_record_as_own(who, "statement").allowed


@pytest.mark.parametrize(("first", "last"), [(-20, -1), (1, 20)])
def test_certificate_that_does_not_count_today_takes_the_interview_away_and_nothing_else(first, last):
    who = actor("investigation", role=Detective)
    certified(who, first, last)
    verdict = rules.may_record_as_own(who, "statement")
    assert "no certificate that is valid today" in str(verdict.reason)
    assert "L5589" in verdict.source
    assert rules.may_record_as_own(who, "police_report").allowed


@pytest.mark.parametrize(("first", "last"), [(0, 5), (-5, 0)])
def test_first_and_last_day_count(first, last):
    who = actor("investigation", role=Detective)
    certified(who, first, last)
    assert rules.may_record_as_own(who, "statement").allowed


def test_withdrawn_certificate_counts_no_more():
    who = actor("investigation", role=Detective)
    services.withdraw_certificate(certified(who), by=system())
    assert not rules.may_record_as_own(who, "statement").allowed


def test_certificate_without_the_role_is_not_enough():
    who = actor("investigation", role=Caseworker)
    certified(who)
    assert "Ask a detective" in str(rules.may_record_as_own(who, "statement").reason)


def test_every_step_that_asks_for_a_training_is_a_step_of_the_agreements():
    for _since, required in training._files():
        for step, one in required.items():
            assert catalogue.current().step(step) is not None
            assert one.nl != one.en
            assert one.source


def test_rule_is_said_in_the_language_of_the_page():
    one = training.needed_for("statement", date(2020, 1, 1))
    assert one.says("nl-nl").startswith("Alleen")
    assert one.says("en").startswith("Only")
    assert one.says(None) == one.nl


def test_before_the_first_file_nothing_was_asked():
    assert training.needed_for("statement", date(2012, 12, 31)) is None


def test_file_whose_name_and_day_differ_is_refused(tmp_path):
    wrong = tmp_path / "2020-01-01.yaml"
    wrong.write_text("valid_from: 2021-01-01\nsteps: {}\n")
    with pytest.raises(ValueError, match="same day"):
        training._read(wrong)
