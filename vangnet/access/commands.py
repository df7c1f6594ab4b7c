"""The command line of the sharing rules: check them, ask them, lay them out, and see what a draft changes. No server, no database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from vangnet.access import deciding, kinds
from vangnet.access.deciding.examples import FOLDER as EXAMPLES
from vangnet.access.deciding.examples import failing, participant, read_examples
from vangnet.access.deciding.impact import changes
from vangnet.access.deciding.vocabulary import ACTS, CATEGORIES, INVOLVEMENTS, PURPOSES
from vangnet.access.deciding.wording import CATEGORY_WORDS, OUTCOME_WORDS
from vangnet.access.sharing_rules import FOLDER
from vangnet.core import clock

FINE, PROBLEMS, USAGE = 0, 1, 2
SHOWN = 40


def add(groups: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the group of commands to the command `vangnet`."""
    group = groups("sharing", help="check, ask and compare the rules about sharing")
    commands = group.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="check the rules and their worked questions")
    ask = commands.add_parser("decide", help="ask one question and read the answer")
    impact = commands.add_parser("impact", help="say what a draft of the rules would change")
    table = commands.add_parser("table", help="lay out who sees what, by kind of organisation")
    for command, run in (
        (check, check_command),
        (ask, decide_command),
        (impact, impact_command),
        (table, table_command),
    ):
        command.add_argument("--rules", type=Path, default=FOLDER, metavar="DIR", help="folder of rules")
        command.add_argument("--json", action="store_true", help="print JSON")
        command.add_argument("--lang", choices=("nl", "en"), default="nl", help="language (default nl)")
        command.set_defaults(command=_told(run))
    impact.add_argument("draft", type=Path, metavar="DRAFT_DIR", help="folder with the draft")
    impact.add_argument("--all", action="store_true", help="print every change, not the first of them")
    table.add_argument("--on", type=_day, metavar="DATE", help="as it stands on this day (default today)")
    _add_question(ask)


def _add_question(ask: argparse.ArgumentParser) -> None:
    ask.add_argument("who", metavar="KIND", help="kind of organisation that asks")
    ask.add_argument("act", choices=ACTS)
    ask.add_argument("category", choices=CATEGORIES)
    ask.add_argument("--with", dest="receiver", default="", metavar="KIND", help="kind that receives")
    ask.add_argument("--purpose", choices=PURPOSES, default="protection")
    ask.add_argument("--ground", default="disclosure", metavar="CODE")
    ask.add_argument("--role", default="caseworker", metavar="CODE")
    ask.add_argument("--involvement", choices=INVOLVEMENTS, default="part")
    ask.add_argument("--state", action="append", default=[], metavar="CODE", help="a fact that is known")
    ask.add_argument("--on", type=_day, metavar="DATE", help="on this day (default today)")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write year-month-day") from None


def _told(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    def told(arguments: argparse.Namespace) -> int:
        try:
            return run(arguments)
        except deciding.RuleErrors as errors:
            print(errors, file=sys.stderr)
            return PROBLEMS
        except deciding.UnknownCode as error:
            print(error, file=sys.stderr)
            return USAGE

    return told


def _book(folder: Path) -> deciding.RuleBook:
    own = folder / "kinds.yaml"
    return deciding.load(folder, own if own.exists() else kinds.FILE)


def check_command(arguments: argparse.Namespace) -> int:
    """Check the files and the worked questions, and print everything that is wrong."""
    book = _book(arguments.rules)
    examples = read_examples(arguments.rules / EXAMPLES, book)
    wrong = failing(examples, book)
    for problem in wrong:
        print(problem, file=sys.stderr)
    rules = sum(len(version.rules) for version in book.versions)
    figures = {
        "versions": len(book.versions),
        "rules": rules,
        "kinds": len(book.kinds),
        "examples": len(examples),
        "pairs": sum(example.is_pair for example in examples),
        "wrong": len(wrong),
    }
    print(json.dumps(figures) if arguments.json else ", ".join(f"{name} {n}" for name, n in figures.items()))
    return PROBLEMS if wrong else FINE


def decide_command(arguments: argparse.Namespace) -> int:
    """Ask one question and print the answer with its rule and source."""
    book = _book(arguments.rules)
    question = book.question(
        actor_kind=arguments.who,
        role=arguments.role,
        category=arguments.category,
        act=arguments.act,
        purpose=arguments.purpose,
        ground=arguments.ground,
        receiver_kind=arguments.receiver,
        involvement=arguments.involvement,
        states=arguments.state,
        on=arguments.on or clock.today(),
    )
    answer = deciding.decide(question, book)
    print(
        json.dumps(_plain(answer, arguments.lang), ensure_ascii=False, indent=2)
        if arguments.json
        else _told_as_text(answer, arguments.lang)
    )
    return FINE


def _plain(answer: deciding.Answer, language: str) -> dict[str, object]:
    return {
        "outcome": answer.outcome,
        "allowed": answer.allowed,
        "ready": answer.ready,
        "says": answer.says(language),
        "conditions": {condition.code: condition.says(language) for condition in answer.conditions},
        "first": [condition.code for condition in answer.first],
        "decider": answer.decider(language),
        "obligations": list(answer.obligations),
        "rule": answer.rule,
        "version": answer.version,
        "source": answer.source,
    }


def _told_as_text(answer: deciding.Answer, language: str) -> str:
    lines = [f"{OUTCOME_WORDS[answer.outcome](language)}: {answer.says(language)}"]
    lines += [f"- {condition.says(language)}" for condition in answer.conditions]
    if answer.decider(language):
        lines.append(
            f"{'Wie anders kan beslissen' if language == 'nl' else 'Who can decide otherwise'}: {answer.decider(language)}"
        )
    lines.append(f"{answer.rule}, {answer.version}, {answer.source}")
    return "\n".join(lines)


def impact_command(arguments: argparse.Namespace) -> int:
    """Compare a draft with the rules as they are and print which cells change."""
    now, draft = _book(arguments.rules).versions[-1], _book(arguments.draft).versions[-1]
    found = list(changes(now, draft))
    if arguments.json:
        print(json.dumps([change.as_dict() for change in found], ensure_ascii=False, indent=2))
        return FINE
    for change in found if arguments.all else found[:SHOWN]:
        print(f"{change.direction}: {change.says(draft, arguments.lang)}")
    counts = {way: sum(change.direction == way for change in found) for way in ("more", "less", "otherwise")}
    print(", ".join(f"{way} {number}" for way, number in counts.items()))
    return FINE


def table_command(arguments: argparse.Namespace) -> int:
    """Print who sees what when taking part in a dossier."""
    book = _book(arguments.rules)
    day = arguments.on or clock.today()
    rows = {
        kind: {
            category: deciding.decide(participant(kind, category, book, day), book) for category in CATEGORIES
        }
        for kind in book.kinds
    }
    if arguments.json:
        plain = {kind: {code: answer.outcome for code, answer in row.items()} for kind, row in rows.items()}
        print(json.dumps(plain, indent=2))
        return FINE
    for kind, row in rows.items():
        print(book.kinds[kind].name(arguments.lang))
        for code, answer in row.items():
            print(
                f"  {CATEGORY_WORDS[code](arguments.lang)}: {OUTCOME_WORDS[answer.outcome](arguments.lang)} ({answer.rule})"
            )
    return FINE
