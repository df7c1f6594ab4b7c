"""Sharing kinds of data on a ground, writing down why not, and asking whoever must agree first."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from vangnet.access import audit, grants, notices
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.levels import Level
from vangnet.access.models import Disclosure, Organisation
from vangnet.access.verdicts import NotFound, demand
from vangnet.cases import classifying, events, queries, rules
from vangnet.cases.models import Dossier, SharingRequest
from vangnet.cases.notice_words import SHARING_ANSWERED, SHARING_ASKED
from vangnet.cases.queries import lawful
from vangnet.cases.queries.lawful import Considered
from vangnet.cases.services import registering
from vangnet.cases.services.reasons import given, readable, sharing_ground
from vangnet.cases.services.registering import Plan
from vangnet.cases.services.telling import tell
from vangnet.cases.states import RequestState
from vangnet.core import clock
from vangnet.core.ids import uuid7
from vangnet.protocol import log
from vangnet.protocol.facts import FieldProblem
from vangnet.protocol.log import EntryRefused

ACCESS, REFUSAL = "access", "refusal"
LONGEST = 2_000
LONGEST_TEXT = 100_000


def share(
    dossier: Dossier, *, plan: Plan, kind: str, explanation: str = "", text: str = "", by: Actor
) -> Disclosure:
    """Give kinds of data to an organisation, when the rules allow it and every condition is met.

    As access it widens what an organisation that takes part sees; otherwise it writes down that something was told or sent,
    with a fingerprint of the text instead of the text.
    """
    with audit.act("sharing.share", by=by, dossier=dossier.pk, objects=[plan.receiver.pk]) as trace:
        queries.require_part(by, dossier)
        stream = log.hold(dossier.pk)
        content = lawful.fingerprint(text)
        key = plan.key(dossier, what=f"{kind} {content}")
        earlier = lawful.written_before(by, dossier, key)
        if earlier is not None:
            trace.outcome = audit.Outcome.REPEATED
            return earlier
        found = _considered(dossier, plan, by)
        demand(
            rules.may_share(by, dossier, plan.receiver, found, agreed=plan.agreed, as_access=kind == ACCESS)
        )
        line = registering.enter(
            dossier,
            receiver=plan.receiver,
            ground=plan.ground,
            found=found,
            kind=kind,
            plan_of=plan,
            content_hash=content,
            key=key,
            by=by,
        )
        if kind == ACCESS:
            grants.give(line, level=Level.PART, categories=line.categories, by=by)
        tell(
            dossier,
            stream=stream,
            event=_event_of(plan.categories),
            about=plan.receiver,
            note=readable(explanation, field="explanation", longest=LONGEST),
            ground=plan.ground,
            by=by,
        )
        trace.objects.append(line.pk)
    return line


def refuse_to_share(dossier: Dossier, *, plan: Plan, why: str, by: Actor) -> Disclosure:
    """Write down that kinds of data were not shared with an organisation, and why not."""
    with audit.act("sharing.refuse", by=by, dossier=dossier.pk, objects=[plan.receiver.pk]) as trace:
        queries.require_part(by, dossier)
        demand(rules.may_refuse_to_share(by))
        stream = log.hold(dossier.pk)
        why = given(why, field="why", longest=LONGEST)
        key = plan.key(dossier, what=REFUSAL)
        earlier = lawful.written_before(by, dossier, key)
        if earlier is not None:
            trace.outcome = audit.Outcome.REPEATED
            return earlier
        found = _considered(dossier, plan, by)
        line = registering.enter(
            dossier,
            receiver=plan.receiver,
            ground=plan.ground,
            found=found,
            kind=REFUSAL,
            plan_of=plan,
            key=key,
            by=by,
        )
        if not _is_secret(plan.categories):
            about = plan.receiver
            tell(
                dossier,
                stream=stream,
                event=events.DATA_NOT_SHARED,
                about=about,
                note=why,
                ground=plan.ground,
                by=by,
            )
        trace.objects.append(line.pk)
    return line


def ask_agreement(
    dossier: Dossier, *, plan: Plan, kind: SharingRequest.Kind, of: Organisation, why: str, by: Actor
) -> SharingRequest:
    """Ask the organisation that the data came from, or a second colleague, to agree; until then nothing is shared."""
    with audit.act("sharing.ask", by=by, dossier=dossier.pk, objects=[plan.receiver.pk, of.pk]) as trace:
        queries.require_part(by, dossier)
        stream = log.hold(dossier.pk)
        demand(rules.may_ask_agreement(by, dossier, kind, of))
        why = given(why, field="why", longest=LONGEST)
        key = plan.key(dossier, what=f"{kind} {of.pk}")
        mine = SharingRequest.objects.filter(dossier=dossier, asker=by.own_organisation)
        earlier = mine.filter(pk=key).first() if key else None
        if earlier is not None:
            trace.outcome = audit.Outcome.REPEATED
            return earlier
        _considered(dossier, plan, by)
        request = SharingRequest.objects.create(
            id=key or uuid7(),
            dossier=dossier,
            kind=kind,
            asker=by.own_organisation,
            asked_by=by.own_account,
            answerer=of,
            receiver=plan.receiver,
            categories=sorted(plan.categories),
            purpose=by.purpose,
            ground=plan.ground,
            why=why,
            asked_at=clock.now(),
        )
        if not _is_secret(plan.categories):
            tell(dossier, stream=stream, event=events.PERMISSION_ASKED, about=of, ground=plan.ground, by=by)
        notices.tell(SHARING_ASKED, organisation=of, dossier=dossier.pk, by=by)
        trace.objects.append(request.pk)
    return request


def answer_agreement(
    request: SharingRequest, *, is_granted: bool, reason: str = "", by: Actor
) -> SharingRequest:
    """Agree, or not, that another organisation passes on kinds of data; a no has its reason."""
    with audit.act("sharing.answer", by=by, dossier=request.dossier_id, objects=[request.pk]):
        queries.require_part(by, request.dossier)
        if request.answerer_id != by.own_organisation.pk:
            raise NotFound
        stream = log.hold(request.dossier_id)
        request.refresh_from_db()
        demand(rules.may_answer_agreement(by, request))
        request.reason = (
            readable(reason, field="reason", longest=LONGEST)
            if is_granted
            else given(reason, longest=LONGEST)
        )
        request.state = RequestState.GRANTED if is_granted else RequestState.REFUSED
        request.answered_at, request.answered_by = clock.now(), by.own_account
        request.save(update_fields=["state", "reason", "answered_at", "answered_by"])
        if not _is_secret(request.categories):
            tell(request.dossier, stream=stream, event=events.PERMISSION_ANSWERED, about=request.asker, by=by)
        notices.tell(SHARING_ANSWERED, organisation=request.asker, dossier=request.dossier_id, by=by)
    return request


def _considered(dossier: Dossier, plan: Plan, by: Actor) -> list[Considered]:
    sharing_ground(plan.ground)
    if not plan.categories:
        raise EntryRefused([FieldProblem("categories", _("Choose at least one kind of data."))])
    return lawful.consider(
        by,
        dossier,
        receiver=plan.receiver,
        ground=plan.ground,
        purpose=plan.purpose,
        categories=plan.categories,
        said=plan.said,
    )


def _event_of(categories: Sequence[str]) -> events.EventType:
    return events.SHARED_IN_CONFIDENCE if _is_secret(categories) else events.DATA_SHARED


def _is_secret(categories: Sequence[str]) -> bool:
    classes = classifying.current()
    return any(classes.is_silent(DataCategory(code)) for code in categories)
