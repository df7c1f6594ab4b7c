from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from django.utils.formats import date_format

from vangnet.core.clock import AMSTERDAM
from vangnet.design.partial_dates import read_partial_moment
from vangnet.design.wording import due_in_words, is_late, local_date, moment_in_words

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=AMSTERDAM)

DUE = [
    (timedelta(minutes=45), "today at 10:45", "vandaag om 10:45"),
    (timedelta(hours=4), "today at 14:00", "vandaag om 14:00"),
    (timedelta(hours=20), "tomorrow at 06:00", "morgen om 06:00"),
    (timedelta(days=2), "in 2 days", "over 2 dagen"),
    (timedelta(days=3, hours=5), "in 3 days", "over 3 dagen"),
    (timedelta(days=90), "in 90 days", "over 90 dagen"),
    (timedelta(), "today at 10:00", "vandaag om 10:00"),
    (-timedelta(seconds=20), "1 minute late", "1 minuut te laat"),
    (-timedelta(minutes=10), "10 minutes late", "10 minuten te laat"),
    (-timedelta(hours=1), "1 hour late", "1 uur te laat"),
    (-timedelta(hours=14), "14 hours late", "14 uur te laat"),
    (-timedelta(days=1), "1 day late", "1 dag te laat"),
    (-timedelta(days=2), "2 days late", "2 dagen te laat"),
]

DUE_DATES = [
    (date(2026, 11, 21), "today", "vandaag"),
    (date(2026, 11, 22), "tomorrow", "morgen"),
    (date(2026, 11, 24), "in 3 days", "over 3 dagen"),
    (date(2026, 11, 20), "1 day late", "1 dag te laat"),
    (date(2026, 11, 1), "20 days late", "20 dagen te laat"),
]


@pytest.mark.parametrize(("away", "english", "dutch"), DUE)
def test_due_moment_is_said_in_both_languages(away, english, dutch):
    for language, words in (("en", english), ("nl", dutch)):
        with translation.override(language):
            assert due_in_words(NOW + away, now=NOW) == words


@pytest.mark.parametrize(("due", "english", "dutch"), DUE_DATES)
def test_due_date_is_said_in_both_languages(due, english, dutch):
    for language, words in (("en", english), ("nl", dutch)):
        with translation.override(language):
            assert due_in_words(due, now=NOW) == words


def test_days_are_counted_on_the_dutch_calendar():
    late_evening = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    with translation.override("en"):
        assert due_in_words(datetime(2026, 7, 1, 20, 0, tzinfo=UTC), now=late_evening) == "today at 22:00"


def test_late_across_the_change_of_the_clock_counts_real_hours():
    with translation.override("en"):
        due = datetime(2026, 3, 29, 1, 0, tzinfo=AMSTERDAM)
        assert due_in_words(due, now=datetime(2026, 3, 29, 4, 0, tzinfo=AMSTERDAM)) == "2 hours late"


def test_due_date_lasts_until_the_day_is_over():
    assert not is_late(NOW.date(), now=NOW)
    assert is_late(NOW.date() - timedelta(days=1), now=NOW)
    assert is_late(NOW - timedelta(seconds=1), now=NOW)
    assert not is_late(NOW, now=NOW)


MOMENTS = [
    (
        datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
        "Tuesday 24 November 2026, 10:00",
        "dinsdag 24 november 2026, 10:00",
    ),
    (date(2026, 3, 1), "Sunday 1 March 2026", "zondag 1 maart 2026"),
    (None, "unknown", "onbekend"),
    (read_partial_moment("12-3-2023", now=NOW), "Sunday 12 March 2023", "zondag 12 maart 2023"),
    (
        read_partial_moment("12-3-2023 14:30", now=NOW),
        "Sunday 12 March 2023, 14:30",
        "zondag 12 maart 2023, 14:30",
    ),
    (read_partial_moment("voorjaar 2023", now=NOW), "voorjaar 2023", "voorjaar 2023"),
    (read_partial_moment("?", now=NOW), "unknown", "onbekend"),
]


@pytest.mark.parametrize(("value", "english", "dutch"), MOMENTS)
def test_moment_is_said_in_full_in_both_languages(value, english, dutch):
    for language, words in (("en", english), ("nl", dutch)):
        with translation.override(language):
            assert moment_in_words(value) == words


def test_moment_has_a_short_form():
    with translation.override("en"):
        assert moment_in_words(datetime(2026, 11, 24, 9, 0, tzinfo=UTC), short=True) == "24 Nov 2026, 10:00"
    with translation.override("nl"):
        assert moment_in_words(date(2026, 3, 1), short=True) == "1 mrt 2026"


def test_local_date_is_the_dutch_one():
    assert local_date(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == date(2026, 7, 1)
    assert local_date(date(2026, 6, 30)) == date(2026, 6, 30)


@pytest.mark.parametrize("month", range(1, 13))
def test_no_word_of_a_page_takes_the_place_of_a_month(month):
    told = date(2018, month, 25)
    names = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ]
    with translation.override("nl"):
        assert date_format(told, "j F Y") == f"25 {names[month - 1]} 2018"
