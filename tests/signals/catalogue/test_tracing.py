"""From source to indicator and back: no row is lost in silence, and no indicator stands on nothing."""

import pytest

ALL = "indicators/{day}/all.yaml"
ROWS = "indicators/{day}/rows.yaml"
NOT_TAKEN = "indicators/{day}/not-taken.yaml"


def test_small_catalogue_is_traceable(shelf):
    assert shelf.untraced() == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (NOT_TAKEN, '  "one.3": "A heading."', '  "one.1": "A heading."', "one.3: no indicator takes this row"),
        (NOT_TAKEN, '  "one.3": "A heading."', '  "one.1": "A heading."', "one.1: an indicator takes this row, and"),
        (NOT_TAKEN, '"A heading."', '"A heading."\n  "one.9": "?"', "one.9: not-taken.yaml names a row that"),
        (NOT_TAKEN, '"A heading."', '""', "not-taken.yaml:2: 'one.3' is missing."),
        (NOT_TAKEN, "not_taken:", "left:", "'not_taken' must be keys with values."),
        (ALL, '["one.1", "one.2"]', '["one.1", "one.2", "two.1"]', "loot_goes_to_adult names row two.1"),
        (ALL, '["one.1", "one.2"]', "[]", "loot_goes_to_adult names no row that it was made from."),
        (ALL, '["one.1", "one.2"]', '["one.2"]', "loot_goes_to_adult cites seed 004 L10, which none of its rows"),
        (ROWS, '{"004": 20}', '{"004": 13}', "loot_goes_to_adult cites seed 004 L12-L14; the document has no such line."),
        (ROWS, '{"004": 20}', '{"003": 20}', "loot_goes_to_adult cites seed 004 L10; the document has no such line."),
        (ROWS, '{"004": 20}', '{"004": many}', "'004' needs its number of lines."),
        (ROWS, '{"004": 20}', '{"004": [20]}', "'004' needs its number of lines."),
        (ROWS, '"one.3": {section: "4.1"}', '"one.3": {}', "'section' is missing."),
        (ROWS, '"one.3": {section: "4.1"}', '"one.3": {section: "4", page: 3}', "'page' is not known here."),
    ],
)  # fmt: skip
def test_what_is_not_traceable_is_told(shelf, file, old, new, told):
    shelf.spoil(file, old, new)
    assert any(told in problem for problem in shelf.untraced()), shelf.untraced()
