"""Telephone numbers in a text can be called, and nothing else turns into one."""

import pytest
from django.template import Context, Template

from vangnet.design.telephones import Telephone, pieces

NUMBERS = [
    ("112", "112", "112"),
    ("0900-8844", "0900 8844", "09008844"),
    ("0800 123 4567", "0800 123 4567", "08001234567"),
    ("06-00001234", "06 00 00 12 34", "+31600001234"),
    ("033-0000186", "033 000 01 86", "+31330000186"),
    ("0118 000456", "0118 00 04 56", "+31118000456"),
    ("+31 (0)6 0000 1234", "+31 6 00 00 12 34", "+31600001234"),
    ("0031600001234", "+31 6 00 00 12 34", "+31600001234"),
    ("+48601000567", "+48 601 000 567", "+48601000567"),
]


@pytest.mark.parametrize(("written", "shown", "called"), NUMBERS)
def test_number_is_spaced_and_can_be_called(written, shown, called):
    assert list(pieces(f"Bel {written}.")) == ["Bel ", Telephone(shown, called), "."]


@pytest.mark.parametrize(
    "text", ["03-03-2025 10:00", "999912345", "12-ABC-3", "0900-884", "3.1120", "1 112e", "x0600001234", ""]
)
def test_what_is_no_number_stays_as_it_is(text):
    assert list(pieces(text)) == [text]


def test_two_numbers_stay_two():
    found = [one.called for one in pieces("06-00001234/06-00001235") if isinstance(one, Telephone)]
    assert found == ["+31600001234", "+31600001235"]


def test_text_around_a_number_is_escaped_and_keeps_its_lines():
    page = Template("{% load vangnet_design %}{{ text|with_telephones|linebreaksbr }}")
    said = page.render(Context({"text": "<b>Bel</b>\n06-00001234"}))
    assert said == (
        '&lt;b&gt;Bel&lt;/b&gt;<br><a class="nl-link vn-tel" href="tel:+31600001234">06 00 00 12 34</a>'
    )
