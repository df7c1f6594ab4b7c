"""The inbox as the page shows it: lists with a number that is a link, and lines without names or texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from vangnet.design.navigation import NavItem
from vangnet.signals.models import Handover, Signal
from vangnet.signals.presenters import words
from vangnet.signals.queries.inbox import GIVEN, MANY, MINE, OFFERED, REPORTED, TO_DO, Block, Inbox

NAMES = {
    OFFERED: lambda: _("Offered to your organisation"),
    "feedback": lambda: _("Answer to the reporter is due"),
    "review": lambda: _("Parked, and the day to look again has come"),
    "silent": lambda: _("Question without an answer"),
    "new": lambda: _("New, nobody has it in hand yet"),
    "in_hand": lambda: _("In hand"),
    "asked": lambda: _("Waiting for the reporter"),
    "investigated": lambda: _("Waiting for a decision about an investigation"),
    GIVEN: lambda: _("Offered by you, no answer yet"),
    "parked": lambda: _("Parked"),
    REPORTED: lambda: _("Reported by your organisation"),
}
SHORT = {
    OFFERED: lambda: _("Offered to us"),
    "feedback": lambda: pgettext("part of the inbox", "Answer due"),
    "review": lambda: pgettext("part of the inbox", "Look again"),
    "silent": lambda: pgettext("part of the inbox", "No reply"),
    "new": lambda: pgettext("part of the inbox", "New"),
    "in_hand": lambda: _("In hand"),
    "asked": lambda: pgettext("part of the inbox", "Asked"),
    "investigated": lambda: _("With investigation"),
    GIVEN: lambda: _("Offered by us"),
    "parked": lambda: _("Parked"),
    REPORTED: lambda: _("Reported by us"),
}
EMPTY = {
    OFFERED: lambda: _("No other organisation offers you a signal now."),
    "new": lambda: _("Nothing new. Every signal has somebody who looks at it."),
    "in_hand": lambda: _("Your organisation has no signal in hand."),
}
# Lists that say so when they are empty; the others are then left out.
ALWAYS = tuple(EMPTY)


@dataclass(frozen=True, slots=True)
class Row:
    """One signal in a list: under its reference, with codes in words only."""

    reference: str
    url: str
    group: str
    state: str
    why: list[str]
    due: date | datetime | None
    due_label: str
    who: str
    since: str


@dataclass(frozen=True, slots=True)
class Part:
    """One list of the page."""

    code: str
    name: str
    total: str
    rows: list[Row]
    empty: str
    more: str
    next: str
    first: str
    is_to_do: bool


def address(query: Mapping[str, str], **changes: str) -> str:
    """The inbox with the same filters and other choices; an empty choice is left out."""
    kept = {name: value for name, value in {**query, **changes}.items() if value}
    return reverse("signals:inbox", query=kept) if kept else reverse("signals:inbox")


def counted(total: int) -> str:
    """A number as the inbox tells it: exact up to a thousand."""
    return _("more than %(most)d") % {"most": MANY} if total > MANY else str(total)


def tabs(inbox: Inbox, query: Mapping[str, str], current: str) -> list[NavItem]:
    """The numbers above the lists, each a link to its own list; what is empty and not chosen is left out."""
    everything = NavItem(
        pgettext("parts of the inbox", "All"), address(query, block="", after=""), is_current=not current
    )
    shown = [one for one in inbox.blocks.values() if one.total or one.code in (*ALWAYS, current)]
    return [
        everything,
        *(
            NavItem(
                SHORT[one.code](),
                address(query, block=one.code, after=""),
                is_current=one.code == current,
                count=min(one.total, MANY),
            )
            for one in shown
        ),
    ]


def shortcuts(waiting: Mapping[str, int]) -> list[NavItem]:
    """The lists that ask for something of somebody, for the start page: always the same few, and others when they hold something."""
    return [
        NavItem(
            _("Handled by me") if code == MINE else SHORT[code](),
            address({}, mine="1") if code == MINE else address({}, block=code),
            count=min(waiting[code], MANY),
        )
        for code in (MINE, OFFERED, "feedback", "new", "review", "silent")
        if code in waiting and (waiting[code] or code in (MINE, OFFERED, "feedback"))
    ]


def parts(inbox: Inbox, query: Mapping[str, str], current: str) -> list[Part]:
    """The lists of the page: all that have lines, with the first of them, or one list whole."""
    chosen = [one for one in inbox.blocks.values() if current in ("", one.code)]
    return [
        _part(one, inbox.now, query, current)
        for one in chosen
        if one.total or one.code in ALWAYS or one.code == current
    ]


def _part(block: Block, now: datetime, query: Mapping[str, str], current: str) -> Part:
    whole = block.code == current
    rows = (
        [_offer(one, block.code, now) for one in block.offers]
        if block.code in (OFFERED, GIVEN)
        else [_row(one, block.code, now) for one in block.signals]
    )
    return Part(
        code=block.code,
        name=NAMES[block.code](),
        total=counted(block.total),
        rows=rows,
        empty=EMPTY.get(block.code, lambda: _("Nothing stands here now."))(),
        more="" if whole or not block.has_more else address(query, block=block.code, after=""),
        next=address(query, block=block.code, after=block.last) if whole and block.has_more else "",
        first=address(query, block=block.code, after="") if whole and query.get("after") else "",
        is_to_do=block.code in TO_DO,
    )


def _row(signal: Signal, code: str, now: datetime) -> Row:
    if code == REPORTED:
        return _reported(signal, now)
    due, label = _due(signal, code)
    return Row(
        reference=signal.reference,
        url=words.page_of(signal),
        group=words.group(signal),
        state=words.state(signal),
        why=words.priority_reasons(signal),
        due=due,
        due_label=label,
        who=str(signal.handler) if signal.handler else _("nobody yet"),
        since=waited(
            signal.state_since if code in ("silent", "asked", "investigated") else signal.received_at, now
        ),
    )


def _reported(signal: Signal, now: datetime) -> Row:
    """What a reporting organisation sees of its own report: where it stands in plain words, and nothing of how it is weighed."""
    return Row(
        reference=signal.reference,
        url=words.page_of(signal),
        group=words.group(signal),
        state=words.state_for_reporter(signal),
        why=[_("reported by your organisation")],
        due=signal.feedback_due,
        due_label=_("answer before") if signal.feedback_due else "",
        who=signal.owner.name,
        since=waited(signal.received_at, now),
    )


def _offer(offer: Handover, code: str, now: datetime) -> Row:
    signal = offer.signal
    name = offer.giver.name if code == OFFERED else offer.receiver.name
    said = _("offered by %(name)s") if code == OFFERED else _("offered to %(name)s")
    return Row(
        reference=signal.reference,
        url=words.page_of(signal),
        group=words.group(signal),
        state=said % {"name": name},
        why=[words.route_reason(offer.why)],
        due=offer.answer_before,
        due_label=_("answer before"),
        who=name,
        since=waited(offer.offered_at, now),
    )


def _due(signal: Signal, code: str) -> tuple[date | None, str]:
    if code in ("review", "parked"):
        return signal.review_on, _("look again on")
    if signal.feedback_due:
        return signal.feedback_due, _("answer to the reporter before")
    return None, ""


def waited(since: datetime, now: datetime) -> str:
    """How long something waits, in whole civil days."""
    days = words.days_between(since, now)
    if days < 1:
        return _("since today")
    return ngettext("%(count)d day ago", "%(count)d days ago", days) % {"count": days}
