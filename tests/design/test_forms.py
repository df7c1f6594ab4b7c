from html.parser import HTMLParser

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from vangnet.design import forms
from vangnet.design.partial_dates import PartialMoment

NASTY = "<script>alert(1)</script>\"'&"


class Elements(HTMLParser):
    """The opening tags of a page with their attributes."""

    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.feed(str(html))

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def named(self, tag, **wanted):
        return [attrs for found, attrs in self.tags if found == tag and wanted.items() <= attrs.items()]

    @property
    def ids(self):
        return {attrs["id"] for _tag, attrs in self.tags if "id" in attrs}


class Person(forms.VangnetForm):
    reference = forms.TextField(label="Reference", help_text="Your own number")
    age = forms.IntegerField(label="Age", unit="years", allow_unknown=True)
    started = forms.PartialDateField(label="Start", required=False)
    colour = forms.ChoiceField(label="Colour", choices=[("red", "Red")], allow_unknown=True)
    weight = forms.IntegerField(label="Weight", unit="kilo", required=False)
    language = forms.SelectField(label="Language", choices=[("nld", "Dutch")])

    def clean(self):
        if self.data.get("contradiction"):
            raise ValidationError("These two answers cannot both be true.")


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def test_form_has_a_label_for_every_control():
    page = Elements(Person())
    labelled = {attrs.get("for") for tag, attrs in page.tags if tag == "label"}
    controls = {attrs["id"] for tag, attrs in page.tags if tag in {"input", "select", "textarea"}}
    assert controls == labelled


def test_required_control_says_so_without_the_browser_taking_over():
    page = Elements(Person())
    assert page.named("input", id="id_reference")[0]["aria-required"] == "true"
    assert "aria-required" not in page.named("input", id="id_started")[0]
    assert not [attrs for _tag, attrs in page.tags if "required" in attrs]


def test_optional_field_says_so_in_words():
    assert str(Person()["started"].as_field_group()).count("(<") == 0
    assert "(optional)" in str(Person()["started"].as_field_group())
    assert "(optional)" not in str(Person()["reference"].as_field_group())


def test_help_and_error_are_tied_to_the_control():
    page = Elements(Person({}))
    described = page.named("input", id="id_reference")[0]["aria-describedby"].split()
    assert described == ["id_reference_helptext", "id_reference_error"]
    assert set(described) <= page.ids
    assert page.named("input", id="id_reference")[0]["aria-invalid"] == "true"


def test_every_reference_between_elements_leads_somewhere():
    for form in (Person(), Person({}), Person({"contradiction": "1"})):
        page = Elements(form)
        for _tag, attrs in page.tags:
            named = f"{attrs.get('aria-describedby') or ''} {attrs.get('aria-labelledby') or ''}".split()
            assert set(named) <= page.ids


def test_ids_are_unique():
    ids = [attrs["id"] for _tag, attrs in Elements(Person({})).tags if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_error_summary_comes_first_and_links_to_the_controls():
    page = Elements(Person({}))
    assert page.tags[0][1].get("tabindex") == "-1"
    links = [attrs["href"] for attrs in page.named("a")]
    assert links == ["#id_reference", "#id_age", "#id_colour_0", "#id_language"]
    assert {link.removeprefix("#") for link in links} <= page.ids


def test_form_without_errors_has_no_summary():
    assert "vn-error-summary" not in str(Person())


def test_error_about_the_whole_form_stands_in_the_summary():
    html = str(Person({"contradiction": "1"}))
    assert html.count("These two answers cannot both be true.") == 1
    assert html.index("These two answers") < html.index("id_reference")


def test_nothing_typed_is_lost_and_everything_is_escaped():
    form = Person(
        {
            "reference": NASTY,
            "age": NASTY,
            "age_unknown": "on",
            "started": NASTY,
            "colour": "unknown",
            "weight": NASTY,
            "language": NASTY,
        }
    )
    html = str(form)
    assert "<script" not in html
    page = Elements(html)
    for name in ("reference", "age", "started", "weight"):
        assert page.named("input", name=name)[0]["value"] == NASTY
    assert "checked" in page.named("input", name="age_unknown")[0]
    assert "checked" in page.named("input", name="colour", value="unknown")[0]


def test_stored_values_are_shown_again():
    moment = PartialMoment(None, None, "unknown", "weet ik niet")
    page = Elements(Person(initial={"age": "unknown", "started": moment, "weight": 70}))
    assert "checked" in page.named("input", name="age_unknown")[0]
    assert "checked" in page.named("input", name="started_unknown")[0]
    assert page.named("input", name="weight")[0]["value"] == "70"


def test_unit_is_shown_beside_the_number():
    assert "years" in str(Person()["age"])
    assert "kilo" in str(Person()["weight"])


class Filters(forms.FilterForm):
    track = forms.SelectField(label="Track", choices=[("care", "Care")])
    since = forms.DateField(label="Since")


def test_filter_takes_what_is_valid_and_lets_the_rest_be():
    assert Filters().chosen == {}
    assert Filters({"track": "care", "since": "not a date"}).chosen == {"track": "care"}
    assert Filters({}).chosen == {}


def test_filter_has_no_summary_and_asks_nothing():
    html = str(Filters({"since": "not a date"}))
    assert "vn-error-summary" not in html
    assert "aria-required" not in html
    assert "(optional)" not in html
