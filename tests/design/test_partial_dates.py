from datetime import date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from vangnet.core.clock import AMSTERDAM
from vangnet.design.partial_dates import LONGEST_TEXT, UnreadableMomentError, read_partial_moment
from vangnet.design.partial_words import DAYS_AGO, FILLER_WORDS, MONTHS, PART_WORDS, SEASONS, WEEKDAYS
from vangnet.design.partial_words import NOW as NOW_WORDS

NOW = datetime(2026, 3, 14, 10, 30, 15, tzinfo=AMSTERDAM)

DAY = "2023-03-12 00:00 | 2023-03-12 23:59"
MONTH = "2023-03-01 00:00 | 2023-03-31 23:59"
YEAR = "2023-01-01 00:00 | 2023-12-31 23:59"
MINUTE = "2023-03-12 14:30 | 2023-03-12 14:30"
SPRING = "2023-03-01 00:00 | 2023-05-31 23:59"
SUMMER = "2023-06-01 00:00 | 2023-08-31 23:59"
AUTUMN = "2023-09-01 00:00 | 2023-11-30 23:59"
COLD = "2022-12-01 00:00 | 2023-02-28 23:59"

READ = [
    ("12-3-2023", "day", DAY),
    ("12-03-2023", "day", DAY),
    ("12/3/2023", "day", DAY),
    ("12.3.2023", "day", DAY),
    ("12.03.2023", "day", DAY),
    ("2023-03-12", "day", DAY),
    ("  12-3-2023 ", "day", DAY),
    ("12 maart 2023", "day", DAY),
    ("12 mrt 2023", "day", DAY),
    ("12 mrt. 2023", "day", DAY),
    ("12 MAART 2023", "day", DAY),
    ("zondag 12 maart 2023", "day", DAY),
    ("op zo 12-3-2023", "day", DAY),
    ("12 March 2023", "day", DAY),
    ("March 12, 2023", "day", DAY),
    ("Sunday, March 12, 2023", "day", DAY),
    ("12th of March 2023", "day", DAY),
    ("the 12th of March, 2023", "day", DAY),
    ("12e maart 2023", "day", DAY),
    ("12-mrt-2023", "day", DAY),
    ("29-2-2024", "day", "2024-02-29 00:00 | 2024-02-29 23:59"),
    ("1 augustus 2022", "day", "2022-08-01 00:00 | 2022-08-01 23:59"),
    ("31 oct 2022", "day", "2022-10-31 00:00 | 2022-10-31 23:59"),
    ("12-3-2023 14:30", "minute", MINUTE),
    ("12-3-2023 14.30", "minute", MINUTE),
    ("12-3-2023 14u30", "minute", MINUTE),
    ("12-3-2023 14:30 uur", "minute", MINUTE),
    ("12-3-2023 om 14:30", "minute", MINUTE),
    ("12-3-2023, 14:30", "minute", MINUTE),
    ("14:30 12-3-2023", "minute", MINUTE),
    ("2023-03-12 14:30", "minute", MINUTE),
    ("2023-03-12T14:30", "minute", MINUTE),
    ("12 maart 2023 om 14:30 uur", "minute", MINUTE),
    ("12 March 2023 at 2:30 pm", "minute", MINUTE),
    ("12 March 2023 2:30 p.m.", "minute", MINUTE),
    ("12 March 2023 at 2 pm", "minute", "2023-03-12 14:00 | 2023-03-12 14:00"),
    ("12 March 2023 at 12 am", "minute", "2023-03-12 00:00 | 2023-03-12 00:00"),
    ("12 maart 2023 9 uur", "minute", "2023-03-12 09:00 | 2023-03-12 09:00"),
    ("12-3-2023 14:30:20", "exact", MINUTE),
    ("maart 2023", "month", MONTH),
    ("in maart 2023", "month", MONTH),
    ("Maart, 2023", "month", MONTH),
    ("mrt 2023", "month", MONTH),
    ("march 2023", "month", MONTH),
    ("March of 2023", "month", MONTH),
    ("3-2023", "month", MONTH),
    ("03/2023", "month", MONTH),
    ("2023-03", "month", MONTH),
    ("begin maart 2023", "month", MONTH),
    ("late March 2023", "month", MONTH),
    ("februari 2024", "month", "2024-02-01 00:00 | 2024-02-29 23:59"),
    ("mei 2021", "month", "2021-05-01 00:00 | 2021-05-31 23:59"),
    ("voorjaar 2023", "season", SPRING),
    ("lente 2023", "season", SPRING),
    ("in de lente van 2023", "season", SPRING),
    ("spring 2023", "season", SPRING),
    ("early spring 2023", "season", SPRING),
    ("zomer 2023", "season", SUMMER),
    ("the summer of 2023", "season", SUMMER),
    ("herfst 2023", "season", AUTUMN),
    ("najaar 2023", "season", AUTUMN),
    ("autumn 2023", "season", AUTUMN),
    ("fall 2023", "season", AUTUMN),
    ("winter 2022/2023", "season", COLD),
    ("winter 2022-2023", "season", COLD),
    ("winter 2022/23", "season", COLD),
    ("winter 2023", "season", YEAR),
    ("2023", "year", YEAR),
    ("in 2023", "year", YEAR),
    ("eind 2023", "year", YEAR),
    ("2021-2023", "year", "2021-01-01 00:00 | 2023-12-31 23:59"),
    ("tussen 2021 en 2023", "year", "2021-01-01 00:00 | 2023-12-31 23:59"),
    ("between March and May 2023", "month", SPRING),
    ("maart - mei 2023", "month", SPRING),
    ("12-3-2023 tot en met april 2023", "month", "2023-03-12 00:00 | 2023-04-30 23:59"),
    ("vandaag", "day", "2026-03-14 00:00 | 2026-03-14 23:59"),
    ("gisteren", "day", "2026-03-13 00:00 | 2026-03-13 23:59"),
    ("yesterday at 14:30", "minute", "2026-03-13 14:30 | 2026-03-13 14:30"),
    ("eergisteren", "day", "2026-03-12 00:00 | 2026-03-12 23:59"),
    ("tomorrow", "day", "2026-03-15 00:00 | 2026-03-15 23:59"),
    ("nu", "minute", "2026-03-14 10:30 | 2026-03-14 10:30"),
]

UNKNOWN_TEXTS = ["onbekend", "Onbekend.", "unknown", "weet ik niet", "I don’t know", "not known", "?"]

REFUSED = [
    ("31-4-2023", "that month has 30 days"),
    ("29-2-2023", "that month has 28 days"),
    ("0-3-2023", "does not exist"),
    ("3/25/2023", "Month 25 does not exist"),
    ("13-2023", "Month 13 does not exist"),
    ("2023-13-01", "Month 13 does not exist"),
    ("12-3-23", "no year of four digits"),
    ("12-3", "no year of four digits"),
    ("17", "no year of four digits"),
    ("0203", "The year 203 is not possible"),
    ("12-3-1023", "The year 1023 is not possible"),
    ("zomer 9999", "The year 9999 is not possible"),
    ("maandag 12-3-2023", "is not on a maandag"),
    ("12-3-2023 25:00", "“25:00” does not exist"),
    ("12-3-2023 14:75", "“14:75” does not exist"),
    ("maart 2023 14:30", "A time needs a whole date"),
    ("14:30", "cannot be read as a date"),
    ("maart", "cannot be read as a date"),
    ("around 2023", "cannot be read as a date"),
    ("since the war", "cannot be read as a date"),
    ("12-3-2023-4", "cannot be read as a date"),
    ("maart april 2023", "cannot be read as a date"),
    ("2023 tot 2021", "comes after"),
    ("29-3-2026 02:30", "the clock went forward"),
    ("2023 " * 40, "longer than a date"),
    ("١٢-٣-٢٠٢٣", "cannot be read as a date"),
    ("vandaag tot nu tot morgen", "cannot be read as a date"),
]


def borders(moment):
    return f"{moment.earliest:%Y-%m-%d %H:%M} | {moment.latest:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(("text", "precision", "expected"), READ)
def test_partial_moment_is_read_as_people_say_it(text, precision, expected):
    moment = read_partial_moment(text, now=NOW)
    assert (moment.precision, borders(moment)) == (precision, expected)
    assert moment.text == " ".join(text.split())
    assert moment.is_known


@pytest.mark.parametrize("text", UNKNOWN_TEXTS)
def test_partial_moment_may_be_unknown(text):
    moment = read_partial_moment(text, now=NOW)
    assert (moment.earliest, moment.latest, moment.precision) == (None, None, "unknown")
    assert not moment.is_known


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_impossible_moment_is_refused_with_what_to_do(text, reason):
    with translation.override("en"), pytest.raises(UnreadableMomentError) as refusal:
        read_partial_moment(text, now=NOW)
    assert reason in str(refusal.value)


def test_refusal_is_also_said_in_dutch():
    with translation.override("nl"), pytest.raises(UnreadableMomentError, match="die maand heeft 30 dagen"):
        read_partial_moment("31-4-2023", now=NOW)


def test_borders_of_a_day_are_both_included():
    moment = read_partial_moment("29-3-2026", now=NOW)
    assert (moment.latest.astimezone(AMSTERDAM) - moment.earliest).days == 0
    assert (moment.latest.hour, moment.latest.microsecond) == (23, 999999)


def test_repeated_hour_in_autumn_keeps_both_passes_possible():
    moment = read_partial_moment("25-10-2026 02:30", now=NOW)
    assert moment.latest.timestamp() - moment.earliest.timestamp() == pytest.approx(3660, abs=1)


def test_text_of_the_longest_length_is_still_read():
    padded = "in " * ((LONGEST_TEXT - 4) // 3) + "2023"
    assert len(padded) <= LONGEST_TEXT
    assert read_partial_moment(padded, now=NOW).precision == "year"


PIECES = sorted({*MONTHS, *SEASONS, *WEEKDAYS, *DAYS_AGO, *NOW_WORDS, *FILLER_WORDS, *PART_WORDS})
SCRAPS = st.one_of(
    st.sampled_from(PIECES),
    st.integers(0, 99999).map(str),
    st.sampled_from([" - ", "-", "/", ".", ":", "t/m", "tot", "en", "to", ",", "pm", "T", "uur", "?", "’"]),
    st.text(max_size=4),
)


@given(st.lists(SCRAPS, max_size=8).map(" ".join) | st.lists(SCRAPS, max_size=8).map("".join))
def test_any_text_is_read_or_refused_but_never_breaks(text):
    try:
        moment = read_partial_moment(text, now=NOW)
    except UnreadableMomentError as refusal:
        assert str(refusal)
        return
    assert moment.earliest is None or moment.earliest <= moment.latest


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_back_from_how_it_is_written(day):
    for text in (f"{day.day}-{day.month}-{day.year}", day.isoformat(), f"{day:%d/%m/%Y}"):
        moment = read_partial_moment(text, now=NOW)
        assert moment.earliest.date() == moment.latest.date() == day
