"""What a draft of the weights would change: how many signals move, which way, and of which reporters."""

from tests.signals.weighing.books import book
from vangnet.signals.weighing import Facts, Seen, Stored, compare

QUIET = Facts(points=0, threshold=10, danger="no", urgency="ordinary", has_minor="no")


def stored(reporter, *codes):
    return Stored(reporter, tuple(Seen(code, "F", "yes") for code in codes), QUIET)


def test_draft_tells_who_comes_sooner_and_who_later(tmp_path):
    (tmp_path / "draft").mkdir()
    now = book(tmp_path)
    draft = book(
        tmp_path / "draft",
        configurations__default__groups__other__points=12,
        configurations__default__groups__freedom__points=2,
    )
    signals = [
        stored("citizen", "late"),
        stored("citizen", "papers", "locked"),
        stored("partner_body", "late"),
        stored("partner_body"),
    ]
    found = compare(signals, now, draft)
    assert (found.total, found.changed, found.other_points) == (4, 3, 3)
    assert (found.reached, found.no_longer_reached) == (2, 1)
    assert found.by_reporter["citizen"] == {"sooner": 1, "later": 1}
    assert found.by_reporter["partner_body"] == {"sooner": 1, "same": 1}
    assert found.moves["in_turn", "soon"] == 2


def test_same_book_changes_nothing(tmp_path):
    now = book(tmp_path)
    found = compare([stored("citizen", "papers")], now, now)
    assert (found.changed, found.other_points) == (0, 0)
