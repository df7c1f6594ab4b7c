"""The one way in: a report becomes a signal, with an owner from its first moment."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from vangnet.access import audit, notices
from vangnet.access.actors import Actor
from vangnet.access.models import Organisation
from vangnet.access.verdicts import NotFound, demand
from vangnet.access.wall.context import as_service
from vangnet.core import clock
from vangnet.core.ids import uuid7
from vangnet.design.partial_dates import PartialMoment
from vangnet.signals import measures, notice_words, terms
from vangnet.signals.answers import Answer, Urgency
from vangnet.signals.models import Signal, SignalPerson
from vangnet.signals.reports import Report
from vangnet.signals.rules import receiving as rules
from vangnet.signals.rules import routing
from vangnet.signals.services.access_of_owner import OF_REPORTER, kinds_for_owner, let_see
from vangnet.signals.services.after_receipt import after_receipt
from vangnet.signals.services.keeping_texts import keep_texts
from vangnet.signals.services.noting import note_event

RECEIVED = "received"


def receive(report: Report, *, by: Actor) -> Signal:
    """Keep a report as a signal that is owned at once by the desk that the routes name.

    The same report sent twice, by its submission key, is one signal. What arrives without an account is received by the
    system itself.
    """
    key = uuid7()
    with audit.act("signal.receive", by=by, dossier=key) as trace:
        demand(rules.may_report(by, report))
        demand(rules.is_complete(report))
        with as_service("A signal reaches the desk that must look at it; who reports does not see how."):
            earlier = _sent_before(report.submission_key, by)
            if earlier is None:
                return _keep(key, report, by)
        trace.dossier, trace.outcome = earlier.pk, audit.Outcome.REPEATED
    return earlier


def _sent_before(key: UUID | None, by: Actor) -> Signal | None:
    if key is None:
        return None
    with connection.cursor() as cursor:
        # Of the same report sent twice at once, the second waits for the first and then finds it.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [str(key)])
    found = Signal.objects.filter(submission_key=key).select_related("owner").first()
    if found is not None and found.reporting_organisation_id != _reporting(by):
        raise NotFound
    return found


def _reporting(by: Actor) -> UUID | None:
    return by.organisation.pk if by.organisation else None


def _keep(key: UUID, report: Report, by: Actor) -> Signal:
    desk = routing.desk_for(by, report)
    signal = _signal(key, report, desk.organisation, by)
    signal.save(force_insert=True)
    people = _people(signal, report)
    # Access first: from here on nothing of the signal lies where its owner cannot see it.
    let_see(
        signal,
        organisation=desk.organisation,
        ground=desk.ground,
        kinds=kinds_for_owner(desk.organisation),
        by=by,
    )
    if by.organisation is not None and by.organisation.pk != desk.organisation.pk:
        let_see(signal, organisation=by.organisation, ground=desk.ground, kinds=OF_REPORTER, by=by)
    keep_texts(signal, report.texts, of=people, by=by)
    note_event(signal, RECEIVED, reason=desk.rule, number=1, by=by)
    after_receipt(signal, report, by=by)
    if report.urgency == Urgency.NOW or report.danger == Answer.YES:
        about = {"reference": signal.reference}
        notices.tell(
            notice_words.URGENT, organisation=desk.organisation, dossier=signal.pk, about=about, by=by
        )
    return signal


def _signal(key: UUID, report: Report, owner: Organisation, by: Actor) -> Signal:
    now, seen = clock.now(), report.seen or PartialMoment(None, None, "unknown", "")
    received = report.received_at or now
    return Signal(
        id=key,
        channel=report.channel,
        reporter_type=report.reporter_type,
        reporting_organisation=by.organisation,
        reported_by=by.account,
        owner=owner,
        owned_since=now,
        state_since=now,
        received_at=received,
        seen_from=seen.earliest,
        seen_until=seen.latest,
        seen_precision=seen.precision,
        seen_text=seen.text[:200],
        forms=list(report.forms),
        region=report.region,
        municipality=report.municipality,
        setting=report.setting,
        urgency=report.urgency,
        danger=report.danger,
        hardness=report.hardness,
        has_minor=report.has_minor or _minors(report),
        care_report=report.care_report,
        is_group=report.is_group,
        submission_key=report.submission_key,
        feedback_due=terms.current().feedback_day(report.reporter_type, after=received, outcome=False),
    )


def _minors(report: Report) -> str:
    """Whether a child is in it: one child is enough, and only when of all people it is known that they are adult it is a no."""
    told = [one.is_minor or _by_age(one.age) for one in report.persons]
    if Answer.YES in told:
        return Answer.YES
    return Answer.NO if told and all(one == Answer.NO for one in told) else Answer.UNKNOWN


def _by_age(age: int | None) -> str:
    if age is None:
        return Answer.UNKNOWN
    return Answer.YES if age < measures.current().adult_from else Answer.NO


def _people(signal: Signal, report: Report) -> dict[int, SignalPerson]:
    found = {}
    for number, one in enumerate(report.persons, start=1):
        found[number] = SignalPerson(
            signal=signal,
            number=number,
            age=one.age,
            age_answer=one.age_answer,
            age_at_recruitment=one.age_at_recruitment,
            recruitment_answer=one.recruitment_answer,
            nationality=one.nationality,
            nationality_answer=one.nationality_answer,
            forms=list(one.forms),
            forms_answer=one.forms_answer,
            sex=one.sex,
            is_minor=one.is_minor or (_by_age(one.age) if one.age is not None else ""),
            is_suspect=one.is_suspect,
            adult_behind=one.adult_behind,
            number_of_people=one.number_of_people,
        )
    SignalPerson.objects.bulk_create(found.values())
    return found
