import pytest

from vangnet.protocol import catalogue

pytestmark = pytest.mark.usefixtures("route")


def test_catalogue_is_read_once():
    assert catalogue.current() is catalogue.current()
    assert catalogue.current().hash == catalogue.current().program.hash


def test_packaged_agreements_are_the_default(settings):
    settings.AGREEMENTS_DIR = None
    assert {"registration", "reflection-period"} <= {
        one.name for one in catalogue.current().corpus.agreements
    }
    assert catalogue.current().versions("registration")


def test_labels_are_in_both_languages():
    known = catalogue.current()
    assert (known.step_label("told", "nl"), known.step_label("told", "en")) == ("Verteld", "Told")
    assert (known.fact_label("age", "nl"), known.fact_label("shoe_size", "en")) == ("Leeftijd", "shoe_size")
    assert known.step_label("flown", "en") == "flown"
    assert known.party_name("police", "en") != "police"
    assert known.party_name("astronauts", "en") == "astronauts"


@pytest.mark.parametrize(
    ("wording", "language", "text"),
    [
        ({"nl": "Ja", "en": "Yes"}, "en", "Yes"),
        ({"nl": "Ja"}, "en", "Ja"),
        ({"en": "Yes"}, "nl", "Yes"),
        ({}, "nl", "some code"),
    ],
)
def test_wording_falls_back_to_the_other_language_and_then_to_the_code(wording, language, text):
    assert catalogue.words(wording, language, "some_code") == text


def test_form_of_a_step_asks_for_its_fields():
    known = catalogue.current()
    assert {code: kind.kind for code, kind in known.fields("found").items()} == {
        "age": "years",
        "origin": known.corpus.facts["origin"].kind,
        "remark": "text",
    }
    assert known.fields("flown") == {}
    assert "remark" in known.fact_types("found")


@pytest.mark.parametrize(
    ("agreement", "version", "name", "ground"),
    [
        ("route", "2020-01-01", "tell", "Testregel 1"),
        ("route", "2020-01-01", "stay", "Testregel 7"),
        ("route", "2020-01-01", "removal", "Testregel 8"),
    ],
)
def test_clause_is_found_by_what_a_result_names(agreement, version, name, ground):
    assert catalogue.current().clause(agreement, version, name).ground == ground


@pytest.mark.parametrize(
    "names", [("route", "2020-01-01", "fly"), ("route", "1999-01-01", "tell"), ("fly", "2020-01-01", "tell")]
)
def test_unknown_clause_is_nothing(names):
    assert catalogue.current().clause(*names) is None
