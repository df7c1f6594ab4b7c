"""The command line of the agreements: try them on a case, and check them, without a server or a database."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable
from datetime import date
from importlib import import_module
from pathlib import Path
from types import ModuleType

from vangnet.protocol.engine.calendar import MomentError
from vangnet.protocol.engine.cases import ReadCase, read_cases
from vangnet.protocol.engine.loading import AgreementErrors, load_directory
from vangnet.protocol.engine.model import Problem
from vangnet.protocol.engine.moments import epoch, iso
from vangnet.protocol.engine.problem_words import shown
from vangnet.protocol.engine.program import Program, compile_corpus
from vangnet.protocol.engine.registers import PACKAGED
from vangnet.protocol.engine.report import report
from vangnet.protocol.engine.results import judge

FINE, PROBLEMS, USAGE = 0, 1, 2
Command = Callable[[argparse.Namespace], int]
Adding = Callable[[Callable[..., argparse.ArgumentParser]], None]


def main(arguments: list[str] | None = None, more: Adding | None = None, beside: Adding | None = None) -> int:
    """Run one command and give its exit code: 0 all well, 1 problems found, 2 wrong use.

    `more` adds commands from above to the group of the agreements, `beside` adds groups.
    """
    parsed = parser(more, beside).parse_args(arguments)
    command: Command = parsed.command
    try:
        code = command(parsed)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output has gone; what it wanted it has seen.
        _leave_output()
        return FINE
    except OSError as error:
        _leave_output()
        what = "The output" if error.filename is None else repr(str(error.filename))
        reason = error.strerror or str(error)
        print(
            f"{what} cannot be written or read: {reason}. Check the name, the rights and the space.",
            file=sys.stderr,
        )
        return PROBLEMS
    return code


def _leave_output() -> None:
    """What is still waiting to be printed goes nowhere, so that the end of the program does not stumble over it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def parser(more: Adding | None = None, beside: Adding | None = None) -> argparse.ArgumentParser:
    """Describe all commands."""
    top = argparse.ArgumentParser(prog="vangnet", description="The national referral mechanism as software.")
    groups = top.add_subparsers(required=True, metavar="GROUP")
    agreements = groups.add_parser("agreements", help="check and try process agreements")
    commands = agreements.add_subparsers(required=True, metavar="COMMAND")
    _add_judge(commands.add_parser("judge", help="judge the cases of a file by the agreements"))
    _add_check(commands.add_parser("check", help="check agreement files and run their scenarios"))
    _add_impact(commands.add_parser("impact", help="say what a draft would change in given cases"))
    if more is not None:
        more(commands.add_parser)
    if beside is not None:
        beside(groups.add_parser)
    return top


def _add_common(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--agreements", type=Path, default=PACKAGED, metavar="DIR", help="folder of agreements"
    )
    command.add_argument("--json", action="store_true", help="print JSON")
    command.add_argument(
        "--lang", choices=("nl", "en"), default="nl", help="language of the words (default nl)"
    )


def _add_judge(command: argparse.ArgumentParser) -> None:
    command.add_argument("cases", metavar="CASE", help="a case as .yaml, or cases as .jsonl, one per line")
    command.add_argument("--at", type=_moment, required=True, metavar="MOMENT", help="the reference moment")
    command.add_argument("--known", type=_moment, metavar="MOMENT", help="use only what was recorded by then")
    _add_common(command)
    command.set_defaults(command=judge_command)


def _add_check(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--on", type=_day, metavar="DATE", help="check as it stands on this day (default today)"
    )
    command.add_argument(
        "--reports", action="store_true", help="print reports too, not only errors and warnings"
    )
    command.add_argument("--record", action="store_true", help="add newly published files to hashes.txt")
    _add_common(command)
    command.set_defaults(command=check_command)


def _add_impact(command: argparse.ArgumentParser) -> None:
    command.add_argument("draft", type=Path, metavar="DRAFT_DIR", help="folder with new or changed versions")
    command.add_argument("--cases", metavar="FILE", help="cases as .yaml or .jsonl (default: all scenarios)")
    command.add_argument("--at", type=_moment, metavar="MOMENT", help="the reference moment (default now)")
    _add_common(command)
    command.set_defaults(command=impact_command)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        advice = "write year-month-day, like 2026-11-21"
        raise argparse.ArgumentTypeError(f"{text!r} is no date; {advice}") from None


def _moment(text: str) -> float:
    try:
        return epoch(text)
    except MomentError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def judge_command(arguments: argparse.Namespace) -> int:
    """Judge every case of a file and print what comes out."""
    program = _program(arguments)
    if program is None:
        return PROBLEMS
    code = FINE
    streaming = arguments.cases.endswith(".jsonl")
    for read in read_cases(arguments.cases, program.corpus):
        _print_problems(read.problems, arguments.lang)
        if read.case is None:
            code = PROBLEMS
            if streaming:
                print(_failed(read, arguments.lang))
            continue
        _warn_of_later_events(arguments, read)
        judgement = judge(read.case, program, arguments.at, arguments.known)
        if streaming:
            print(json.dumps(judgement.to_dict(), ensure_ascii=False))
        elif arguments.json:
            print(json.dumps(judgement.to_dict(), ensure_ascii=False, indent=2))
        else:
            print(report(judgement, arguments.lang))
    return code


def _failed(read: ReadCase, language: str) -> str:
    """Keep a place in the stream for a case that was not judged, so that no line goes missing unseen."""
    reasons = "\n".join(shown(problem, language) for problem in read.errors)
    return json.dumps({"case": read.name or None, "error": reasons}, ensure_ascii=False)


def _warn_of_later_events(arguments: argparse.Namespace, read: ReadCase) -> None:
    """Say that events do not count yet: most often a slip in a date, sometimes a look at an earlier moment."""
    later = [event for event in read.case.events if event.occurred > arguments.at] if read.case else []
    if later:
        first = f"{later[0].id} ({iso(later[0].occurred)})"
        message = f"{len(later)} of the events lie after the reference moment and do not count; the first is {first}."
        advice = "Check the date of the event and --at."
        problem = Problem(arguments.cases, read.line, read.name, message, advice, "warning")
        _print_problems([problem], arguments.lang)


def check_command(arguments: argparse.Namespace) -> int:
    """Check agreements and print everything that is found."""
    return int(_checks().check_command(arguments))


def impact_command(arguments: argparse.Namespace) -> int:
    """Compare a draft with the agreements as they are, over cases, and print what changes."""
    return int(_checks().impact_command(arguments))


def _checks() -> ModuleType:
    # Numpy and the JSON Schema are half the time that judging one case takes; only these commands need them.
    return import_module("vangnet.protocol.check_commands")


def _program(arguments: argparse.Namespace) -> Program | None:
    try:
        return compile_corpus(load_directory(arguments.agreements))
    except AgreementErrors as errors:
        _print_problems(errors.problems, arguments.lang)
        return None


def _print_problems(problems: Iterable[Problem], language: str) -> None:
    for problem in problems:
        print(shown(problem, language), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
