"""Marks in free text are proposed, never taken for granted."""

from hypothesis import given
from hypothesis import strategies as st

from vangnet.signals.adding_up.kinds import MarkKind
from vangnet.signals.adding_up.proposals import MOST, proposals

TEXT = (
    "Gezien op 12-03-2025 om 10:15. Bel 06 0000 1234 of +40 21 000 0000. Een busje 12-ABC-3 stond bij "
    "Kerkstraat 12a, 1234 AB. Mail zon@voorbeeld.example of @zon_maan. Er waren 25 mensen."
)


def test_numbers_plates_addresses_and_names_are_proposed_in_the_order_of_the_text():
    assert [(one.kind, one.text) for one in proposals(TEXT)] == [
        (MarkKind.TELEPHONE, "06 0000 1234"),
        (MarkKind.TELEPHONE, "+40 21 000 0000"),
        (MarkKind.VEHICLE, "12-ABC-3"),
        (MarkKind.ADDRESS, "Kerkstraat 12a, 1234 AB"),
        (MarkKind.MAIL, "zon@voorbeeld.example"),
        (MarkKind.ACCOUNT_NAME, "@zon_maan"),
    ]


def test_dates_times_and_amounts_are_no_marks():
    assert proposals("Op 12-03-2025, 2025-03-12 en 12.03.25 om 10:15-11:15 voor 250,00 euro.") == []


def test_the_same_number_is_proposed_once():
    assert len(proposals("06-00001234 en nog eens 06-00001234")) == 1


def test_a_text_full_of_numbers_gives_one_page():
    assert len(proposals(" , ".join(f"06-0000{number:04d}" for number in range(500)))) == MOST


@given(st.text(max_size=400))
def test_any_text_gives_pieces_that_stand_in_it(text):
    for one in proposals(text):
        assert one.text


def test_number_inside_a_mail_address_is_no_number_of_its_own():
    found = proposals("Schrijf naar 0600001234@voorbeeld.example of bel niet.")
    assert [(one.kind, one.text) for one in found] == [(MarkKind.MAIL, "0600001234@voorbeeld.example")]
