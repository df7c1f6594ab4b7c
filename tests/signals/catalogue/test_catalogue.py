"""What Vangnet ships: enough indicators, each traceable, and no list on which a trait of a person can be ticked."""

import re
from datetime import date, datetime

import pytest

from vangnet.access import kinds
from vangnet.core import clock
from vangnet.protocol import catalogue as agreements
from vangnet.signals import catalogue
from vangnet.signals.catalogue import IndicatorType, UnknownCode

NOW = catalogue.current()
LANGUAGES = ["nl", "en"]
ASKED = {
    "public", "police_officer", "border_police", "train_conductor", "hotel", "nurse_or_doctor", "teacher",
    "attendance_officer", "child_protection", "shelter_worker", "asylum_reception", "detention",
    "labour_inspector", "municipal_desk", "trade_register", "bank",
}  # fmt: skip
# Words that would make an indicator out of who somebody is.
TRAITS = re.compile(
    r"\b(roma|romani|roemeen\w*|bulgaar\w*|hongaar\w*|nigeriaan\w*|chinees\w*|chinese|marokkaan\w*|"
    r"romanian|bulgarian|hungarian|nigerian|moroccan|pol(e|ish)|pools\w*|vrouw\w*|woman|women|meisje\w*|girls?)\b",
    re.IGNORECASE,
)


def test_at_least_250_indicators_are_not_a_bias_warning():
    assert len(NOW.of_type("F")) + len(NOW.of_type("K")) >= 250
    assert NOW.of_type("P")
    assert sum(len(NOW.of_type(one)) for one in IndicatorType) == len(NOW.indicators)


@pytest.mark.parametrize("version", catalogue.versions(), ids=lambda one: one.version)
def test_every_version_is_traceable_both_ways(version):
    assert catalogue.untraced(catalogue.INDICATORS / version.version, version) == ()


def test_every_profession_has_its_list():
    assert {one.code for one in NOW.lists()} == ASKED == set(NOW.professions)


@pytest.mark.parametrize("code", sorted(ASKED))
def test_list_offers_features_only_and_fits_on_one_page(code):
    of = NOW.signal_list(code)
    assert 5 <= len(of.codes()) <= 40
    assert {NOW.indicator(one).type for one in of.codes()} == {IndicatorType.FEATURE}
    assert {one.type for one in of.context} <= {IndicatorType.CONTEXT}
    assert all(code in one.professions for group in of.groups for one in group.indicators)
    assert of.warning["nl"] and of.sources
    assert of.next_steps[0].says("nl").endswith("Bel 112.")
    assert all(step.kind in {kind.code for kind in kinds.all()} for step in of.next_steps)


def test_forms_are_those_of_the_agreements():
    corpus = agreements.current().corpus
    fact = next(
        agreement.facts["form_of_exploitation"]
        for agreement in reversed(corpus.agreements)
        if "form_of_exploitation" in agreement.facts
    )
    assert tuple(NOW.forms) == fact.values
    assert NOW.forms == fact.value_labels


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_indicators_say_the_same(language):
    said = [one.says(language).casefold() for one in NOW]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_feature_describes_who_somebody_is(language):
    wrong = [one.code for one in NOW.of_type("F") if TRAITS.search(one.says(language))]
    assert wrong == []


def test_every_trait_says_why_it_is_no_indicator():
    assert all(one.explains(language) for one in NOW.of_type("P") for language in LANGUAGES)
    assert not any(one.explains("nl") for one in NOW if one.type is not IndicatorType.PROFILE)


def test_choices_are_grouped_and_leave_context_out_unless_asked():
    of = NOW.signal_list("teacher")
    plain, wide = of.choices("nl"), of.choices("nl", context=True)
    assert wide[:-1] == plain
    assert wide[-1][0] == "Geeft context, telt nooit mee"
    assert {code for _group, pairs in plain for code, _words in pairs} == of.codes()
    assert plain[0][1][0] == ("falls_asleep_in_class", NOW.indicator("falls_asleep_in_class").says("nl"))
    assert NOW.signal_list("public").choices("en", context=True) == NOW.signal_list("public").choices("en")


def test_indicators_are_found_by_what_is_asked():
    one = NOW.indicator("falls_asleep_in_class")
    assert one.is_about()
    assert one.is_about(profession="teacher", setting="school", form="labour", type_="F", text="slaap SCHOOL")
    assert not one.is_about(profession="bank")
    assert not one.is_about(setting="finance")
    assert not one.is_about(type_="K")
    assert not one.is_about(text="hotel")
    assert not NOW.indicator("organ_offered_for_money").is_about(form="begging")


def test_lists_with_an_indicator_are_found():
    assert "teacher" in {one.code for one in NOW.lists_with("falls_asleep_in_class")}
    assert NOW.lists_with("poverty") == ()


def test_unknown_codes_are_told():
    with pytest.raises(UnknownCode, match="no indicator 'x' in version 2025-01-01"):
        catalogue.indicator("x")
    with pytest.raises(UnknownCode, match="no signal list 'x'. Choose one of: public"):
        catalogue.signal_list("x")


def test_version_holds_from_its_day_and_the_first_one_before_it(shelf):
    shelf.write(
        "indicators/2026-06-01/vocabulary.yaml", (shelf.indicators / "2025-01-01/vocabulary.yaml").read_text()
    )
    shelf.write("indicators/2026-06-01/all.yaml", (shelf.indicators / "2025-01-01/all.yaml").read_text())
    shelf.write("lists/2026-06-01/public.yaml", (shelf.lists / "2025-01-01/public.yaml").read_text())
    known = shelf.load()
    assert [one.version for one in known] == ["2025-01-01", "2026-06-01"]
    assert catalogue.on(date(2000, 1, 1), known) is known[0]
    assert catalogue.on(date(2026, 5, 31), known) is known[0]
    assert catalogue.on(date(2026, 6, 1), known) is known[1]


def test_current_version_follows_the_clock():
    with clock.fixed(datetime(2026, 11, 21, 12, tzinfo=clock.AMSTERDAM)):
        assert catalogue.current() is catalogue.versions()[-1]
        assert catalogue.indicator("papers_taken") is NOW.indicator("papers_taken")
        assert catalogue.signal_list("public") is NOW.signal_list("public")
