"""What somebody told on the pages of the public form, as one report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext, override

from vangnet.core import clock
from vangnet.design.partial_dates import PartialMoment, UnreadableMomentError, read_partial_moment
from vangnet.signals import terms
from vangnet.signals.answers import Answer, Hardness, Known, Urgency
from vangnet.signals.models import SignalChannel, SignalText
from vangnet.signals.reports import Report, ReportedPerson, ReportedSighting, ReportedText

Kind = SignalText.Kind
ANONYMOUS_TYPE = "citizen"
_WITNESS = frozenset({"citizen", "client", "victim"})

Pages = Mapping[str, Mapping[str, Any]]


def report_of(pages: Pages, *, key: UUID) -> Report:
    """One report from the answers on the pages; what was not asked or answered stays open."""
    who, where = pages.get("who", {}), pages.get("where", {})
    reporter = _reporter(pages)
    danger = _text(pages, "danger", "danger")
    return Report(
        channel=SignalChannel.PUBLIC,
        reporter_type=reporter,
        texts=_texts(pages),
        persons=_persons(who),
        sightings=_sightings(pages),
        seen=_moment(where),
        municipality=str(where.get("municipality", ""))[:100],
        urgency=Urgency.NOW if danger == Answer.YES else Urgency.UNKNOWN,
        danger=danger,
        hardness=Hardness.OBSERVED if reporter in _WITNESS else Hardness.UNKNOWN,
        submission_key=key,
    )


def says_something(pages: Pages) -> bool:
    """Whether anything was told that somebody can do something with."""
    told = (("seen", "story"), ("where", "place"), ("who", "identity"), ("signs", "signs"))
    return any(_text(pages, page, name) for page, name in told)


def contact_words(contact: Mapping[str, Any]) -> str:
    """How somebody may be reached, in plain Dutch words for the organisation that owns the signal; empty without an answer."""
    with override("nl"):
        labels = {
            "may": gettext("May somebody contact the reporter?"),
            "reach": gettext("Telephone number or e-mail address"),
            "when": gettext("When is it safe to contact you?"),
            "say": gettext("What may somebody say or write when somebody else answers?"),
            "message": gettext("May somebody leave a message?"),
        }
        values = {
            "only_here": gettext("Only on the page that my words open"),
            "telephone": gettext("Yes, by telephone"),
            "email": gettext("Yes, by e-mail"),
            **{code: str(label) for code, label in Answer.choices},
        }
        found = [(labels[name], str(contact.get(name) or "").strip()) for name in labels]
        return "\n".join(f"{label} {values.get(value, value)}" for label, value in found if value)


def _texts(pages: Pages) -> tuple[ReportedText, ...]:
    hardness = Hardness.OBSERVED if _reporter(pages) in _WITNESS else Hardness.UNKNOWN
    where = pages.get("where", {})
    with override("nl"):
        still = {"yes": gettext("It is still going on."), "no": gettext("It is not going on any more.")}
    parts = [
        _text(pages, "seen", "story"),
        str(where.get("place", "")),
        still.get(where.get("still", ""), ""),
    ]
    story = "\n\n".join(part for part in parts if part)
    return (
        ReportedText(Kind.SEEN, story, hardness=hardness),
        ReportedText(Kind.PERSON_IDENTITY, _text(pages, "who", "identity"), hardness=hardness),
        ReportedText(Kind.REPORTER_CONTACT, contact_words(pages.get("contact", {}))),
    )


def _persons(who: Mapping[str, Any]) -> tuple[ReportedPerson, ...]:
    age = who.get("age")
    if not any(who.get(name) for name in ("age", "age_answer", "minor", "how_many")):
        return ()
    many = str(who.get("how_many", ""))
    person = ReportedPerson(
        age=age,
        age_answer=Known.KNOWN if age is not None else str(who.get("age_answer", "")),
        is_minor=str(who.get("minor", "")),
        number_of_people=int(many) if many.isdigit() else 1,
    )
    return (person,)


def _sightings(pages: Pages) -> tuple[ReportedSighting, ...]:
    chosen = pages.get("signs", {}).get("signs", [])
    return tuple(ReportedSighting(code, Answer.YES) for code in chosen)


def _moment(where: Mapping[str, Any]) -> PartialMoment | None:
    when = str(where.get("when", ""))
    if not when:
        return None
    try:
        return read_partial_moment(when, now=clock.now())
    except UnreadableMomentError:
        return PartialMoment(None, None, "unknown", when)


def _reporter(pages: Pages) -> str:
    told = _text(pages, "reporter", "reporter")
    return told if told in terms.current().reporters else ANONYMOUS_TYPE


def _text(pages: Pages, page: str, name: str) -> str:
    value = pages.get(page, {}).get(name) or ""
    return value.strip() if isinstance(value, str) else " ".join(str(one) for one in value)


def waited_long_enough(begun: datetime, least_seconds: float) -> bool:
    """Whether a person can have answered in this time."""
    return (clock.now() - begun).total_seconds() >= least_seconds
