"""Deciding what becomes of the data of a dossier: keep longer, hold, destroy. Two people, never one."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.models import KeepingAnswer, KeepingDecision
from vangnet.access.verdicts import NotFound, demand
from vangnet.cases import events, keeping, queries
from vangnet.cases.models import Dossier
from vangnet.cases.services.destruction import carry_out
from vangnet.cases.services.reasons import given
from vangnet.cases.services.telling import tell
from vangnet.core import clock
from vangnet.protocol import log
from vangnet.protocol.facts import FieldProblem
from vangnet.protocol.log import EntryRefused

Kind = KeepingDecision.Kind


def keep_longer(
    dossier: Dossier, *, categories: Sequence[str], until: date, reason: str, by: Actor
) -> KeepingDecision:
    """Decide to keep kinds of data longer, until a day, with the reason. One person may, since nothing is lost by it."""
    with audit.act("keeping.longer", by=by, dossier=dossier.pk) as trace:
        stream = _held(dossier, by)
        demand(keeping.may_keep_longer(by, dossier, until))
        made = _decided(
            dossier, Kind.KEEP_LONGER, reason, by, categories=_known(categories), keep_until=until
        )
        trace.objects.append(made.pk)
        tell(dossier, stream=stream, event=events.KEPT_LONGER, by=by)
    return made


def ask_hold(dossier: Dossier, *, reason: str, by: Actor) -> KeepingDecision:
    """Ask that nothing of a dossier is destroyed. It holds from this moment; a second person confirms or refuses it."""
    with audit.act("keeping.ask_hold", by=by, dossier=dossier.pk) as trace:
        stream = _held(dossier, by)
        demand(keeping.may_ask_hold(by))
        made = _decided(dossier, Kind.HOLD, reason, by)
        trace.objects.append(made.pk)
        tell(dossier, stream=stream, event=events.HOLD_SET, by=by)
    return made


def ask_lift(hold: KeepingDecision, *, dossier: Dossier, reason: str, by: Actor) -> KeepingDecision:
    """Propose that a hold ends; it goes on until a second person agrees."""
    with audit.act("keeping.ask_lift", by=by, dossier=dossier.pk, objects=[hold.pk]) as trace:
        _held(dossier, by)
        demand(keeping.may_ask_lift(by, hold, dossier))
        made = _decided(dossier, Kind.LIFT_HOLD, reason, by, lifts=hold)
        trace.objects.append(made.pk)
    return made


def propose_destruction(
    dossier: Dossier, *, categories: Sequence[str], reason: str, by: Actor
) -> KeepingDecision:
    """Propose to destroy kinds of data whose term has passed. Nothing happens until a second person agrees."""
    with audit.act("keeping.propose_destruction", by=by, dossier=dossier.pk) as trace:
        _held(dossier, by)
        demand(keeping.may_propose_destruction(by, dossier, categories))
        made = _decided(dossier, Kind.DESTROY, reason, by, categories=_known(categories))
        trace.objects.append(made.pk)
    return made


def answer_decision(
    decision: KeepingDecision, *, dossier: Dossier, approve: bool, reason: str = "", by: Actor
) -> KeepingAnswer:
    """Agree with a proposal as a second person, or not. An agreed destruction is carried out at once."""
    with audit.act("keeping.answer", by=by, dossier=dossier.pk, objects=[decision.pk]):
        stream = _held(dossier, by)
        decision = _again(decision, dossier)
        demand(keeping.may_answer(by, decision, dossier, approve=approve))
        answer = KeepingAnswer.objects.create(
            decision=decision,
            dossier_id=dossier.pk,
            is_approved=approve,
            reason=reason.strip() if approve else given(reason),
            moment=clock.now(),
            account=by.own_account,
            organisation=by.own_organisation,
        )
        ends = decision.kind == (Kind.LIFT_HOLD if approve else Kind.HOLD)
        if ends:
            tell(dossier, stream=stream, event=events.HOLD_LIFTED, by=by)
        if decision.kind == Kind.DESTROY and approve:
            carry_out(decision, dossier=dossier, by=by)
    return answer


def _held(dossier: Dossier, by: Actor) -> log.Stream:
    queries.keeping.reach(by, dossier.address)
    return log.hold(dossier.pk)


def _again(decision: KeepingDecision, dossier: Dossier) -> KeepingDecision:
    # Read anew under the lock: a colleague may have answered a moment ago.
    found = next((one for one in queries.keeping.decisions(dossier) if one.pk == decision.pk), None)
    if found is None:
        raise NotFound
    return found


def _known(categories: Sequence[str]) -> list[str]:
    if not categories:
        raise EntryRefused([FieldProblem("categories", _("Choose at least one kind of data."))])
    return [DataCategory(code).value for code in categories]


def _decided(
    dossier: Dossier,
    kind: str,
    reason: str,
    by: Actor,
    *,
    categories: Sequence[str] = (),
    keep_until: date | None = None,
    lifts: KeepingDecision | None = None,
) -> KeepingDecision:
    return KeepingDecision.objects.create(
        moment=clock.now(),
        dossier_id=dossier.pk,
        kind=kind,
        categories=list(categories),
        reason=given(reason),
        keep_until=keep_until,
        lifts=lifts,
        account=by.own_account,
        organisation=by.own_organisation,
    )
