"""The commands about weighing: books checked, something weighed, and a draft tried on files and on what is kept."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.factories import actor, on, signal
from tests.signals.weighing.books import content, written
from vangnet.config import commandline
from vangnet.signals import weights
from vangnet.signals.models import Signal
from vangnet.signals.reports import ReportedSighting

SEEN = """
- papers_taken
- {indicator: gives_up_earnings, answer: yes}
- {indicator: locked_in, answer: no}
- {indicator: afraid, answer: unknown}
- small_network
- ethnic_background
"""


def run(*arguments):
    return commandline.main(["signals", *map(str, arguments)])


def draft(folder, **changes):
    """The shipped book with other numbers, as a draft in a folder."""
    text = (weights.FOLDER / "2025-01-01.yaml").read_text()
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    (folder / "2025-01-01.yaml").write_text(text)
    return folder


def test_books_are_checked_and_assumptions_are_told(capsys):
    assert run("weights") == 0
    told = capsys.readouterr().out
    assert "2025-01-01: 2 configurations" in told
    assert "configurations.ikps-2003.threshold" not in told


def test_book_that_weighs_who_somebody_is_is_refused(capsys, tmp_path):
    draft(tmp_path, **{"indicators: [may_not_leave_alone]": "indicators: [ethnic_background]"})
    assert run("weights", "--weights", tmp_path) == 1
    assert "'ethnic_background' is a trait of a person (P)" in capsys.readouterr().err


def test_something_is_weighed_with_the_reason_of_each_point(capsys, tmp_path):
    (tmp_path / "seen.yaml").write_text(SEEN)
    assert run("weigh", tmp_path / "seen.yaml", "--lang", "en") == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "Weighing of signals: 14 points, threshold 10."
    assert told[1:4] == [
        "    6  Must hand over all the money earned (Another earns from it)",
        "    6  Another person keeps the passport or other papers (Not being free)",
        "    2  together: Somebody is not free and another earns from it",
    ]
    assert any("not known yet" in line for line in told)
    assert any("takes nothing off" in line for line in told)
    assert any(line.startswith("    !") and "never counts" in line for line in told)


def test_historic_scheme_can_be_tried(capsys, tmp_path):
    (tmp_path / "seen.yaml").write_text(SEEN)
    assert run("weigh", tmp_path / "seen.yaml", "--configuration", "ikps-2003") == 0
    assert "Tienpuntenregeling van de politie: 4 punten, drempel 10." in capsys.readouterr().out


@pytest.mark.parametrize(
    "text, says",
    [
        ("papers_taken", "write a list"),
        ("- 7", "7 names no indicator"),
        ("- {answer: yes}", "names no indicator"),
        ("- nothing_like_it", "there is no indicator 'nothing_like_it'"),
        ("- [", "cannot be read"),
    ],
)
def test_file_that_cannot_be_weighed_says_why(capsys, tmp_path, text, says):
    (tmp_path / "seen.yaml").write_text(text)
    assert run("weigh", tmp_path / "seen.yaml") == 1
    assert says in capsys.readouterr().err


def test_file_that_is_no_text_and_configuration_that_is_not_there_say_so(capsys, tmp_path):
    (tmp_path / "seen.yaml").write_bytes(b"\xff\xfe\x00")
    assert run("weigh", tmp_path / "seen.yaml") == 1
    assert "Save it as UTF-8" in capsys.readouterr().err
    (tmp_path / "seen.yaml").write_text(SEEN)
    assert run("weigh", tmp_path / "seen.yaml", "--configuration", "mine") == 1
    assert "default, ikps-2003" in capsys.readouterr().err


def test_impact_of_a_draft_on_signals_of_a_file(capsys, tmp_path):
    (tmp_path / "draft").mkdir()
    draft(
        tmp_path / "draft",
        **{"threshold: {points: 10, assumed: true}": "threshold: {points: 6, assumed: true}"},
    )
    facts = {"danger": "no", "urgency": "ordinary", "has_minor": "no"}
    lines = [
        {"reporter_type": "citizen", "sightings": ["papers_taken"], "facts": facts},
        {"reporter_type": "partner_body", "sightings": [{"indicator": "afraid"}], "facts": facts},
    ]
    (tmp_path / "signals.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n\n")
    assert run("impact", tmp_path / "draft", tmp_path / "signals.jsonl") == 0
    assert capsys.readouterr().out.splitlines() == [
        "2 signals: 1 in another class, 0 with other points.",
        "Threshold: 1 reach it, 0 no longer do.",
        "  in_turn -> soon: 1",
        "  citizen: sooner 1, later 0, same 0",
        "  partner_body: sooner 0, later 0, same 1",
    ]


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"sightings": []}', '{"reporter_type": "x", "facts": {"sex": "male"}}']
)
def test_line_that_is_no_signal_is_told_with_its_number(capsys, tmp_path, line):
    (tmp_path / "signals.jsonl").write_text(line)
    assert run("impact", weights.FOLDER, tmp_path / "signals.jsonl") == 1
    assert "signals.jsonl:1: this is no signal" in capsys.readouterr().err


@pytest.mark.django_db
def test_impact_of_a_draft_on_all_signals_that_are_kept_counts_and_changes_nothing(capsys, tmp_path):
    draft(tmp_path, **{"threshold: {points: 10, assumed: true}": "threshold: {points: 6, assumed: true}"})
    with on():
        actor("registrar")
        for code in ("papers_taken", "afraid"):
            signal(sightings=(ReportedSighting(code, "yes"),), danger="no", has_minor="no")
        Signal.objects.update(cluster=Signal.objects.first().pk)
        before = list(Signal.objects.values_list("pk", "weight", "priority").order_by("pk"))
        call_command("impact_of_weights", tmp_path)
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("2 signals: ")
    assert told[1] == "Threshold: 1 reach it, 0 no longer do."
    assert told[-1].startswith("  citizen:")
    assert list(Signal.objects.values_list("pk", "weight", "priority").order_by("pk")) == before


@pytest.mark.django_db
def test_draft_that_breaks_a_law_is_not_tried(tmp_path):
    written(tmp_path, content(source=""))
    with pytest.raises(CommandError, match="source: is missing"):
        call_command("impact_of_weights", tmp_path)
