"""What is left of the signals after everything was killed; in a module of its own, since it needs a running Django."""

from __future__ import annotations

from collections import Counter
from threading import Event

from django.conf import settings
from django.db import connection

from bench.killing_signals import (
    MARKED,
    MOST_REPORTS,
    REPORTED,
    SENT,
    TAKEN,
    TOKEN,
    Professional,
    Reporter,
    Sender,
    Told,
    Unexpected,
)
from tests.factories import actor
from tests.journeys.conftest import _signed_in
from vangnet.access.actors import Actor, system
from vangnet.access.wall.context import as_actor, as_service
from vangnet.signals import public_form, words
from vangnet.signals.models import Draft, IntakeDraft, Mark, ReturnCode, Signal, SignalEvent, SignalText
from vangnet.signals.queries.texts import texts
from vangnet.signals.services import drafts
from vangnet.signals.services.drafts import NoSuchDraftError

WHY = "The measurement that kills counts what is left."
PROFESSIONALS, REPORTERS = 2, 1
QUICKEST, SECONDS_A_POINT, LONGEST_TO_FINISH = 0.5, 2.5, 300.0
COUNTED = (
    *("acknowledged", "signals", "lost", "doubled", "without_owner"),
    *("words_lost", "opened_again", "kept_without_answer", "drafts"),
)
# Which line of its history a signal has exactly once for what was acknowledged.
ONCE = {REPORTED: "received", SENT: "received", TAKEN: "take"}


class Signals:
    """Those who send signals while everything is killed, and what is left of what they sent."""

    def __init__(self, port: int, points: int) -> None:
        with as_service(
            "The measurement that kills makes its own desk, without which nobody could report anything."
        ):
            self.desk = actor("registrar")
            sessions = [
                _signed_in(self.desk.account, f"http://127.0.0.1:{port}") for _ in range(PROFESSIONALS)
            ]
        connection.close()
        self.stop = Event()
        given = {settings.CSRF_COOKIE_NAME: TOKEN}
        self.professionals = [
            Professional(port, {one["name"]: one["value"], **given}, self.stop) for one in sessions
        ]
        # Spread over the whole run, since the brakes of the form let so many an hour pass.
        pace = max(QUICKEST, points * SECONDS_A_POINT / MOST_REPORTS)
        self.reporters = [Reporter(port, given, self.stop, pace=pace) for _ in range(REPORTERS)]

    @property
    def senders(self) -> list[Sender]:
        return [*self.professionals, *self.reporters]

    def start(self) -> None:
        for one in self.senders:
            one.thread.start()

    def finish(self) -> None:
        """Let everybody finish what they are busy with; whoever cannot, is a fault of its own."""
        self.stop.set()
        for one in self.senders:
            one.thread.join(LONGEST_TO_FINISH)
            if one.fault or one.thread.is_alive():
                raise Unexpected(
                    one.fault or f"A report could not be finished: {one.doing} {dict(one.statuses)}"
                )

    def statuses(self) -> Counter[str]:
        return sum((one.statuses for one in self.senders), Counter())

    def compare(self) -> Counter[str]:
        """Count what was acknowledged, and what of it is lost, there twice, or left without an owner or its words."""
        found: Counter[str] = Counter(dict.fromkeys(COUNTED, 0))
        with as_service(WHY):
            known = [
                _of_professional(self.desk, told, found) for one in self.professionals for told in one.told
            ]
            known += [_of_reporter(self.desk, told, found) for one in self.reporters for told in one.told]
            there = {one.pk for one in known if one is not None}
            # Of each report that somebody began there is one signal at most, and there are no others.
            found["doubled"] += Signal.objects.exclude(pk__in=there).count()
            found["signals"] = len(there)
            found["without_owner"] = Signal.objects.filter(owner__isnull=True).count()
        for one in self.reporters:
            found["opened_again"] += one.opened_again
            found["kept_without_answer"] += one.kept_without_answer
            found["words_lost"] += one.words_that_open_nothing
        return found


def _of_professional(desk: Actor, told: Told, found: Counter[str]) -> Signal | None:
    draft = IntakeDraft.objects.filter(address=told.key).select_related("signal").first()
    signal = draft.signal if draft is not None else None
    _judge(desk, told, signal, found)
    if signal is not None and MARKED in told.acknowledged:
        marks = Mark.objects.filter(signal=signal, kind="telephone").count()
        found["lost"] += marks == 0
        found["doubled"] += marks > 1
    return signal


def _of_reporter(desk: Actor, told: Told, found: Counter[str]) -> Signal | None:
    code = words.read(told.key, public_form.current().words)
    ways_back = list(ReturnCode.objects.filter(locator__in=code.locators).select_related("signal"))
    found["doubled"] += len(ways_back) > 1
    signal = ways_back[0].signal if ways_back else None
    _judge(desk, told, signal, found)
    if signal is not None:
        found["doubled"] += Draft.objects.filter(locator__in=code.locators).count()
        return signal
    try:
        is_whole = drafts.reopen(code, by=system()).answers.get("seen", {}).get("story") == told.story
    except NoSuchDraftError:
        is_whole = False
    found["drafts"] += is_whole
    found["words_lost"] += not is_whole
    return None


def _judge(desk: Actor, told: Told, signal: Signal | None, found: Counter[str]) -> None:
    found["acknowledged"] += len(told.acknowledged)
    if signal is None:
        found["lost"] += len(told.acknowledged)
        return
    lines = Counter(SignalEvent.objects.filter(signal=signal).values_list("code", flat=True))
    for act in told.acknowledged & ONCE.keys():
        found["lost"] += lines[ONCE[act]] == 0
        found["doubled"] += lines[ONCE[act]] > 1
    with as_actor(desk):
        seen = texts(desk, signal).get(SignalText.Kind.SEEN, [])
    found["doubled"] += len(seen) > 1
    found["words_lost"] += [one.text for one in seen] != [told.story]
