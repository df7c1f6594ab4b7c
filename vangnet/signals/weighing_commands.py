"""On the command line: check books of weights, weigh what was seen, and say what a draft would change. No server, no database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from vangnet.signals import weights
from vangnet.signals.presenters.weighing import weighed_view
from vangnet.signals.weighing import (
    Book,
    BookErrors,
    Facts,
    Impact,
    Seen,
    Stored,
    UnknownConfiguration,
    Weighed,
    compare,
    load,
    weigh,
)
from vangnet.signals.weighing.reading import assumptions

FINE, PROBLEMS = 0, 1
LANGUAGES = ("nl", "en")
WORDS = {
    "points": {"nl": "punten", "en": "points"},
    "threshold": {"nl": "drempel", "en": "threshold"},
    "together": {"nl": "samen", "en": "together"},
    "context": {"nl": "geeft context, telt nooit mee", "en": "gives context, never counts"},
    "open": {"nl": "nog niet bekend", "en": "not known yet"},
    "absent": {"nl": "niet gezien, gaat er niet af", "en": "not seen, takes nothing off"},
    "refused": {
        "nl": "zegt iets over wie iemand is, telt nooit mee",
        "en": "about who somebody is, never counts",
    },
}


class WrongInput(Exception):
    """A file that was given cannot be used: what is wrong and what to do."""


def add(commands: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands about weighing to the group `vangnet signals`."""
    check = commands("weights", help="check the books of weights and say what is assumed")
    check.set_defaults(command=weights_command)
    one = commands("weigh", help="weigh what was seen and say why")
    one.add_argument(
        "sightings", type=Path, metavar="FILE", help="a list of indicators with answers, as .yaml"
    )
    one.add_argument("--configuration", default="", metavar="NAME", help="another way of weighing")
    one.add_argument("--lang", choices=LANGUAGES, default="nl", help="language of the words (default nl)")
    one.set_defaults(command=weigh_command)
    impact = commands("impact", help="say which signals a draft of the weights would bring forward or back")
    impact.add_argument("draft", type=Path, metavar="DRAFT_DIR", help="folder with the draft")
    impact.add_argument("signals", type=Path, metavar="FILE", help="signals as .jsonl, one per line")
    impact.set_defaults(command=impact_command)
    for command in (check, one, impact):
        command.add_argument(
            "--weights", type=Path, default=weights.FOLDER, metavar="DIR", help="folder of books of weights"
        )


def weights_command(arguments: argparse.Namespace) -> int:
    """Read every book strictly and print which numbers rest on an assumption."""
    return _run(lambda: _checked(_books(arguments.weights)))


def weigh_command(arguments: argparse.Namespace) -> int:
    """Weigh the indicators of a file and print each line with its points."""
    return _run(lambda: _weighed(arguments))


def impact_command(arguments: argparse.Namespace) -> int:
    """Weigh signals by the newest book and by the newest of a draft, and print how many move."""
    return _run(lambda: _compared(arguments))


def _run(work: Callable[[], Iterator[str]]) -> int:
    try:
        for line in work():
            print(line)
    except (BookErrors, UnknownConfiguration, WrongInput) as fault:
        print(fault, file=sys.stderr)
        return PROBLEMS
    return FINE


def _books(folder: Path) -> tuple[Book, ...]:
    return load(folder, weights.types())


def _checked(books: Sequence[Book]) -> Iterator[str]:
    for book in books:
        found = list(assumptions(book))
        yield f"{book.version}: {len(book.configurations)} configurations, {len(found)} assumptions."
        yield from (f"  {book.version}: {place} is assumed." for place in found)


def _weighed(arguments: argparse.Namespace) -> Iterator[str]:
    book = _books(arguments.weights)[-1]
    given = read_sightings(_yaml(arguments.sightings), str(arguments.sightings))
    yield from weighed_lines(weigh(given, book, arguments.configuration), book, arguments.lang)


def weighed_lines(found: Weighed, book: Book, language: str) -> Iterator[str]:
    """What was weighed, line by line."""
    view = weighed_view(found, book, language)
    said = {name: words[language] for name, words in WORDS.items()}
    yield f"{view.configuration}: {view.points} {said['points']}, {said['threshold']} {view.threshold}."
    yield from (f"  {line.points:>3}  {line.says} ({line.group})" for line in view.lines)
    yield from (f"  {points:>3}  {said['together']}: {name}" for name, points in view.bonuses)
    for name, codes in (("context", view.context), ("open", view.open), ("absent", view.absent)):
        yield from (f"    -  {one}: {said[name]}" for one in codes)
    yield from (f"    !  {one.says}: {said['refused']}. {one.why}" for one in view.refused)


def read_sightings(given: Any, place: str) -> tuple[Seen, ...]:
    """The indicators of a file with their answers; raises WrongInput for what nobody can weigh."""
    if not isinstance(given, list):
        raise WrongInput(f"{place}: write a list, each line with an indicator and an answer.")
    return tuple(_seen(one, place) for one in given)


def _seen(given: Any, place: str) -> Seen:
    line = {"indicator": given} if isinstance(given, str) else given
    if not isinstance(line, dict) or not isinstance(line.get("indicator"), str):
        raise WrongInput(f"{place}: {given!r} names no indicator.")
    type_ = weights.types().get(line["indicator"])
    if type_ is None:
        raise WrongInput(
            f"{place}: there is no indicator '{line['indicator']}'. Choose one from the catalogue."
        )
    # In YAML a plain yes or no is read as true or false.
    answer = {True: "yes", False: "no"}.get(line.get("answer", True), str(line.get("answer")))
    return Seen(line["indicator"], type_, answer, str(line.get("hardness", "unknown")))


def _compared(arguments: argparse.Namespace) -> Iterator[str]:
    now, draft = _books(arguments.weights)[-1], _books(arguments.draft)[-1]
    yield from impact_lines(compare(_stored(arguments.signals), now, draft))


def impact_lines(found: Impact) -> Iterator[str]:
    """What a draft changes, in lines."""
    yield f"{found.total} signals: {found.changed} in another class, {found.other_points} with other points."
    yield f"Threshold: {found.reached} reach it, {found.no_longer_reached} no longer do."
    for (before, after), count in sorted(found.moves.items()):
        if before != after:
            yield f"  {before} -> {after}: {count}"
    for reporter, counts in sorted(found.by_reporter.items()):
        ways = ", ".join(f"{way} {counts[way]}" for way in ("sooner", "later", "same"))
        yield f"  {reporter}: {ways}"


def _stored(file: Path) -> Iterator[Stored]:
    for number, line in enumerate(_text(file).splitlines(), start=1):
        if line.strip():
            yield _one_stored(line, f"{file}:{number}")


def _one_stored(line: str, place: str) -> Stored:
    try:
        given = json.loads(line)
        facts = Facts(0, 0, **given.get("facts", {}))
        sightings = read_sightings(given.get("sightings", []), place)
        return Stored(str(given["reporter_type"]), sightings, facts)
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise WrongInput(f"{place}: this is no signal: {fault}.") from fault


def _yaml(file: Path) -> Any:
    try:
        return yaml.safe_load(_text(file))
    except yaml.YAMLError as fault:
        raise WrongInput(f"{file}: cannot be read: {' '.join(str(fault).split())}.") from fault


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as fault:
        raise WrongInput(f"{file}: cannot be read: {fault}. Save it as UTF-8.") from fault
