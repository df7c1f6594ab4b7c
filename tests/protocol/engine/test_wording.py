"""Explanations in plain sentences, and a judgement as text."""

import pytest

from tests.protocol.engine.builders import event, judged, program_of
from vangnet.protocol.engine.report import report
from vangnet.protocol.engine.wording import Explainer, explain
from vangnet.protocol.engine.words import HEADINGS, SENTENCES, STATUS

WORDS = """
facts:
  age: {type: years, label: {nl: Leeftijd, en: Age}}
  origin: {values: [nl, eu, third_country], label: {nl: Herkomst, en: Origin}, value_labels: {nl: {nl: Nederland, en: Netherlands}}}
  detention: {type: yes_no, label: {nl: Vastgezet, en: Detained}}
  measure_end: {type: date, label: {nl: Einde maatregel, en: End of the measure}}
steps:
  start: {label: {nl: Aanwijzing, en: Indication}}
  done: {label: {nl: Gemeld, en: Reported}}
  stop: {label: {nl: Gestopt, en: Stopped}}
"""


def program(body: str, **more: str):
    return program_of(WORDS + body, **more)


def sentences(
    body: str, events: list, language: str = "en", at: str = "2022-12-01", section: str = "duties"
) -> list[str]:
    found = getattr(judged(program(body), events, at=at), section)
    return explain(found[0], found[0].run.program.corpus, language)


DUTY = (
    "duties: {d: {on: start, by: [police, kmar], do: [done, unlabelled], lapses_on: stop, "
    "when: \"age < 18 and origin == 'nl'\", ground: 'BW 1:241.', within: %s}}"
)
TRIGGER = event("e1", "start", "2022-03-01T10:00", age={"value": 16, "certainty": "established"}, origin="nl")


def test_duty_is_explained_in_english():
    assert sentences(DUTY % "P10D", [TRIGGER]) == [
        "Police (local team) must do this: Reported or unlabelled before 11 March 2022 10:00.",
        "This is because on 1 March 2022 10:00 this step was recorded: Indication.",
        "At that time Age was 16 (established).",
        "At that time Origin was Netherlands (claimed).",
        "The term is 10 days.",
        "Ground: BW 1:241.",
        "Agreement: a, version of 2020-01-01.",
    ]


def test_duty_is_explained_in_dutch():
    found = sentences(DUTY % "{norm: {nl: direct, en: at once}, target: PT24H}", [TRIGGER], "nl")
    assert found[0] == "Politie (basisteam) moet dit doen: Gemeld of unlabelled vóór 2 maart 2022 10:00."
    assert "Toen gold: Leeftijd was 16 (vastgesteld)." in found
    assert "De norm is 'direct'. De keten heeft daar 24 uur voor afgesproken; dat is geen wet." in found


def test_language_that_is_not_there_becomes_dutch():
    assert Explainer(program("").corpus, "fr").language == "nl"


@pytest.mark.parametrize(
    ("term", "sentence"),
    [
        ("{norm: {nl: direct, en: at once}}", "The norm is 'at once'."),
        ("{until: measure_end}", "The end is the date of: End of the measure."),
        ("{until: measure_end, minus: P6W}", "That is 6 weeks before the date of: End of the measure."),
    ],
)
def test_kinds_of_terms_are_said(term, sentence):
    assert sentence in sentences(DUTY % term, [TRIGGER])


def test_duty_without_term_says_none():
    body = "duties: {d: {on: start, by: police, do: done}}"
    assert sentences(body, [TRIGGER])[0] == "Police (local team) must do this: Reported."


def test_doubt_is_said_with_what_to_ask():
    found = sentences(DUTY % "P10D", [event("e1", "start", "2022-03-01T10:00", by="shelter")])
    assert found[0].startswith("Police (local team) or Royal Marechaussee must")
    assert "At that time Age was unknown." in found
    assert "This is not certain. To ask: Age and Origin." in found


def test_lifted_doubt_paused_clock_and_repeated_trigger_are_said():
    body = (
        "duties: {d: {on: start, by: police, do: done, within: P10D, repeat: restart, when: detention, in_doubt: ask, "
        "pauses: [{from: hold, until: go}]}}"
    )
    lifted = [
        event("e1", "start", "2022-03-01"),
        event("e2", "quiet", "2022-03-02T12:00", detention=True),
        event("e3", "hold", "2022-03-03"),
        event("e4", "go", "2022-03-04T12:00"),
    ]
    found = sentences(body, lifted)
    assert "The doubt was lifted on 2 March 2022 12:00; the term counts from then." in found
    assert "The clock stood still for 1.5 days." in found
    again = [event("e1", "start", "2022-03-01", detention=True), event("e2", "start", "2022-03-05")]
    assert "The term began anew. Recorded earlier on: 1 March 2022 00:00." in sentences(body, again)
    assert "At that time Detained was yes (claimed)." in sentences(body, again)
    other = event("e1", "start", "2022-03-01", detention=True, origin="unknown")
    assert "This is not certain. To ask: Detained." in sentences(body, [event("e1", "start", "2022-03-01")])
    assert other.facts["origin"] == "unknown"


def test_calendar_steps_that_surprise_are_said():
    body = "duties: {d: {on: start, by: police, do: done, within: {term: %s, statutory: %s}}}"
    working = sentences(body % ("P2WD", "false"), [event("e1", "start", "2022-04-14")])
    assert any(sentence.startswith("18 April 2022 does not count") for sentence in working)
    extended = sentences(body % ("P1W", "true"), [event("e1", "start", "2022-03-05")])
    assert any(sentence.startswith("Extended to 14 March 2022") for sentence in extended)
    clamped = sentences(body % ("P1M", "false"), [event("e1", "start", "2022-01-31")])
    assert "The month lacks that day; it became 28 February 2022." in clamped


def test_end_of_a_duty_is_said():
    done = sentences(DUTY % "P10D", [TRIGGER, event("e2", "done", "2022-03-02")])
    stopped = sentences(DUTY % "P10D", [TRIGGER, event("e2", "stop", "2022-03-02")])
    assert "Done on 2 March 2022 00:00: Reported." in done
    assert "Lapsed on 2 March 2022 00:00 (Stopped)." in stopped


def test_term_and_end_by_a_later_version_are_said():
    later = {
        "a/2022-04-01.yaml": "transition: immediate\nduties: {d: {on: start, by: police, do: done, within: P2M}}"
    }
    gone = {"a/2022-04-01.yaml": "transition: immediate"}
    first = "duties: {d: {on: start, by: police, do: done, within: P3M}}"
    for files, sentence in (
        (later, "The term comes from the version of 2022-04-01."),
        (gone, "Lapsed on 1 April 2022 00:00."),
    ):
        duty = judged(program(first, **files), [TRIGGER], at="2022-04-02").duties[0]
        assert sentence in explain(duty, duty.run.program.corpus, "en")


def test_right_and_period_are_explained():
    body = "rights: {r: {on: start, may: done, %s}}\nperiods: {p: {from: start, lasts: P3M, %s}}"
    anybody = body % ("within: P1M", "says: {nl: Bedenktijd., en: Reflection.}")
    assert (
        sentences(anybody, [TRIGGER], section="rights")[0]
        == "Everybody may: Reported until 1 April 2022 10:00."
    )
    assert (
        sentences(anybody, [TRIGGER], section="periods")[0]
        == "The period 'Reflection' runs until 1 June 2022 10:00."
    )
    victim = body % ("who: victim", "when: 'true'")
    assert sentences(victim, [TRIGGER], section="rights")[0].endswith("may: Reported.")
    assert sentences(victim, [TRIGGER], section="periods")[0].startswith("The period 'p'")


@pytest.mark.parametrize("table", [STATUS, HEADINGS, SENTENCES])
def test_both_languages_have_the_same_words(table):
    assert set(table["nl"]) == set(table["en"])


def test_report_shows_every_block():
    body = (
        (DUTY % "P10D")
        + """
rights: {r: {on: start, may: done}}
periods: {p: {from: start, lasts: P3M}}
prohibitions: {b: {during: p, not: removal}}
requires: [{step: removal, when: detention, after: done}]
"""
    )
    events = [TRIGGER, event("e2", "removal", "2022-03-02"), event("e3", "start", "2022-03-02", subject="p2")]
    judgement = judged(program(body), events, at="2022-03-20", known="2022-03-21")
    text = report(judgement, "nl")
    for word in (
        "Zaak c op 20 maart 2022",
        "met wat bekend was op 21 maart 2022",
        "te laat",
        "a.d (p1)",
        "loopt",
        "beschikbaar",
        "zonder termijn",
        "a.b: removal (e2, 2 maart 2022 00:00)",
        "a.removal?:",
        "Vastgezet",
    ):
        assert word in text
    assert "none" in report(judged(program(body), []), "en")
