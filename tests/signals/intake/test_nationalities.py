"""Which nationalities can be chosen: states that have nationals, with stateless as an answer of its own."""

import pytest
from babel import Locale

from vangnet.signals import choices, nationalities
from vangnet.signals.nationalities import name_of, versions
from vangnet.signals.presenters import words


def test_list_has_the_members_of_the_united_nations_and_its_source():
    held = nationalities.current()
    assert len(held.codes) == 193 + 2 + 2
    assert "United Nations" in held.source


@pytest.mark.parametrize("language", ["nl", "en"])
def test_places_without_nationals_cannot_be_chosen_and_everything_has_a_name(language):
    listed = dict(nationalities.nationalities(language))
    nobodys = {"aq", "bv", "hm", "io", "tf", "gs", "um", "eu", "un", "zz", "pr", "ic"}
    assert nobodys & listed.keys() == set()
    assert {"nl", "pl", "ro", "bg", "ng", "sy", "ps", "xk", "tw"} <= listed.keys()
    assert all(len(name) > 2 for name in listed.values())
    assert len(set(listed.values())) == len(listed)


def test_stateless_stands_first_and_the_rest_by_name():
    codes = [code for code, _name in choices.of("nationality")]
    names = [str(name).casefold() for _code, name in choices.of("nationality")]
    assert codes[0] == nationalities.STATELESS
    assert names[1:] == sorted(names[1:])


def test_nationality_that_was_kept_earlier_keeps_its_name():
    assert words.nationality("aq", "") == Locale.parse("en").territories["AQ"]
    assert name_of(nationalities.STATELESS, "nl") == "Staatloos"
    assert name_of("q9", "en") == "q9"


@pytest.mark.parametrize(("codes", "says"), [("nl nl", "twice"), ("nl q9", "q9 is no code of a state")])
def test_list_with_a_mistake_is_named(tmp_path, codes, says):
    file = tmp_path / "2025-01-01.yaml"
    file.write_text(f"valid_from: 2025-01-01\nsource: x\nmembers: {codes}\nobservers: ''\nothers: ''\n")
    with pytest.raises(ValueError, match=rf"2025-01-01\.yaml: .*{says}"):
        versions(tmp_path)
