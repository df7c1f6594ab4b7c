"""A mistake in a file of the catalogue is told with its file and line, and with what to do; nothing passes in silence."""

import pytest

ALL = "indicators/{day}/all.yaml"
WORDS = "indicators/{day}/vocabulary.yaml"
PUBLIC = "lists/{day}/public.yaml"
PLACE = "2025-01-01/all.yaml"


def test_small_catalogue_is_read_as_it_was_written(shelf):
    [version] = shelf.load()
    one = version.indicator("loot_goes_to_adult")
    assert one.says("nl") == "Een kind geeft de buit af"
    assert [str(source) for source in one.sources] == ["seed 004 L10", "seed 004 L12-L14"]
    assert one.merged_from == ("one.1", "one.2")
    assert (one.file, one.line, one.derived) == (PLACE, 2, False)
    assert version.indicator("poverty").derived
    assert version.settings["shop"]["en"] == "Shop"


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (ALL, "code: poverty", "code: Poverty", ":11: 'Poverty' is no code."),
        (ALL, "code: poverty", "code: loot_goes_to_adult", ":11: 'loot_goes_to_adult' stands in "),
        (ALL, "type: K", "type: Q", ":11: 'type' must be F"),
        (ALL, "    type: K\n", "", ":11: 'type' is missing."),
        (ALL, '    nl: "Leeft in armoede"', '    nl: ""', ":13: 'nl' is missing."),
        (ALL, "    type: K\n", "    type: K\n    weight: 3\n", ":13: 'weight' is not known here."),
        (ALL, "settings: [street, shop]", "settings: [street, street]", "'settings' has an empty or a double value"),
        (ALL, "settings: [street, shop]", "settings: [street, moon]", "'settings' has 'moon'. Choose from: street, shop."),
        (ALL, "settings: [street, shop]", "settings: street", ":6: 'settings' must be a list."),
        (ALL, "settings: [street, shop]", "settings: [[street]]", "'settings' has an empty or a double value ''."),
        (ALL, '["004:10", "004:12-14"]', "[]", ":2: 'sources' is missing."),
        (ALL, '["004:10", "004:12-14"]', '["005:1"]', "'005:1' is no source."),
        (ALL, '["004:10", "004:12-14"]', '["004:14-12"]', "'004:14-12' has no lines in this order."),
        (ALL, "derived: true", "derived: yes", ":15: 'derived' is true, or it is left out."),
        (ALL, "type: P", "type: F", "'why' belongs to type P"),
        (ALL, '    why: {nl: "Een naam zegt niets.", en: "A name says nothing."}\n', "", "'why' belongs to type P"),
        (ALL, 'en: "A name says nothing."', 'xx: "?"', "'en' is missing."),
        (ALL, "indicators:\n", "signs:\n", ":1: 'signs' is not known here."),
        (ALL, "indicators:\n", "indicators:\n  - text\n", ":2: an indicator must be keys with values."),
        (ALL, "indicators:\n", "indicators: [\n", "This is not YAML"),
        (WORDS, "forms:", "shapes:", "'forms' must be keys with values."),
        (WORDS, 'street: {nl: "Straat", en: "Street"}', "street: Straat", ":2: 'street' must be keys with values."),
        (PUBLIC, "list: public", "list: teacher", "'list' is 'teacher'; it must be the name of the file"),
        (PUBLIC, "[loot_goes_to_adult]", "[poverty]", "'poverty' is of type K; 'indicators' takes only F."),
        (PUBLIC, "context: [poverty]", "context: [unusual_name]", "'unusual_name' is of type P; 'context' takes only K."),
        (PUBLIC, "context: [poverty]", "context: [nothing]", "there is no indicator 'nothing'."),
        (PUBLIC, "[loot_goes_to_adult]", "[]", "a group needs indicators."),
        (PUBLIC, "kind: police", "kind: pirates", "there is no kind of organisation 'pirates'."),
        (PUBLIC, "kind: police, ", "", "'kind' is missing."),
        (PUBLIC, "warning:", "caution:", "'caution' is not known here."),
        (PUBLIC, "    nl: \"Kinderen\"\n", "    nl: \"Kinderen\"\n    size: 3\n", "'size' is not known here."),
        (PUBLIC, "kind: police,", "kind: police, when: now,", "'when' is not known here."),
    ],
)  # fmt: skip
def test_mistake_is_told_with_its_place(shelf, file, old, new, told):
    shelf.spoil(file, old, new)
    assert any(told in problem for problem in shelf.problems()), shelf.problems()


def test_every_mistake_is_told_at_once(shelf):
    shelf.spoil(ALL, "type: K", "type: Q")
    shelf.spoil(PUBLIC, "kind: police", "kind: pirates")
    told = shelf.problems()
    assert any(problem.startswith("2025-01-01/all.yaml:11:") for problem in told)
    assert any(problem.startswith("2025-01-01/public.yaml:") for problem in told)


def test_code_may_stand_on_a_list_only_once(shelf):
    group = "  - group: more\n    nl: a\n    en: b\n    indicators: [loot_goes_to_adult]\ncontext:"
    shelf.spoil(PUBLIC, "context:", group)
    assert any("'loot_goes_to_adult' stands in this list twice." in one for one in shelf.problems())


def test_list_needs_something_to_tick(shelf):
    text = (shelf.lists / "2025-01-01" / "public.yaml").read_text()
    before, after = text.index("groups:"), text.index("context:")
    shelf.write("lists/2025-01-01/public.yaml", text[:before] + text[after:])
    assert any("'groups' is missing." in one for one in shelf.problems())


def test_version_needs_lists_and_a_day_for_a_name(shelf):
    shelf.indicators.joinpath("2025-01-01").rename(shelf.indicators / "newest")
    told = shelf.problems()
    assert any(one.startswith("newest:1: the folder must be named after the day") for one in told)
    assert any(one.startswith("newest:1: there are no signal lists") for one in told)


def test_folder_without_versions_is_told(tmp_path, shelf):
    shelf.indicators = tmp_path
    (tmp_path / "indicators").rename(tmp_path / "file")
    shelf.indicators = tmp_path / "indicators"
    assert shelf.problems() == ["indicators:1: there is no version here, such as 2025-01-01."]


def test_file_that_is_missing_is_told(shelf):
    (shelf.indicators / "2025-01-01" / "vocabulary.yaml").unlink()
    assert any("vocabulary.yaml:1: The file cannot be opened" in one for one in shelf.problems())
