"""The table of terms worked out by hand, against the calendar and against a second, slow reckoning."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.protocol.engine.calendar_walker import walk
from vangnet.protocol.engine.calendar import AMSTERDAM, LegalCalendar, Term, to_moment

CALENDAR = LegalCalendar()
with (Path(__file__).parent / "terms.csv").open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table))
# The walker knows Easter and the present rule of summer time only for these years.
WALKED = [row for row in ROWS if row["start"] >= "2000" and row["expected"] < "2036"]
NAMES = [
    " ".join(filter(None, (row["start"], row["term"], row["statutory"], row["day_end"]))) for row in ROWS
]


def test_table_is_large_and_holds_no_row_twice():
    assert len(ROWS) >= 220
    assert len(set(NAMES)) == len(ROWS)
    assert all(row["why"] for row in ROWS)
    assert len(WALKED) >= 0.95 * len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_term_ends_where_the_table_says(row):
    start, term, footing = to_moment(row["start"]), Term.parse(row["term"]), _footing(row)
    expected = datetime.fromisoformat(row["expected"])
    moment = CALENDAR.add(start, term, **footing).moment
    assert moment.isoformat() == expected.isoformat(), row["why"]
    assert moment.tzinfo is AMSTERDAM
    assert CALENDAR.add_seconds(int(start.timestamp()), term, **footing) == expected.timestamp()


@pytest.mark.parametrize("row", WALKED, ids=lambda row: f"{row['start']} {row['term']}")
def test_walking_day_by_day_ends_where_the_table_says(row):
    start = to_moment(row["start"])
    walked = walk(start, row["term"], **_footing(row))
    assert walked == datetime.fromisoformat(row["expected"]).astimezone(UTC), row["why"]


def _footing(row):
    return {"statutory": row["statutory"] == "yes", "day_end": row["day_end"] == "yes"}
