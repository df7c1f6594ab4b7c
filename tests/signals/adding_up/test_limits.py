"""Limits are dated data, and a file that cannot be meant is refused with its name."""

from datetime import date

import pytest

from vangnet.signals.adding_up import limits as module
from vangnet.signals.adding_up.kinds import MarkKind
from vangnet.signals.adding_up.limits import LimitsRefused, in_force, read, versions

FILE = module.FOLDER / "2025-01-01.yaml"


def test_every_kind_has_limits_and_every_version_a_source(limits):
    assert set(limits.kinds) == set(MarkKind)
    assert all(one.source for one in versions())


def test_before_the_first_version_the_first_holds():
    assert in_force(date(1990, 1, 1)) == versions()[0]


def test_later_version_holds_from_its_day_on(tmp_path):
    text = FILE.read_text(encoding="utf-8")
    (tmp_path / "2025-01-01.yaml").write_text(text, encoding="utf-8")
    later = text.replace("valid_from: 2025-01-01", "valid_from: 2026-01-01").replace(
        "told_at_most: 20", "told_at_most: 5"
    )
    (tmp_path / "2026-01-01.yaml").write_text(later, encoding="utf-8")
    assert in_force(date(2025, 12, 31), tmp_path).told_at_most == 20
    assert in_force(date(2026, 1, 1), tmp_path).told_at_most == 5


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("  mail: {common_from: 26, joins_alone: yes}\n", "", "mail is missing"),
        ("told_at_most: 20", "told_at_most: 0", "told_at_most is 0"),
        ("told_at_most: 20", "told_at_most: many", "told_at_most is many"),
        ("person: {common_from: 11", "person: {common_from: 2", "could link no two"),
        ("least_shared: 4", "least_shared: -1", "least_shared is -1"),
        ("hours: 24, ", "", "hours is missing"),
        ("person: 80", "person: 0", "by_hand person is 0"),
        ("text:", "text: []\nnothing:", "test.yaml"),
    ],
)
def test_file_that_cannot_be_meant_is_refused_with_its_name(tmp_path, old, new, words):
    file = tmp_path / "test.yaml"
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(LimitsRefused, match=words) as refusal:
        read(file)
    assert str(refusal.value).startswith("test.yaml")
