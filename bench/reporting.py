"""How long the public report form takes from its first page to "sent", and how much each page weighs."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable
from datetime import timedelta

from bench.database import own_database
from bench.report import Report

REPORTS = 100
WORDS_A_MINUTE = 180  # what somebody reads of a plain text on a screen
TYPED_A_MINUTE = 150  # signs on a telephone
STORY = "Iemand slaapt boven de keuken en mag nooit alleen weg. "
ANSWERS = {
    "seen": {"story": STORY * 4},
    "danger": {"danger": "unknown"},
    "who": {"age": "17", "minor": "unknown", "how_many": "1"},
    "where": {"place": "Achter de markt", "municipality": "Ergens", "when": "2024", "still": "yes"},
    "signs": {},
    "reporter": {"reporter": "citizen"},
    "contact": {"may": "only_here"},
}


def measure(number: int | None) -> Report:
    """Fill in the whole form many times, as a program and at the pace of a person who reads every word."""
    wanted = number or REPORTS
    report = Report(
        "reporting",
        "The public report form",
        f"{wanted} reports are filled in through the whole stack, from the first page to the page after sending, each with words of its own.",
        ("what", "median", "p95"),
    )
    with own_database():
        _measure(report, wanted)
    return report


class Visitor:
    """Somebody who fills in the form; counts what there is to read and how long the server takes."""

    def __init__(self, client: object) -> None:
        self.client, self.asked, self.words = client, [], 0

    def look(self, path: str) -> str:
        """Look at a page and read all of it but the frame, which is the same everywhere."""
        page = self._answer(lambda: self.client.get(path))
        shown = re.sub(
            r"<nav.*?</nav>|<[^>]+>", " ", page.partition("<main")[2].partition("</main>")[0], flags=re.S
        )
        self.words += len(shown.split())
        return page

    def send(self, path: str, given: dict[str, str]) -> None:
        """Send a page."""
        self._answer(lambda: self.client.post(path, given))

    def _answer(self, ask: Callable[[], object]) -> str:
        began = time.perf_counter()
        answer = ask()
        self.asked.append(time.perf_counter() - began)
        return answer.content.decode()


def _measure(report: Report, wanted: int) -> None:
    # The settings must stand before the pages can be read.
    from django.test import Client

    from bench.acting import houses
    from vangnet.core import clock

    houses(1)
    visitors, arrived = [], 0
    for _ in range(wanted):
        one = Visitor(Client())
        visitors.append(one)
        one.look("/report/")
        one.send("/report/", {})
        one.look("/report/words/")
        for page, given in ANSWERS.items():
            one.look(f"/report/{page}/")
            one.send(f"/report/{page}/", given)
        one.look("/report/files/")
        one.look("/report/check/")
        with clock.fixed(clock.now() + timedelta(minutes=2)):
            one.send("/report/check/", {"send": "yes", "website": ""})
            arrived += 'id="reference"' in one.look("/report/sent/")
    _tell(report, visitors)
    report.note(f"{arrived} of {wanted} reports became a signal.")


def _tell(report: Report, visitors: list[Visitor]) -> None:
    words = statistics.median(one.words for one in visitors)
    typed = sum(len(text) for given in ANSWERS.values() for text in given.values())
    minutes = words / WORDS_A_MINUTE + typed / TYPED_A_MINUTE
    report.row("one page on the server", *_in_ms([took for one in visitors for took in one.asked]))
    report.row("all pages of one report on the server", *_in_ms([sum(one.asked) for one in visitors]))
    report.row("words on all pages together", f"{words:.0f}", "")
    report.row("whole report by a person who reads every word", f"{minutes:.1f} minutes", "")
    report.note(
        f"A person is reckoned with {WORDS_A_MINUTE} words read and {TYPED_A_MINUTE} signs typed per minute ({typed} signs)."
    )


def _in_ms(seconds: list[float]) -> tuple[str, str]:
    ordered = sorted(seconds)
    return f"{statistics.median(ordered) * 1000:.0f} ms", f"{ordered[int(len(ordered) * 0.95)] * 1000:.0f} ms"
