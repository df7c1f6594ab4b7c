from pathlib import Path

from tests.factories import actor, dossier, on, step
from vangnet.access.actors import system
from vangnet.cases import queries
from vangnet.cases.queries import lawful
from vangnet.protocol import catalogue


def test_fitting_grounds_come_widest_first_and_say_what_must_be_met(police):
    made = dossier(police)
    fits = lawful.fitting(police, made, receiver=actor("shelter").organisation)
    assert [len(one.categories) for one in fits] == sorted(
        (len(one.categories) for one in fits), reverse=True
    )
    weighed = next(one for one in fits if one.ground == "wpg:19")
    assert {one.met_by for one in weighed.to_say} == {"victims_interest_weighed", "prosecution_not_harmed"}
    assert all(one.ground != "disclosure" for one in fits)


def test_child_and_open_investigation_are_known_to_who_may_know(settings):
    settings.AGREEMENTS_DIR = Path(catalogue.PACKAGED)
    detective = actor("investigation")
    made = dossier(detective, {"age": 30, "origin": "nl", "form_of_exploitation": "labour"})
    receiver = actor("police").organisation
    step(made, "investigation_started", detective, deviation_reason="x")
    assert lawful.circumstances(detective, made, receiver).common == {"open_investigation"}
    with on(days=2):
        step(made, "investigation_ended", detective, deviation_reason="x")
        assert lawful.circumstances(detective, made, receiver).common == set()


def test_unknown_age_is_not_taken_for_a_child(police):
    made = dossier(police, {"age": "unknown", "origin": "nl"})
    assert lawful.circumstances(police, made, actor("shelter").organisation).common == set()


def test_system_has_no_requests_and_no_uses():
    assert queries.waiting_requests(system()) == []
    assert queries.my_uses(system()) == []
