import uuid
from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from vangnet.core import clock
from vangnet.core.clock import AMSTERDAM
from vangnet.design import forms

COLOURS = [("red", "Red"), ("blue", "Blue")]


@pytest.fixture(autouse=True)
def _in_english_at_a_fixed_moment():
    with translation.override("en"), clock.fixed(datetime(2026, 3, 14, 10, 0, tzinfo=AMSTERDAM)):
        yield


def refusal(field, value):
    with pytest.raises(ValidationError) as caught:
        field.clean(value)
    return " ".join(caught.value.messages)


def test_text_loses_control_characters_and_spaces():
    assert forms.TextField().clean("  a\x00b\tc\u202e \r\n d\ufeff ") == "a b c d"


def test_text_keeps_letters_of_every_script():
    for name in ("Zoë", "ትግርኛ", "مها", "می‌خواهم", "李"):
        assert forms.TextField().clean(name) == name


def test_long_text_keeps_its_lines():
    assert forms.LongTextField().clean("one\r\n\r\ntwo\rthree\x07") == "one\n\ntwo\nthree"


def test_text_with_lone_surrogate_is_made_storable():
    forms.TextField().clean("a\ud800b").encode()


def test_text_too_long_says_by_how_much():
    assert "12 characters and 10 fit. Shorten it by 2 characters" in refusal(
        forms.TextField(limit=10), "x" * 12
    )
    assert "Shorten it by 1 character." in refusal(forms.TextField(limit=10), "x" * 11)
    assert forms.TextField(limit=10).clean("x" * 10) == "x" * 10


def test_empty_text_is_refused_only_when_required():
    assert refusal(forms.TextField(), " \x00 ") == "Fill in this field."
    assert forms.TextField(required=False).clean("") == ""


@pytest.mark.parametrize("kind", [forms.ChoiceField, forms.SelectField])
def test_choice_may_be_unknown_only_where_the_field_says_so(kind):
    assert kind(choices=COLOURS, allow_unknown=True).clean("unknown") == forms.UNKNOWN
    assert "“unknown” is not one of the choices" in refusal(kind(choices=COLOURS), "unknown")


def test_choice_outside_the_list_is_named_but_not_repeated_at_length():
    said = refusal(forms.ChoiceField(choices=COLOURS), "purple\x00" * 100)
    assert "“purple purple" in said
    assert len(said) < 200


def test_choice_must_be_made_when_required():
    assert refusal(forms.ChoiceField(choices=COLOURS), "") == "Choose one of the answers."
    assert forms.ChoiceField(choices=COLOURS, required=False).clean("") == ""


@pytest.mark.parametrize(("given", "meant"), [("yes", True), ("no", False), ("unknown", "unknown")])
def test_yes_no_unknown_gives_three_values(given, meant):
    assert forms.YesNoUnknownField().clean(given) == meant


def test_yes_no_unknown_without_answer_is_not_unknown():
    assert forms.YesNoUnknownField(required=False).clean("") is None
    assert refusal(forms.YesNoUnknownField(), "") == "Choose one of the answers."


def test_yes_no_unknown_shows_what_was_stored():
    field = forms.YesNoUnknownField()
    assert [field.prepare_value(value) for value in (True, False, "unknown")] == ["yes", "no", "unknown"]


def test_checkboxes_refuse_unknown_beside_another_answer():
    field = forms.CheckboxesField(choices=COLOURS, allow_unknown=True)
    assert field.clean(["red", "blue"]) == ["red", "blue"]
    assert field.clean(["unknown"]) == ["unknown"]
    assert "Leave one of the two" in refusal(field, ["red", "unknown"])
    assert "“green” is not one of the choices" in refusal(field, ["green"])
    assert refusal(field, []) == "Choose at least one of the answers."
    assert "“unknown” is not one" in refusal(forms.CheckboxesField(choices=COLOURS), ["unknown"])


@pytest.mark.parametrize(("given", "meant"), [("17", 17), (" 17 ", 17), ("0", 0), ("", None)])
def test_number_is_read(given, meant):
    assert forms.IntegerField(required=False).clean(given) == meant


@pytest.mark.parametrize("given", ["seventeen", "17.5", "1e3", "--3", "-", "١٧", "9" * 5000, "0x11"])
def test_number_that_is_none_is_refused_with_its_value(given):
    said = refusal(forms.IntegerField(), given)
    assert "is not a whole number" in said
    assert len(said) < 200


def test_number_outside_its_borders_is_refused_with_the_borders():
    field = forms.IntegerField(minimum=0, maximum=120)
    assert refusal(field, "130") == "130 is outside what is possible here. Give a number from 0 to 120."
    assert "-1 is outside" in refusal(field, "-1")


def test_number_may_be_unknown_but_not_both():
    field = forms.IntegerField(allow_unknown=True)
    assert field.clean(["", True]) == "unknown"
    assert field.clean(["17", False]) == 17
    assert field.clean(["Onbekend", False]) == "unknown"
    assert "“unknown” is not a whole number" in refusal(forms.IntegerField(), "unknown")
    assert "You gave “17” and also “not known”" in refusal(field, ["17", True])
    assert refusal(field, ["", False]) == "Give a number."
    assert refusal(field, None) == "Give a number."


def test_partial_date_gives_borders_and_the_words():
    moment = forms.PartialDateField().clean(["spring 2023", False])
    assert (moment.precision, moment.text) == ("season", "spring 2023")


def test_partial_date_may_be_unknown_by_box_or_by_word():
    field = forms.PartialDateField()
    assert field.clean(["", True]).precision == "unknown"
    assert field.clean(["onbekend", False]).precision == "unknown"
    assert "Leave one of the two" in refusal(field, ["2023", True])


def test_partial_date_in_the_future_needs_a_field_that_allows_it():
    assert "“15-3-2026” is in the future" in refusal(forms.PartialDateField(), ["15-3-2026", False])
    assert "in the future" in refusal(forms.PartialDateField(), ["14-3-2026 10:01", False])
    assert forms.PartialDateField().clean(["14-3-2026", False]).precision == "day"
    assert forms.PartialDateField().clean(["2026", False]).precision == "year"
    assert forms.PartialDateField(allow_future=True).clean(["2031", False]).precision == "year"


@pytest.mark.parametrize(
    ("at_least", "text", "said"),
    [
        ("minute", "12-3-2023", "has no time"),
        ("day", "March 2023", "is not one day"),
        ("month", "2023", "is not one month"),
        ("season", "2023", "too wide"),
    ],
)
def test_partial_date_can_ask_for_more_precision(at_least, text, said):
    assert said in refusal(forms.PartialDateField(at_least=at_least), [text, False])


def test_partial_date_that_must_be_known_refuses_unknown():
    assert "too wide" in refusal(forms.PartialDateField(allow_unknown=False), "onbekend")


def test_partial_date_left_open_is_not_unknown():
    assert forms.PartialDateField(required=False).clean(["", False]) is None
    assert refusal(forms.PartialDateField(), ["", False]) == "Say when, as precisely as you know."


def test_date_is_one_whole_day():
    field = forms.DateField()
    assert field.clean("12 March 2023") == date(2023, 3, 12)
    assert "is not one day" in refusal(field, "March 2023")
    assert field.prepare_value(date(2023, 3, 12)) == "12-3-2023"
    assert field.prepare_value("12 maart") == "12 maart"
    assert forms.DateField(required=False).clean("") is None


def test_changed_data_can_be_asked_of_every_field():
    class Form(forms.VangnetForm):
        age = forms.IntegerField(allow_unknown=True)
        when = forms.PartialDateField()

    form = Form({"age": "17", "when": "31-4-2023"}, initial={"age": 17})
    assert form.changed_data == ["when"]


def test_submission_key_is_random_and_kept_when_the_form_comes_back():
    assert (
        forms.IdempotentForm()["submission_key"].value() != forms.IdempotentForm()["submission_key"].value()
    )
    key = uuid.uuid4()
    form = forms.IdempotentForm({"submission_key": str(key)})
    assert form.is_valid()
    assert form.cleaned_data["submission_key"] == key
    assert str(key) in str(form)


@pytest.mark.parametrize("given", ["", "x", "1 or 1=1"])
def test_submission_key_that_is_missing_or_made_up_is_refused(given):
    form = forms.IdempotentForm({"submission_key": given})
    assert not form.is_valid()
    assert "This page was not complete" in str(form)
