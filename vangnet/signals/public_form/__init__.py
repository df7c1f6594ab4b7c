"""What holds for the public report form: code, files, brakes and telephone numbers, as dated data beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from vangnet.core import clock

FOLDER = Path(__file__).parent
LANGUAGES = ("nl", "en")
BRAKES = ("code", "begin", "send")
BITS_PER_WORD, LEAST_BITS = 11, 64


class PublicFormError(ValueError):
    """Something is wrong in a file about the public form."""


@dataclass(frozen=True, slots=True)
class Brake:
    """After so many free ones within an hour everybody waits, one second more for each next handful, up to a limit."""

    free: int
    per_second: int
    longest: int

    def wait_after(self, count: int) -> timedelta:
        """How long everybody waits once so many were counted in this hour."""
        over = max(count - self.free, 0)
        return timedelta(seconds=min(-(-over // self.per_second), self.longest))


@dataclass(frozen=True, slots=True)
class Helpline:
    """A number that somebody can call, with what it is for in both languages."""

    code: str
    number: str
    name: Mapping[str, str]
    says: Mapping[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class PublicForm:
    """One dated version of everything that holds for the public form."""

    valid_from: date
    source: str
    words: int
    years_after_closing: int
    least: timedelta
    most_files: int
    largest_file: int
    files_per_draft: int
    words_per_draft: int
    texts: Mapping[str, int]
    brakes: Mapping[str, Brake]
    leave_to: str
    helplines: tuple[Helpline, ...]


@cache
def versions(folder: Path = FOLDER) -> tuple[PublicForm, ...]:
    """All versions in a folder, oldest first."""
    return tuple(_read(file) for file in sorted(folder.glob("*.yaml")))


def current(folder: Path = FOLDER) -> PublicForm:
    """The version of today; before the first one, the first."""
    found = versions(folder)
    return next((one for one in reversed(found) if one.valid_from <= clock.today()), found[0])


def _read(file: Path) -> PublicForm:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    try:
        made = _made(content)
    except (KeyError, TypeError) as fault:
        raise PublicFormError(f"{file.name}: {fault} is missing or not readable.") from fault
    if made.words * BITS_PER_WORD < LEAST_BITS:
        raise PublicFormError(f"{file.name}: {made.words} words are fewer than {LEAST_BITS} bits.")
    if set(made.brakes) != set(BRAKES):
        raise PublicFormError(f"{file.name}: name exactly these brakes: {', '.join(BRAKES)}.")
    if made.files_per_draft < made.most_files or made.words_per_draft < 1:
        raise PublicFormError(
            f"{file.name}: let a draft try at least the {made.most_files} files that fit, and get other words once."
        )
    untold = [one.code for one in made.helplines if not all(one.says.get(language) for language in LANGUAGES)]
    if untold:
        raise PublicFormError(f"{file.name}: say in both languages what {', '.join(untold)} is for.")
    return made


def _made(content: Mapping[str, Any]) -> PublicForm:
    code, files = content["code"], content["files"]
    return PublicForm(
        valid_from=content["valid_from"],
        source=content["source"],
        words=code["words"],
        years_after_closing=code["years_after_closing"],
        least=timedelta(seconds=content["least_seconds"]),
        most_files=files["most"],
        largest_file=files["megabytes"] * 1_000_000,
        files_per_draft=content["per_draft"]["files"],
        words_per_draft=content["per_draft"]["words"],
        texts=content["texts"],
        brakes={name: Brake(**brake) for name, brake in content["brakes"].items()},
        leave_to=content["leave_to"],
        helplines=tuple(Helpline(**line) for line in content["helplines"]),
    )
