"""Somebody without an account who fills in the pages of the form."""

import re
from datetime import timedelta

from vangnet.core import clock

STORY = "Iemand mag het huis aan de kade niet uit."
ANSWERS = {
    "seen": {"story": STORY},
    "danger": {"danger": "unknown"},
    "who": {"age": "17", "minor": "not_said", "how_many": "3", "identity": ""},
    "where": {"place": "Aan de kade", "municipality": "Ergens", "when": "March 2024", "still": "yes"},
    "signs": {},
    "reporter": {"reporter": "not_said"},
    "contact": {"may": "only_here", "say": "de tandarts"},
}


def shown_words(response):
    return re.findall(
        r"<li>([a-z]+)</li>", response.content.decode().partition('id="words"')[2].partition("</ol>")[0]
    )


def begin(browser):
    """Start, and give the words that were shown."""
    assert browser.post("/en/report/")["Location"] == "/en/report/words/"
    return " ".join(shown_words(browser.get("/en/report/words/")))


def send(browser, **how):
    with clock.fixed(clock.now() + timedelta(seconds=how.pop("after", 60))):
        return browser.post("/en/report/check/", {"send": "yes", "website": "", **how})


def fill(browser):
    for page, answers in ANSWERS.items():
        assert browser.post(f"/en/report/{page}/", answers).status_code == 302, page
