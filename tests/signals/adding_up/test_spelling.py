"""What people write in many ways is compared in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vangnet.signals.adding_up.kinds import MarkKind
from vangnet.signals.adding_up.spelling import LONGEST, spelled

SAME = {
    "telephone": ["06-00001234", "06 0000 1234", "+31 6 0000 1234", "0031600001234", "(+31) 0600001234"],
    "mail": ["Zon.Maan@voorbeeld.example", "zon.maan+nl@voorbeeld.example ", "ZON.MAAN@VOORBEELD.EXAMPLE"],
    "address": ["Kerkstraat 12a, 1234 AB Utrecht", "1234ab 12", "1234 AB, 12-bis", "kerkstr. 12, 1234AB"],
    "vehicle": ["12-ABC-3", "12abc3", "12 abc 3"],
    "company": ["Schoonmaak Zon B.V.", "schoonmaak zon bv", "SCHOONMAAK ZON", "Stichting Schoonmaak Zon"],
    "account_name": ["@Zon_Maan9", "zonmaan9", "https://www.voorbeeld.example/@zon.maan9/", "Zon Maan 9"],
    "person": ["Ana Pop 2004", "POP, Ana (2004)", "pop ana, geboren 2004".replace(", geboren", "")],
    "place": ["'s-Hertogenbosch", "s hertogenbosch", "S-HERTOGENBOSCH"],
    "advertisement": ["Mooie kamer, vanaf €50!", "mooie kamer vanaf 50"],
}
APART = {
    "telephone": [("06-00001234", "06-00001235")],
    "mail": [("a@voorbeeld.example", "b@voorbeeld.example")],
    "address": [
        ("1234 AB 12", "1234 AB 14"),
        ("1234 AB", "1234 AB 12"),
        ("D-50667 Köln, Hauptstr. 3", "D-50667 Köln, Hauptstr. 5"),
        ("Kerkstraat 12 Utrecht", "Kerkstraat 12 Zwolle"),
    ],
    "vehicle": [("12-ABC-3", "12-ABD-3")],
    "company": [("KvK 90000001", "KvK 90000002"), ("Zon BV", "Zonnig BV")],
    "account_name": [("zonmaan9", "zonmaan8")],
    "person": [("Ana Pop 2004", "Ana Pop 2003"), ("Ana Pop", "Ana Popa")],
}


@pytest.mark.parametrize("kind", SAME)
def test_many_ways_to_write_one_thing_are_one_spelling(kind):
    assert len({spelled(kind, text).normal for text in SAME[kind]}) == 1


@pytest.mark.parametrize(("kind", "pair"), [(kind, pair) for kind, pairs in APART.items() for pair in pairs])
def test_different_things_stay_different(kind, pair):
    one, other = (spelled(kind, text).normal for text in pair)
    assert one != other


def test_letters_that_look_like_digits_are_one_plate():
    assert spelled("vehicle", "O1-AB-CI") == spelled("vehicle", "O1-AB-CI")
    assert spelled("vehicle", "O1-AB-C2").normal == spelled("vehicle", "01-AB-C2").normal


def test_number_in_the_trade_register_goes_before_the_name():
    assert spelled("company", "Zon BV, KvK 9000 0001").normal == spelled("company", "90000001").normal


def test_foreign_address_is_found_by_street_whatever_its_order():
    one, other = "D-50667 Köln, Hauptstr. 3", "Hauptstraat 3, DE 50667 Koln"
    assert spelled("address", one).normal == spelled("address", other).normal


def test_mail_of_a_house_that_ignores_dots_is_one_letterbox():
    assert spelled("mail", "a.b@gmail.com").normal == spelled("mail", "ab+x@googlemail.com").normal


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("telephone", "12345"),
        ("telephone", "onbekend"),
        ("mail", "geen adres"),
        ("address", "ergens"),
        ("address", "12"),
        ("vehicle", "AB"),
        ("company", "B.V."),
        ("account_name", "@"),
        ("person", "Ana"),
        ("place", "..."),
        ("place", ""),
    ],
)
def test_too_little_to_compare_is_not_compared(kind, text):
    assert spelled(kind, text) is None


def test_number_that_cannot_be_one_is_compared_by_its_digits():
    assert spelled("telephone", "alarm 999 888 777 666 555 44").normal == "99988877766655544"


def test_digits_with_a_country_that_does_not_exist_are_compared_as_digits():
    assert spelled("telephone", "+999 123456").normal == "999123456"


def test_family_name_with_a_year_is_enough_for_a_person():
    assert spelled("person", "Pop 2004").normal == "pop 2004"


def test_signs_that_nobody_sees_do_not_make_another_number():
    hidden = "06\u200b-0000\u202e1234"
    assert spelled("telephone", hidden).normal == spelled("telephone", "06-00001234").normal


def test_exact_spelling_still_tells_how_it_was_written():
    assert spelled("telephone", "06-00001234").exact != spelled("telephone", "0600001234").exact


@given(kind=st.sampled_from(list(MarkKind)), text=st.text(max_size=300))
def test_whatever_is_written_is_spelled_the_same_twice_and_never_refused(kind, text):
    assert spelled(kind, text) == spelled(kind, f"  {text}  ") or text != text.strip()
    assert spelled(kind, text) == spelled(kind, text)


@given(
    kind=st.sampled_from(["place", "advertisement", "vehicle", "account_name"]), text=st.text(max_size=200)
)
def test_one_spelling_of_one_spelling_is_itself(kind, text):
    first = spelled(kind, text)
    if first is not None and (again := spelled(kind, first.normal)) is not None:
        assert again.normal == first.normal


def test_very_long_text_is_cut():
    assert len(spelled("advertisement", "a" * 1_000_000).normal) == LONGEST
