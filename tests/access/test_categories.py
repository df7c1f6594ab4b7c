import pytest

from vangnet.access.categories import DataCategory, as_bits, from_bits


def test_every_set_of_categories_comes_back_from_its_number():
    for number in range(1 << len(DataCategory)):
        assert as_bits(from_bits(number)) == number


def test_each_category_has_its_own_bit_and_words():
    assert len({category.bit for category in DataCategory}) == len(DataCategory)
    assert all(str(category.label) for category in DataCategory)


def test_bits_in_the_database_keep_their_meaning():
    assert [category.value for category in DataCategory] == [
        "progress",
        "signal",
        "identity",
        "contact",
        "shelter_location",
        "health",
        "criminal",
        "investigation",
        "youth_care",
        "residence",
        "statistics",
    ]


def test_a_category_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="gossip"):
        as_bits(["gossip"])
