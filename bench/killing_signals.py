"""Who sends signals while everything is killed: professionals who report and go on with it, and people without an account.

Each of them goes on from one page to the next only when the page before was acknowledged, as a browser does, and remembers how
far that is.
"""

from __future__ import annotations

import re
import time
from abc import ABC, abstractmethod
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from threading import Event, Thread
from urllib.parse import urlencode
from uuid import uuid4

PATIENCE = 10.0
AGAIN = 0.05
GONE_ON, SHOWN, BROKEN = 302, 200, 500
TOKEN = "t" * 32
STORY = "Iemand slaapt boven de keuken, geval"
PERSON = {
    "age": "17",
    "age_at_recruitment_unknown": "on",
    "nationality": "unknown",
    "forms": "labour",
    "number_of_people": "1",
}
NUMBERS = 7  # so many telephone numbers, so that signals are linked with each other while it is killed
REPORTED, TAKEN, MARKED, SENT = "reported", "taken", "marked", "sent"
# The form wants a report to be older than this, and its brakes let so many an hour pass without waiting.
OLD_ENOUGH = 11.0
MOST_REPORTS = 90
WORDS = re.compile(r"<li>([a-z]+)</li>")


class Unexpected(RuntimeError):
    """A page that neither went on nor broke: the measurement itself is wrong, or the program is."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said."""

    status: int
    place: str
    body: str

    @property
    def is_acknowledged(self) -> bool:
        # Being sent away to sign in again is no acknowledgement.
        return self.status == GONE_ON and "/account/" not in self.place


@dataclass(slots=True)
class Told:
    """One report: what was told, with what it is found again, and what of it was acknowledged."""

    story: str
    key: str = ""  # the words, or the address of the draft
    acknowledged: set[str] = field(default_factory=set)


class Browser:
    """A browser of one person: it keeps its cookies, and gives nothing when the connection broke."""

    def __init__(self, port: int, cookies: Mapping[str, str], statuses: Counter[str]) -> None:
        self.port, self.cookies, self.statuses = port, dict(cookies), statuses

    def ask(self, path: str, fields: Mapping[str, str] | None = None) -> Answer | None:
        content = urlencode({"csrfmiddlewaretoken": TOKEN, **fields}) if fields is not None else None
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        asked, found = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE), None
        try:
            asked.request("GET" if content is None else "POST", path, content, headers)
            answer = asked.getresponse()
            body = answer.read().decode()
            found = Answer(answer.status, answer.getheader("Location") or "", body)
            for line in answer.headers.get_all("Set-Cookie") or []:
                name, _is, value = line.partition(";")[0].partition("=")
                self.cookies[name] = value
        except (OSError, HTTPException):
            found = None
        finally:
            asked.close()
        self.statuses[str(found.status if found else None)] += 1
        return found


class Sender(ABC):
    """A thread that reports until it may stop; what it is busy with then is finished."""

    def __init__(self, port: int, cookies: Mapping[str, str], stop: Event) -> None:
        self.port, self.cookies, self.stop = port, cookies, stop
        self.statuses: Counter[str] = Counter()
        self.told: list[Told] = []
        self.fault = self.doing = ""
        self.thread = Thread(target=self._work, daemon=True)

    @abstractmethod
    def work(self) -> None:
        """Report, again and again."""

    def browser(self) -> Browser:
        return Browser(self.port, self.cookies, self.statuses)

    def acknowledged(self, browser: Browser, path: str, told: Told | None = None, **fields: str) -> str:
        """Send a form until it is acknowledged; gives where it leads to."""
        while True:
            answer = browser.ask(path, fields)
            if answer is not None and answer.is_acknowledged:
                return answer.place
            if answer is not None and answer.status < BROKEN:
                raise Unexpected(f"{path}: {answer.status} {answer.place} {_said(answer.body)}")
            self.doing = f"{path}: {answer and answer.status} {answer and _said(answer.body)}"
            if told is not None:
                self.not_answered(told)
            time.sleep(AGAIN)

    def shown(self, browser: Browser, path: str) -> str:
        """Ask for a page until it is there."""
        while (answer := browser.ask(path)) is None or answer.status >= BROKEN:
            self.doing = f"{path}: {answer and answer.status} {answer and _said(answer.body)}"
            time.sleep(AGAIN)
        if answer.status != SHOWN:
            raise Unexpected(f"{path}: {answer.status} {answer.place}")
        return answer.body

    def not_answered(self, told: Told) -> None:
        """Look what became of a report that was sent without an answer."""
        return

    def _work(self) -> None:
        try:
            self.work()
        except Unexpected as fault:
            self.fault = str(fault)


class Professional(Sender):
    """Somebody of the desk who writes a report, takes it in hand, and adds by what it could be known again."""

    def work(self) -> None:
        browser = self.browser()
        while not self.stop.is_set():
            self._report(browser, Told(_story()))

    def _report(self, browser: Browser, told: Told) -> None:
        begun = self.acknowledged(
            browser, "/signals/new/", channel="professional", like="", submission_key=_key()
        )
        told.key = begun.rstrip("/").rpartition("/")[2]
        self.acknowledged(browser, f"{begun}part/persons/add/", submission_key=_key(), **PERSON)
        self.acknowledged(browser, f"{begun}part/seen/add/", submission_key=_key(), text=told.story)
        self.told.append(told)
        sent = self.acknowledged(browser, f"{begun}check/", submission_key=_key())
        told.acknowledged.add(REPORTED)
        page = _only(r'href="(/signals/[a-z0-9]{12}/)"', self.shown(browser, sent))
        self.acknowledged(browser, f"{page}take/")
        told.acknowledged.add(TAKEN)
        number = f"06-0000{len(self.told) % NUMBERS:04}"
        self.acknowledged(browser, f"{page}marks/", kind="telephone", value=number, hardness="told")
        told.acknowledged.add(MARKED)


class Reporter(Sender):
    """People without an account: each report has its own words, and its page is left when the time has come to send it."""

    def __init__(self, port: int, cookies: Mapping[str, str], stop: Event, *, pace: float) -> None:
        super().__init__(port, cookies, stop)
        self.pace = pace
        self.opened_again = self.kept_without_answer = self.words_that_open_nothing = 0

    def work(self) -> None:
        under_way: deque[tuple[float, Browser, Told]] = deque()
        while not self.stop.is_set():
            if len(self.told) < MOST_REPORTS:
                begun = self._begun()
                under_way.append((time.monotonic(), *begun))
            while under_way and time.monotonic() - under_way[0][0] > OLD_ENOUGH and not self.stop.is_set():
                _begun_at, browser, told = under_way.popleft()
                self.acknowledged(browser, "/report/check/", told, send="yes", website="")
                told.acknowledged.add(SENT)
            self.stop.wait(self.pace)

    def _begun(self) -> tuple[Browser, Told]:
        """A draft whose words somebody has read, with the story in it."""
        browser, told = self.browser(), Told(_story())
        while not told.key:
            self.acknowledged(browser, "/report/")
            page = self.shown(browser, "/report/words/")
            # When the answer with the words was lost, nobody knows them: somebody begins once more.
            told.key = " ".join(WORDS.findall(page.partition('id="words"')[2].partition("</ol>")[0]))
        self.acknowledged(browser, "/report/seen/", story=told.story)
        self.told.append(told)
        return browser, told

    def not_answered(self, told: Told) -> None:
        """On another device: the words open the draft with what was told, or the page of what arrived."""
        browser = self.browser()
        while (answer := browser.ask("/report/come-back/", {"words": told.key})) is None or (
            answer.status >= BROKEN
        ):
            time.sleep(AGAIN)
        if answer.is_acknowledged and answer.place.endswith("/return/"):
            self.kept_without_answer += 1
        elif answer.is_acknowledged and told.story in self._draft(browser):
            self.opened_again += 1
        else:
            self.words_that_open_nothing += 1

    def _draft(self, browser: Browser) -> str:
        # What was sent without an answer may arrive at this very moment.
        answer = browser.ask("/report/check/")
        while answer is None or answer.status >= BROKEN:
            time.sleep(AGAIN)
            answer = browser.ask("/report/check/")
        return answer.body if answer.status == SHOWN else self.shown(browser, "/report/return/")


def _story() -> str:
    return f"{STORY} {uuid4().hex}"


def _key() -> str:
    return str(uuid4())


def _only(pattern: str, body: str) -> str:
    found = re.search(pattern, body)
    if found is None:
        raise Unexpected(f"{pattern} is not in: {_said(body)}")
    return found[1]


def _said(body: str) -> str:
    main = body.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())[:400]
