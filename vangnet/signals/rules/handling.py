"""Who may do what with a signal, and why not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vangnet.access import decisions, sharing_rules
from vangnet.access import queries as access
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.deciding import Answer
from vangnet.access.models import Account, Organisation
from vangnet.access.roles import Permission, Purpose
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import ALLOWED, Verdict, refused
from vangnet.core import clock
from vangnet.signals import routes, terms
from vangnet.signals.handling import MoveRefused
from vangnet.signals.models import OFFER_LABELS, STATE_LABELS, Assessment, Handover, Signal
from vangnet.signals.queries import visibility
from vangnet.signals.states import Investigation, OfferState, SignalState

INVESTIGATES = "investigation"
OUTCOME = "outcome"  # the level from which a reporter hears what was done
_REFUSALS: dict[str, Callable[[], str]] = {
    "not_owner": lambda: _("Another organisation owns this signal. Only the owner can do this."),
    "not_offered": lambda: _("This signal is not offered any more. Look again at how it stands."),
    "offered_already": lambda: _(
        "This signal is offered to somebody already. Take that offer back first, or wait for the answer."
    ),
    "to_owner": lambda: _("Your organisation owns this signal already. Choose another organisation."),
}


def as_verdict(refusal: MoveRefused, state: str) -> Verdict:
    """Why a move is not possible, in words."""
    if refusal.why in _REFUSALS:
        return refused(_REFUSALS[refusal.why]())
    return refused(
        _("This cannot be done with a signal in this state: %(state)s. Look again at how it stands.")
        % {"state": STATE_LABELS[SignalState(state)]}
    )


def of_another() -> Verdict:
    """The answer to whoever handles a signal of which another organisation is the owner."""
    return refused(_REFUSALS["not_owner"]())


def may_handle(actor: Actor, signal: Signal) -> Verdict:
    """Whoever works with signals for the organisation that owns one may handle it."""
    permitted = has_permission(actor, Permission.HANDLE_SIGNAL)
    if not permitted.allowed:
        return permitted
    return ALLOWED if visibility.owns(actor, signal) else of_another()


def may_set_handler(actor: Actor, signal: Signal, account: Account) -> Verdict:
    """A signal is handled by somebody who works for the organisation that owns it."""
    if not access.is_working_for(actor, account, signal.owner):
        return refused(
            _("%(name)s does not work for %(organisation)s. Choose somebody who does.")
            % {"name": account.display_name, "organisation": signal.owner.name}
        )
    return may_handle(actor, signal)


def may_offer(actor: Actor, signal: Signal, *, to: Organisation, why: str, ground: str) -> Verdict:
    """A signal goes on along a dated route, or where the sharing rules let it; a prohibition always holds."""
    if not to.is_active:
        return refused(_("The organisation %(name)s is closed.") % {"name": to.name})
    if visibility.owns(actor, signal) and to.pk == signal.owner_id:
        return refused(_REFUSALS["to_owner"]())
    permitted = may_handle(actor, signal)
    if not permitted.allowed:
        return permitted
    return _may_go(actor, to=to, why=why, ground=ground)


def _may_go(actor: Actor, *, to: Organisation, why: str, ground: str) -> Verdict:
    answer = shared(actor, to=to, ground=ground, kind=DataCategory.SIGNAL)
    if answer.outcome == "no":
        return refused(_in_words(answer), source=answer.source)
    line = routes.current().route(why)
    giver, receiver = decisions.kind_of(actor.own_organisation), decisions.kind_of(to)
    if line is not None and line.ground == ground and line.leads(giver=giver, receiver=receiver):
        return ALLOWED
    if answer.outcome == "gap":
        return refused(
            _("No route leads to %(name)s on this ground, and the sharing rules say: %(rule)s")
            % {"name": to.name, "rule": _in_words(answer)},
            source=answer.source,
        )
    return ALLOWED


def shared(actor: Actor, *, to: Organisation, ground: str, kind: DataCategory) -> Answer:
    """What the sharing rules say about giving one kind of data of a signal to an organisation."""
    known = sharing_rules.current().kinds.get(decisions.kind_of(to))
    purpose = known.purpose if known else Purpose.PROTECTION.value
    return decisions.may_share(actor, receiver=to, category=kind.value, ground=ground, purpose=purpose)


def _in_words(answer: Answer) -> str:
    return answer.says(_language())


def may_answer_offer(actor: Actor, handover: Handover) -> Verdict:
    """An offer that waits is answered by the organisation to which it was made."""
    if handover.state != OfferState.OFFERED:
        return refused(
            _("This offer was answered already: %(state)s. Look again at how the signal stands.")
            % {"state": OFFER_LABELS[OfferState(handover.state)]}
        )
    return has_permission(actor, Permission.HANDLE_SIGNAL)


def is_reason(list_code: str, code: str) -> Verdict:
    """A reason is one of the dated list, so that reasons can be counted and compared."""
    known = terms.current().reasons[list_code]
    if code in known:
        return ALLOWED
    if not code.strip():
        return refused(_("Choose the reason."))
    return refused(
        _("There is no reason “%(code)s”. Choose one of: %(known)s.")
        % {"code": code[:60], "known": ", ".join(known)}
    )


def is_review_day(day: date) -> Verdict:
    """What is parked is looked at again on a day that comes, and not so late that it is forgotten."""
    today = clock.today()
    last = today + timedelta(days=terms.current().days["longest_review"])
    if today < day <= last:
        return ALLOWED
    return refused(
        _("The day to look again must lie after %(today)s and not after %(last)s; you chose %(day)s.")
        % {"today": _day(today), "last": _day(last), "day": _day(day)}
    )


def _day(day: date) -> str:
    return f"{day:%d-%m-%Y}"


def may_investigate(actor: Actor, signal: Signal) -> Verdict:
    """Only an organisation that investigates can pass a signal to its investigation and decide about that."""
    known = sharing_rules.current().kinds.get(decisions.kind_of(signal.owner))
    if known is None or known.purpose != INVESTIGATES:
        return refused(
            _("%(name)s does not investigate. Offer the signal to an organisation that does.")
            % {"name": signal.owner.name},
            source="seed 004 L1549, L1756",
        )
    return may_handle(actor, signal)


def may_decide(actor: Actor, outcome: str) -> Verdict:
    """An investigation ends in one of three ways, each with a reason."""
    if outcome in (Investigation.STARTED, Investigation.PARKED, Investigation.REFUSED):
        return has_permission(actor, Permission.HANDLE_SIGNAL)
    return refused(
        _("“%(outcome)s” is no decision. Choose started, parked or refused.") % {"outcome": outcome[:60]}
    )


def may_view(actor: Actor, finding: str, basis: str) -> Verdict:
    """That there is nothing is only said on a basis: somebody looked, and it is known how."""
    if finding not in Assessment.Finding.values:
        return refused(_("“%(finding)s” is no finding.") % {"finding": finding[:60]})
    if finding == Assessment.Finding.NO_INDICATIONS and not basis:
        return refused(
            _("Say on which basis there are no indications. Without inquiry it cannot be said yet."),
            source="seed 004 L1037",
        )
    if basis and not (known := is_reason("basis", basis)).allowed:
        return known
    return has_permission(actor, Permission.HANDLE_SIGNAL)


def may_close(actor: Actor, signal: Signal, *, reason: str, basis: str) -> Verdict:
    """A signal is closed with a reason and a basis, and not while an investigation has yet to decide."""
    for list_code, code in (("close", reason), ("basis", basis)):
        if not (known := is_reason(list_code, code)).allowed:
            return known
    return may_handle(actor, signal)


def state_to_tell(signal: Signal) -> SignalState:
    """Where a signal stands, as far as its kind of reporter may hear it.

    That somebody gets protection because of it is an outcome; who may only hear how it stands could be the one it is about.
    """
    state = SignalState(signal.state)
    hears_outcome = OUTCOME in terms.current().may_be_told(signal.reporter_type)
    return state if hears_outcome or state != SignalState.REGISTERED else SignalState.OWNED


def may_tell(actor: Actor, signal: Signal, level: str) -> Verdict:
    """A reporter is told up to the level of its kind, and no more."""
    allowed = terms.current().may_be_told(signal.reporter_type)
    if level in allowed:
        return may_handle(actor, signal)
    return refused(
        _("This kind of reporter may not be told so much. Choose one of: %(levels)s.")
        % {"levels": ", ".join(terms.current().levels[one].words[_language()] for one in allowed)},
        source="seed 004 L1686",
    )


def _language() -> str:
    return "nl" if get_language() == "nl" else "en"
