"""From the answers in a draft to the report that becomes a signal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from vangnet.design.partial_dates import PartialMoment
from vangnet.signals.adding_up.kinds import MarkKind
from vangnet.signals.answers import Answer, CareReport, Hardness, Known, Urgency
from vangnet.signals.models import IntakeDraft, Origin, SignalChannel, SignalText
from vangnet.signals.reports import Report, ReportedMark, ReportedPerson, ReportedSighting, ReportedText
from vangnet.signals.rules.intake import UNKNOWN, counts_as_minor, lines
from vangnet.signals.sections import BY_CODE

Answers = Mapping[str, Any]
Kind = SignalText.Kind
# Who reports, by what kind of organisation it is for; it can always be changed.
REPORTERS = {
    "police": "duty_holder",
    "investigation": "duty_holder",
    "avim": "duty_holder",
    "kmar": "duty_holder",
    "labour_inspectorate": "duty_holder",
    "hospital": "bound_professional",
    "health_service": "bound_professional",
    "lawyer": "bound_professional",
}
PARTNER, CALLER = "partner_body", "citizen"
SPAN = ("earliest", "latest")
# Which question of the intake gives which kind of mark by which signals are found to belong together.
MARKS = {
    "telephone": MarkKind.TELEPHONE,
    "address": MarkKind.ADDRESS,
    "plate": MarkKind.VEHICLE,
    "company": MarkKind.COMPANY,
    "account_name": MarkKind.ACCOUNT_NAME,
    "advertisement": MarkKind.ADVERTISEMENT,
}
_ANSWERS = {True: Answer.YES, False: Answer.NO, UNKNOWN: Answer.UNKNOWN}
# From hard to soft: a report is as hard as its hardest fact.
_HARDEST_FIRST = (Hardness.OBSERVED, Hardness.TOLD, Hardness.ASSUMED, Hardness.UNKNOWN)


def report_of(content: Answers, draft: IntakeDraft) -> Report:
    """The report that a draft amounts to."""
    return report_from(content, channel=draft.channel, key=draft.pk, party=draft.organisation.party)


def report_from(content: Answers, *, channel: str, key: UUID, party: str) -> Report:
    """The report that some answers amount to, whether they were typed in or came in a file."""
    given = {name: value for one in content.get("answers", {}).values() for name, value in one.items()}
    people = lines(content, BY_CODE["persons"])
    persons = tuple(_person(one) for one in people)
    return Report(
        channel=channel,
        reporter_type=given.get("reporter_type") or usual_reporter(channel, party),
        texts=tuple(_texts(content, given)),
        persons=persons,
        sightings=tuple(ReportedSighting(code, Answer.YES) for code in given.get("indicators") or ()),
        marks=tuple(
            ReportedMark(kind, given[question]) for question, kind in MARKS.items() if given.get(question)
        ),
        forms=tuple(dict.fromkeys(form for one in persons for form in one.forms)),
        seen=span(given.get("seen_from"), given.get("seen_until")),
        region=given.get("region") or "",
        municipality=given.get("municipality") or "",
        setting=given.get("setting") or "",
        urgency=given.get("urgency") or Urgency.UNKNOWN,
        danger=given.get("danger") or "",
        hardness=hardest(one.get("hardness") or "" for one in lines(content, BY_CODE["seen"])),
        care_report=given.get("care_report") or CareReport.UNKNOWN,
        is_group=any(one.number_of_people > 1 for one in persons),
        submission_key=key,
        also={"ground": given["ground"]} if given.get("ground") else {},
    )


def origin_of(content: Answers) -> dict[str, str]:
    """Who saw it and on which ground it is given."""
    given = {name: value for one in content.get("answers", {}).values() for name, value in one.items()}
    return {
        "signaller": given.get("signaller") or Origin.Signaller.UNKNOWN,
        "signaller_about": given.get("signaller_about") or "",
        "ground": given.get("ground") or "",
    }


def usual_reporter(channel: str, party: str) -> str:
    """Who usually reports in this way for a kind of organisation, when nobody says otherwise."""
    return CALLER if channel == SignalChannel.CALLER else REPORTERS.get(party, PARTNER)


def hardest(given: Iterator[str]) -> str:
    """The hardest of some facts; without any it is not known."""
    found = set(given)
    return next((one for one in _HARDEST_FIRST if one in found), Hardness.UNKNOWN)


def span(start: Any, end: Any) -> PartialMoment | None:
    """When something was seen, from two answers as they are kept in a draft."""
    first, last = as_moment(start), as_moment(end)
    if first is None or last is None or first.earliest is None or last.latest is None:
        return first or last
    return PartialMoment(first.earliest, last.latest, first.precision, f"{first.text} - {last.text}")


def as_moment(kept: Any) -> PartialMoment | None:
    """A moment as a draft keeps it, as the moment that it was."""
    if not kept:
        return None
    borders = [datetime.fromisoformat(kept[name]) if kept[name] else None for name in SPAN]
    return PartialMoment(borders[0], borders[1], kept["precision"], kept["text"])


def as_kept(moment: PartialMoment) -> dict[str, str | None]:
    """A moment as a draft keeps it."""
    borders = {
        name: border.isoformat() if border else None
        for name, border in zip(SPAN, (moment.earliest, moment.latest), strict=True)
    }
    return {**borders, "precision": moment.precision, "text": moment.text}


def _person(told: Answers) -> ReportedPerson:
    age, first = told.get("age"), told.get("age_at_recruitment")
    forms = [form for form in told.get("forms") or () if form != UNKNOWN]
    nationality = told.get("nationality") or ""
    people = told.get("number_of_people")
    return ReportedPerson(
        age=age if isinstance(age, int) else None,
        age_answer=_known(age),
        age_at_recruitment=first if isinstance(first, int) else None,
        recruitment_answer=_known(first),
        nationality="" if nationality == UNKNOWN else nationality,
        nationality_answer=_known(nationality),
        forms=tuple(forms),
        forms_answer=_known(told.get("forms")),
        sex="" if told.get("sex") == UNKNOWN else told.get("sex") or "",
        is_minor=_minor(told),
        is_suspect=_ANSWERS.get(told.get("is_suspect"), ""),
        adult_behind=_ANSWERS.get(told.get("adult_behind"), ""),
        number_of_people=people if isinstance(people, int) else 1,
    )


def _known(value: Any) -> str:
    return Known.UNKNOWN if value in (UNKNOWN, [UNKNOWN], (UNKNOWN,)) else Known.KNOWN


def _minor(told: Answers) -> str:
    if not isinstance(told.get("age"), int):
        return Answer.UNKNOWN
    return Answer.YES if counts_as_minor(told) else Answer.NO


def _texts(content: Answers, given: Answers) -> Iterator[ReportedText]:
    for fact in lines(content, BY_CODE["seen"]):
        yield ReportedText(
            Kind.SEEN,
            fact.get("text") or "",
            hardness=fact.get("hardness") or Hardness.UNKNOWN,
            source=fact.get("source") or SignalText.Source.UNKNOWN,
        )
    for kind, question in (
        (Kind.INTERPRETATION, "interpretation"),
        (Kind.ALREADY_DONE, "done"),
        (Kind.SAFETY, "safety"),
        (Kind.REPORTER_CONTACT, "contact"),
    ):
        if given.get(question):
            yield ReportedText(kind, given[question])
    for number, person in enumerate(lines(content, BY_CODE["persons"]), 1):
        if person.get("identity"):
            yield ReportedText(Kind.PERSON_IDENTITY, person["identity"], person=number)
