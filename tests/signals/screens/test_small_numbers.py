"""That no small number can be worked out of what is told, checked against every way to fill in what is not told."""

from hypothesis import given
from hypothesis import strategies as st

from vangnet.signals.queries.small_numbers import Told, kept_small, open_numbers, silent, smallest

SMALLEST = smallest()

COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 40), min_size=1)


@given(COUNTS)
def test_no_small_number_is_told(counts):
    told = kept_small(counts)
    assert all(cell.count is None or cell.count >= SMALLEST for cell in (*told.cells.values(), told.total))


@given(COUNTS)
def test_what_is_told_is_true(counts):
    told = kept_small(counts)
    assert all(cell.count in (None, counts[code]) for code, cell in told.cells.items())
    assert told.total.count in (None, sum(counts.values()))


@given(COUNTS)
def test_no_small_number_of_people_follows_from_the_rest(counts):
    """With the whole known, what is not told adds up to a number that several fillings give."""
    told = kept_small(counts)
    hidden = [code for code, cell in told.cells.items() if cell.count is None]
    if told.total.count is None or not any(counts[code] for code in hidden):
        return
    rest = sum(counts[code] for code in hidden)
    assert rest >= SMALLEST
    for code in hidden:
        if told.cells[code].told == Told.FEW:
            assert len(fillings(told, hidden, code, rest)) > 1


def fillings(told, hidden, code, rest):
    """Which values of one small number fit what a reader knows: small ones are below five, kept ones are not."""
    few = sum(told.cells[one].told == Told.FEW for one in hidden if one != code)
    kept = len(hidden) - few - 1
    return [
        value
        for value in range(SMALLEST)
        if kept * SMALLEST <= rest - value and (kept or rest - value <= few * (SMALLEST - 1))
    ]


def test_whole_is_kept_back_when_all_its_parts_are_small():
    assert kept_small({"a": 4, "b": 4}).total.told == Told.KEPT
    assert kept_small({"a": 1, "b": 2}).total.told == Told.FEW


def test_smallest_of_the_others_is_kept_back_beside_a_small_number():
    told = kept_small({"a": 3, "b": 9, "c": 7})
    assert {code: cell.told for code, cell in told.cells.items()} == {
        "a": Told.FEW,
        "b": Told.TOLD,
        "c": Told.KEPT,
    }


def test_nothing_gives_nobody_away():
    told = kept_small({"a": 0, "b": 9})
    assert (told.cells["a"].told, told.cells["b"].count, told.total.count) == (Told.FEW, 9, 9)


def test_own_numbers_are_all_told():
    told = open_numbers({"a": 1, "b": 0})
    assert told.is_whole
    assert told.total.count == 1


def test_silent_table_tells_not_even_which_numbers_are_small():
    told = silent({"a": 1, "b": 90})
    assert {cell.told for cell in (*told.cells.values(), told.total)} == {Told.KEPT}
    assert not told.is_whole
