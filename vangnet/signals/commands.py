"""The command line of signals: the catalogue of indicators and weighing by it. No server, no database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from vangnet.signals import catalogue, weighing_commands
from vangnet.signals.catalogue import Catalogue, CatalogueErrors

FINE, PROBLEMS = 0, 1


def add(groups: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the group of commands to the command `vangnet`."""
    group = groups("signals", help="check indicators and signal lists, and weigh what was seen")
    commands = group.add_subparsers(required=True, metavar="COMMAND")
    _add_check(commands.add_parser("check", help="check indicators, signal lists and where they come from"))
    weighing_commands.add(commands.add_parser)


def _add_check(check: argparse.ArgumentParser) -> None:
    folders = (("--indicators", catalogue.INDICATORS), ("--lists", catalogue.LISTS))
    for option, folder in folders:
        check.add_argument(option, type=Path, default=folder, metavar="DIR", help="folder of versions")
    check.add_argument("--json", action="store_true", help="print JSON")
    check.set_defaults(command=check_command)


def check_command(arguments: argparse.Namespace) -> int:
    """Read every version strictly, follow each row of the sources, and print everything that is wrong."""
    try:
        versions = catalogue.load(arguments.indicators, arguments.lists)
    except CatalogueErrors as errors:
        print(errors, file=sys.stderr)
        return PROBLEMS
    wrong = [
        f"{one.version}: {problem}"
        for one in versions
        for problem in catalogue.untraced(arguments.indicators / one.version, one)
    ]
    for problem in wrong:
        print(problem, file=sys.stderr)
    figures = [_figures(one) for one in versions]
    print(json.dumps(figures) if arguments.json else "\n".join(map(_in_words, figures)))
    return PROBLEMS if wrong else FINE


def _figures(version: Catalogue) -> dict[str, str | int]:
    return {
        "version": version.version,
        "indicators": len(version.indicators),
        "features": len(version.of_type("F")),
        "context": len(version.of_type("K")),
        "no_indicator": len(version.of_type("P")),
        "lists": len(version.signal_lists),
    }


def _in_words(figures: dict[str, str | int]) -> str:
    return ", ".join(f"{name} {value}" for name, value in figures.items())
