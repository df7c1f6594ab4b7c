"""Terms and routes are dated data: read strictly, with a source for each line, and chosen by the day."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from tests.factories import actor as somebody
from tests.factories import on, signal
from vangnet.access import sharing_rules
from vangnet.access.actors import system
from vangnet.access.kinds import all as all_kinds
from vangnet.access.services import add_organisation
from vangnet.access.verdicts import NotFound
from vangnet.signals import catalogue, routes, terms
from vangnet.signals.models import SignalChannel
from vangnet.signals.queries import signals as reading
from vangnet.signals.reports import ReportedPerson
from vangnet.signals.routes import ANY, OWN, Facts, RoutesError
from vangnet.signals.routes.reading import SAME
from vangnet.signals.routes.reading import load as load_routes
from vangnet.signals.terms import TermsError
from vangnet.signals.terms.reading import load as load_terms

DAY = "2020-01-01"


def told(package):
    return yaml.safe_load((Path(package.__file__).parent / f"{DAY}.yaml").read_text(encoding="utf-8"))


def written(folder, given, name=DAY):
    (folder / f"{name}.yaml").write_text(yaml.safe_dump(given, sort_keys=False), encoding="utf-8")
    return folder


def test_every_term_is_marked_as_assumed_as_long_as_no_source_gives_it():
    known = terms.current()
    assert all(one.assumed for one in (*known.urgencies.values(), *known.reporters.values()))


def test_every_reason_has_words_in_two_languages_and_a_source():
    for lines in (*terms.current().reasons.values(), terms.current().levels):
        assert all(
            set(one.words) == {"nl", "en"} and all(one.words.values()) and one.source
            for one in lines.values()
        )


def test_every_ground_is_one_that_the_sharing_rules_know():
    known = sharing_rules.current().versions[-1].grounds
    named = {one.ground for one in terms.current().reporters.values()}
    named |= {one.ground for one in routes.current().routes}
    assert named <= set(known)


def test_every_route_leads_to_a_kind_of_organisation_that_exists():
    known = {kind.code for kind in all_kinds()} | {OWN, ANY, SAME}
    for line in (*routes.current().desks, *routes.current().routes):
        assert set(line.to) <= known, line.code
        assert line.source and set(line.says) == {"nl", "en"}


def names_of(kind):
    """What an organisation of a kind is called: each name without what stands behind it, and its abbreviation."""
    for name in (kind.name("nl"), kind.name("en")):
        yield from re.sub(r"\(.*?\)", "", name).split(" / ")
        yield from re.findall(r"\(([A-Z][A-Za-z&]+)\)", name)


def named_in(sentence):
    """The kinds of organisation that a sentence names."""
    words = {kind.code: {name.strip().casefold() for name in names_of(kind)} for kind in all_kinds()}
    return {
        code
        for code, names in words.items()
        if any(re.search(rf"\b{re.escape(name)}\b", sentence.casefold()) for name in names)
    }


def test_names_of_organisations_are_seen_in_a_sentence():
    assert named_in("Het Zorg- en Veiligheidshuis helpt.") == {"safety_house"}
    assert named_in("The AVIM and the EMM look.") == {"avim", "emm"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_reason_names_the_one_body_that_is_proposed_or_none(language):
    """A reason stands below the name of whoever is proposed; with several kinds it could stand below each of them."""
    for line in (*routes.current().desks, *routes.current().routes):
        named = named_in(line.says[language])
        assert named <= (set(line.to) if len(line.to) == 1 else set()), (line.code, line.says[language])


def test_unknown_urgency_counts_as_unknown_and_unknown_reporter_says_which_there_are():
    assert terms.current().urgent("whenever") == terms.current().urgencies["unknown"]
    with pytest.raises(LookupError, match="bound_professional"):
        terms.current().reporter("neighbour")
    assert terms.current().reason("close", "nonsense") is None
    assert terms.current().reason("close", "unreachable").words["en"].startswith("The person")


def test_version_is_chosen_by_the_day(tmp_path, monkeypatch):
    given = told(terms)
    given["valid_from"] = date(2030, 1, 1)
    given["draft"]["days"] = 3
    written(tmp_path, told(terms))
    written(tmp_path, given, "2030-01-01")
    both = load_terms(tmp_path)
    monkeypatch.setattr(terms, "versions", lambda: both)
    assert [
        terms.current(day).days["draft"] for day in (date(2019, 1, 1), date(2029, 1, 1), date(2030, 1, 1))
    ] == [*(7, 7, 3)]


def test_routes_are_chosen_by_the_day(tmp_path, monkeypatch):
    given = told(routes)
    given["valid_from"] = date(2030, 1, 1)
    written(tmp_path, told(routes))
    written(tmp_path, given, "2030-01-01")
    both = load_routes(tmp_path)
    monkeypatch.setattr(routes, "versions", lambda: both)
    found = [
        routes.current(day).valid_from.year for day in (date(2019, 1, 1), date(2029, 1, 1), date(2031, 1, 1))
    ]
    assert found == [2020, 2020, 2030]


@pytest.mark.parametrize(
    "wrong, says",
    [
        (lambda given: given.update(valid_from=date(2021, 1, 1)), "name the file after that day"),
        (lambda given: given["urgencies"].pop("now"), "urgency now"),
        (lambda given: given["reasons"].pop("park"), "no reasons for park"),
        (lambda given: given["levels"].pop("state"), "give the levels"),
        (lambda given: given["urgencies"]["now"].update(remind=9), "first the reminder"),
        (lambda given: given["reporters"]["client"].update(level="everything"), "no level"),
        (lambda given: given["reporters"]["client"].pop("first"), "KeyError"),
    ],
)
def test_mistake_in_the_terms_is_said_with_its_file(tmp_path, wrong, says):
    given = told(terms)
    wrong(given)
    with pytest.raises(TermsError, match=says):
        load_terms(written(tmp_path, given))


@pytest.mark.parametrize(
    "wrong, says",
    [
        (lambda given: given.update(valid_from=date(2021, 1, 1)), "name the file after that day"),
        (lambda given: given["routes"].append(given["routes"][0]), "stands here twice"),
        (lambda given: given["desks"].pop(), "last desk"),
        (lambda given: given["routes"][0].pop("ground"), "names no ground"),
        (lambda given: given["routes"][0]["when"].update(religion=["any"]), "no route can look at"),
        (lambda given: given["routes"][0].pop("says"), "KeyError"),
    ],
)
def test_mistake_in_the_routes_is_said_with_its_file(tmp_path, wrong, says):
    given = told(routes)
    wrong(given)
    with pytest.raises(RoutesError, match=says):
        load_routes(written(tmp_path, given))


def test_folder_without_files_is_no_version(tmp_path):
    with pytest.raises(TermsError, match="no terms"):
        load_terms(tmp_path)
    with pytest.raises(RoutesError, match="no routes"):
        load_routes(tmp_path)


def lines(**facts):
    return [one.code for one in routes.current().routes_for(Facts(**facts))]


def test_child_under_twelve_goes_to_veilig_thuis_first_but_for_danger():
    assert lines(minor=True, under_twelve=True, hardness="told")[0] == "under_twelve"
    assert lines(minor=True, under_twelve=True, danger="yes")[:2] == ["danger_now", "under_twelve"]


@pytest.mark.parametrize(
    "facts, expected",
    [
        ({"forms": frozenset({"labour"}), "danger": "no"}, {"labour", "work_advice"}),
        ({"forms": frozenset({"sexual"})}, {"detectives"}),
        ({"minor": True, "abroad": True}, {"minor_worries", "minor_from_abroad", "aliens_police"}),
        ({"setting": "workplace"}, {"administrative"}),
        ({"setting": "home"}, {"many_problems"}),
        ({"hardness": "assumed"}, {"national_picture"}),
        ({}, {"registration"}),
    ],
)
def test_routes_fit_what_is_known(facts, expected):
    assert expected <= set(lines(**facts))
    assert "other_region" not in lines(**facts)


pytestmark = pytest.mark.django_db


def proposed(by, found):
    return [(one.rule, one.organisation.party) for one in reading.proposal(by, found)]


def test_proposal_names_organisations_with_why_and_a_gap_stays_visible():
    registrar, labour = somebody("registrar"), somebody("labour_inspectorate")
    found = signal(persons=(ReportedPerson(age=30),))
    assert proposed(registrar, found) == [("labour", labour.party)]
    first = reading.proposal(registrar, found)[0]
    assert first.why["nl"] and first.source and first.ground == "sv:161"
    assert {one.code for one in reading.gaps(registrar, found)} >= {"work_advice", "national_picture"}


def test_organisation_is_proposed_once_for_the_most_pressing_reason():
    registrar, police = somebody("registrar"), somebody("police")
    found = signal(danger="yes", forms=("sexual",), persons=())
    assert proposed(registrar, found) == [("danger_now", police.party)]


def test_organisation_of_the_region_goes_before_one_for_the_country_and_that_before_another():
    registrar = somebody("registrar")
    for code, region in (("here", "Utrecht"), ("far", "Limburg"), ("all", "")):
        with on(days=-1):
            one = add_organisation(code, party="police", name=code, by=system())
        one.region = region
        one.save()
    asked = [
        reading.proposal(registrar, signal(danger="yes", region=region))[0].organisation.code
        for region in ("utrecht", "Zeeland", "")
    ]
    assert asked == ["here", "all", "all"]
    assert reading.nearest([], "utrecht") is None
    far = reading.organisations.Organisation(code="far", region="Limburg")
    assert reading.nearest([far], "utrecht") is far


def test_age_and_origin_of_the_people_decide_along():
    registrar, care, guardian = somebody("registrar"), somebody("veilig_thuis"), somebody("guardian")
    found = signal(forms=(), persons=(ReportedPerson(age=11, nationality="ro"),))
    assert {one.organisation for one in reading.proposal(registrar, found)} == {
        care.organisation,
        guardian.organisation,
    }
    told_only = signal(forms=(), persons=(ReportedPerson(is_minor="yes"),))
    assert reading.facts_of(told_only, reading.persons(registrar, told_only)).minor
    grown = signal(forms=(), persons=(ReportedPerson(age=17),), has_minor="no")
    assert reading.facts_of(grown, reading.persons(registrar, grown)).minor


def test_without_the_registrar_another_body_holds_the_signal_and_any_body_is_better_than_none():
    shelter = somebody("lawyer")
    assert signal().owner == shelter.organisation
    police = somebody("police")
    assert signal().owner == police.organisation
    # what a lawyer reports stays there when nobody else could
    assert signal(shelter, channel=SignalChannel.CALLER).owner == police.organisation


def test_body_that_takes_no_part_any_more_is_no_desk():
    registrar, police = somebody("registrar"), somebody("police")
    registrar.organisation.is_active = False
    registrar.organisation.save()
    found = signal()
    assert found.owner == police.organisation
    with pytest.raises(NotFound):
        reading.proposal(registrar, found)
    assert replace(Facts(), minor=True).minor


def test_routes_name_forms_and_settings_that_exist():
    known = catalogue.current()
    for rule in routes.current().routes:
        assert set(rule.when.get("forms", ())) <= set(known.forms)
        assert set(rule.when.get("setting", ())) <= set(known.settings)
