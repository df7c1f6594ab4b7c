"""Each field in one spelling, so that the same thing is found again."""

import pytest
from django.utils import translation

from vangnet.persons.identity_fields import FIELDS, FieldsRefused, fields_of, spelled


def identity(**fields):
    return spelled("identity", fields)


@pytest.mark.parametrize(
    "told, kept",
    [
        ("3-2-2008", "2008-02-03"),
        ("03/02/2008", "2008-02-03"),
        ("2008-2-3", "2008-02-03"),
        ("2-2008", "2008-02"),
        ("2008-02", "2008-02"),
        (" 2008 ", "2008"),
        ("29.2.2008", "2008-02-29"),
    ],
)
def test_birth_date_as_far_as_known(told, kept):
    assert identity(birth_date=told) == {"birth_date": kept}


@pytest.mark.parametrize(
    "told", ["29-2-2009", "13-2008", "0-2008", "08", "spring", "3-2-08", "1850", "٣-٢-٢٠٠٨"]
)
def test_birth_date_that_cannot_be_is_refused(told):
    with pytest.raises(FieldsRefused):
        identity(birth_date=told)


@pytest.mark.parametrize("told", ["06 12345678", "0612345678", "+31 6 12 34 56 78", "0031 612345678"])
def test_telephone_has_one_spelling(told):
    assert spelled("contact", {"telephone": told}) == {"telephone": "+31612345678"}


@pytest.mark.parametrize("told", ["12", "call me", "+31 6 1234567890123", "06-"])
def test_telephone_that_cannot_be_is_refused(told):
    with pytest.raises(FieldsRefused):
        spelled("contact", {"telephone": told})


def test_number_of_a_document_is_letters_and_digits():
    assert identity(document_number=" nx-12 34.56 ") == {"document_number": "NX123456"}


def test_v_number_has_ten_digits():
    assert identity(v_number="V 123.456.7890") == {"v_number": "1234567890"}
    with pytest.raises(FieldsRefused):
        identity(v_number="V123")


def test_citizen_service_number_must_fit_together():
    digits = [int(digit) for digit in "10000000"]
    weights = range(9, 1, -1)
    last = sum(weight * digit for weight, digit in zip(weights, digits, strict=True)) % 11
    number = "".join(map(str, (*digits, last)))
    assert identity(bsn=number) == {"bsn": number}
    wrong = number[:-1] + str((last + 1) % 10)
    for told in (wrong, "12345678", "abcdefghi"):
        with pytest.raises(FieldsRefused):
            identity(bsn=told)
    assert identity(bsn="  ") == {}


def test_invisible_characters_do_not_make_two_names_of_one():
    assert identity(family_name="Proef\u200b\u202ewaarde\x00") == {"family_name": "Proef waarde"}
    assert identity(family_name="  van   der\tProef ") == {"family_name": "van der Proef"}
    assert identity(other_names="Ann\r\n\r\n Bea  Bo \n") == {"other_names": "Ann\nBea Bo"}


def test_empty_fields_are_left_out_and_long_ones_refused():
    assert identity(given_names="", family_name="  ") == {}
    with pytest.raises(FieldsRefused) as refusal:
        identity(given_names="a" * 201)
    assert "200" in refusal.value.problems["given_names"]


def test_mail_address_has_a_place():
    assert spelled("contact", {"mail": "Ann@Example.org"}) == {"mail": "Ann@Example.org"}
    with pytest.raises(FieldsRefused):
        spelled("contact", {"mail": "ann"})


def test_every_field_has_words_in_both_languages():
    for one in FIELDS:
        with translation.override("en"):
            english = str(one.label)
        with translation.override("nl"):
            assert str(one.label)
        assert english


def test_every_field_belongs_to_one_kind():
    assert {one.name for one in fields_of("identity")} & {one.name for one in fields_of("contact")} == set()
    assert len({one.name for one in FIELDS}) == len(FIELDS)
    assert fields_of("health") == ()
