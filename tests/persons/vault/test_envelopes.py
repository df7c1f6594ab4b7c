"""An envelope opens with its own key, in its own place, unchanged; in no other case."""

from uuid import uuid4

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vangnet.persons.vault.envelopes import (
    SHORTEST,
    DataKey,
    Place,
    SealBrokenError,
    joined,
    key_number,
    new_material,
    seal,
    unseal,
)

KEY = DataKey(uuid4(), new_material())
PLACE = Place("identity", "identity", "subject", "1")
TEXT = b"Fenna van der Proef, 12 jaar"
texts = st.text(max_size=12)
places = st.builds(Place, texts, texts, texts, texts)


@given(st.binary(max_size=500), places)
def test_envelope_opens_in_its_place(content, place):
    assert unseal(seal(content, key=KEY, place=place), key=KEY, place=place) == content


@given(places, places)
def test_envelope_that_was_moved_is_refused(made_for, put_into):
    assume(made_for != put_into)
    with pytest.raises(SealBrokenError):
        unseal(seal(TEXT, key=KEY, place=made_for), key=KEY, place=put_into)


@given(st.data())
def test_flipped_bit_is_refused_wherever_it_is(data):
    sealed = bytearray(seal(TEXT, key=KEY, place=PLACE))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(SealBrokenError):
        unseal(bytes(sealed), key=KEY, place=PLACE)


@given(st.data())
def test_cut_or_lengthened_envelope_is_refused(data):
    sealed = seal(TEXT, key=KEY, place=PLACE)
    left = data.draw(st.integers(0, len(sealed) - 1))
    for changed in (
        sealed[:left],
        sealed[left + 1 :],
        sealed + data.draw(st.binary(min_size=1, max_size=40)),
    ):
        with pytest.raises(SealBrokenError):
            unseal(changed, key=KEY, place=PLACE)


def test_older_version_put_back_is_refused():
    older = seal(TEXT, key=KEY, place=PLACE)
    with pytest.raises(SealBrokenError):
        unseal(older, key=KEY, place=Place("identity", "identity", "subject", "2"))


def test_parts_of_two_envelopes_do_not_make_a_third():
    first, second = (seal(TEXT, key=KEY, place=PLACE) for _ in range(2))
    assert first != second
    for border in range(1, len(first)):
        mixed = first[:border] + second[border:]
        if mixed not in (first, second):
            with pytest.raises(SealBrokenError):
                unseal(mixed, key=KEY, place=PLACE)


def test_other_key_opens_nothing_even_under_the_same_number():
    sealed = seal(TEXT, key=KEY, place=PLACE)
    for other in (DataKey(uuid4(), KEY.material), DataKey(KEY.id, new_material())):
        with pytest.raises(SealBrokenError):
            unseal(sealed, key=other, place=PLACE)


def test_envelope_says_which_key_it_asks_for_and_nothing_else():
    sealed = seal(TEXT, key=KEY, place=PLACE)
    assert key_number(sealed) == KEY.id
    assert b"Fenna" not in sealed
    assert len(seal(b"", key=KEY, place=PLACE)) == SHORTEST


@pytest.mark.parametrize("wrong", [b"", b"\x01" * 10, b"\x02" * 100])
def test_what_is_no_envelope_is_refused(wrong):
    with pytest.raises(SealBrokenError):
        key_number(wrong)


@given(st.lists(texts, max_size=4), st.lists(texts, max_size=4))
def test_joined_texts_are_equal_only_when_every_part_is(first, second):
    assert (joined(*first) == joined(*second)) == (first == second)


def test_key_material_is_not_shown():
    assert KEY.material.hex() not in repr(KEY)
    assert "material" not in repr(KEY)
