import re
from uuid import RFC_4122

from vangnet.core.ids import random_id, uuid7


def test_uuid7_carries_version_and_variant():
    made = [uuid7() for _ in range(500)]
    assert {key.version for key in made} == {7}
    assert {key.variant for key in made} == {RFC_4122}
    assert len(set(made)) == 500


def test_uuid7_sorts_by_moment(monkeypatch):
    moments = iter(range(1_700_000_000_000_000_000, 1_700_000_100_000_000_000, 1_000_000_000))
    monkeypatch.setattr("time.time_ns", lambda: next(moments))
    made = [uuid7() for _ in range(50)]
    assert made == sorted(made)


def test_uuid7_reveals_its_milliseconds(monkeypatch):
    monkeypatch.setattr("time.time_ns", lambda: 1_700_000_000_123_456_789)
    assert uuid7().int >> 80 == 1_700_000_000_123


def test_random_id_has_the_asked_length_and_no_letters_that_look_alike():
    made = {random_id(16) for _ in range(300)}
    assert len(made) == 300
    assert all(re.fullmatch(r"[2-9abcdefghjkmnpqrstvwxyz]{16}", word) for word in made)
    assert len(random_id()) == 12
