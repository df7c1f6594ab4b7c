"""Server, worker, database and keyring are killed at random points under load; nothing is lost, doubled or left broken."""

from bench import killing


def test_nothing_acknowledged_is_lost_and_everything_comes_back_by_itself():
    found = killing.run(len(killing.KINDS) + 3, seed=7)
    assert found["acknowledged"] > 50
    assert (found["lost"], found["doubled"], found["missing"]) == (0, 0, 0)
    assert set(found["back"]) == set(killing.KINDS)
    signals = found["signals"]
    assert signals["signals"] > 0
    assert {signals[what] for what in ("lost", "doubled", "without_owner", "words_lost")} == {0}
    assert "500" not in found["statuses"]
    assert found["sealed"]
