"""What may happen in a dossier, and why not. Whether somebody may know the dossier at all is asked before (queries)."""

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vangnet.access.actors import Actor
from vangnet.access.models import Organisation
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import ALLOWED, Verdict, refused
from vangnet.cases import events, queries
from vangnet.cases.models import (
    Dossier,
    Handover,
    Involvement,
    Track,
)
from vangnet.cases.states import (
    HANDOVER_NEXT,
    INVOLVEMENT_NEXT,
    HandoverState,
    InvolvementState,
)
from vangnet.persons.models import PersonLink
from vangnet.protocol import catalogue
from vangnet.protocol.catalogue import words
from vangnet.protocol.engine.model import Event
from vangnet.protocol.engine.results import Judgement
from vangnet.protocol.engine.violations import Breach, Deviation
from vangnet.protocol.events import is_administrative
from vangnet.protocol.models import LogEntry

BEGAN = "age_at_recruitment"


def contradiction(facts: Mapping[str, object]) -> str:
    """What cannot both be true of one person, in words: nobody is younger now than when it began."""
    now, then = facts.get("age"), facts.get(BEGAN)
    if not (isinstance(now, int) and isinstance(then, int)) or now >= then:
        return ""
    return _(
        "The age now (%(now)d) is lower than the age when it began (%(then)d). "
        "Look which of the two is right, or choose unknown."
    ) % {"now": now, "then": then}


def may_open(actor: Actor) -> Verdict:
    """Who may open a dossier: somebody with that task in an organisation of the chain."""
    if actor.organisation is None:
        return refused(_("A dossier is opened for an organisation. Sign in for your organisation first."))
    return has_permission(actor, Permission.OPEN_DOSSIER)


def may_record(actor: Actor) -> Verdict:
    """Any step may be recorded by somebody who takes part and has that task; the world does not follow the agreement."""
    return has_permission(actor, Permission.RECORD_STEP)


def may_change(actor: Actor, entry: LogEntry) -> Verdict:
    """An event is corrected or retracted for the organisation that recorded it; others record what they know beside it."""
    if entry.organisation_id != _organisation_key(actor):
        return refused(
            _(
                "Another organisation recorded this. Record what you know as a new step and mark the fact as disputed."
            )
        )
    if is_administrative(entry.step) and entry.step not in events.CORRECTABLE:
        return refused(
            _("This line follows from an act and cannot be corrected. Do the opposite act instead.")
        )
    return may_record(actor)


def may_retract(actor: Actor, entry: LogEntry) -> Verdict:
    """As with a correction; but a dossier cannot become unopened."""
    if entry.step == events.DOSSIER_OPENED.code:
        return refused(_("A dossier stays opened. Correct the facts that it was opened with instead."))
    return may_change(actor, entry)


def may_involve(actor: Actor, dossier: Dossier, organisation: Organisation) -> Verdict:
    """Any active organisation that does not take part yet may be asked."""
    if not organisation.is_active:
        return refused(
            _("%(name)s is no longer active. Choose another organisation.") % {"name": organisation.name}
        )
    present = queries.involvement_of(organisation, dossier)
    if present is not None and present.state == InvolvementState.ACCEPTED:
        return refused(_("%(name)s already takes part in this dossier.") % {"name": organisation.name})
    if present is not None and present.state == InvolvementState.OFFERED:
        return refused(
            _("%(name)s has already been asked and has not answered yet.") % {"name": organisation.name}
        )
    return has_permission(actor, Permission.INVOLVE)


def may_answer(actor: Actor, involvement: Involvement) -> Verdict:
    """Only an open request can be answered."""
    if not _may_become(involvement, InvolvementState.ACCEPTED):
        return refused(_("This request has already been answered or withdrawn."))
    return has_permission(actor, Permission.ANSWER_OFFER)


def may_withdraw(actor: Actor, involvement: Involvement) -> Verdict:
    """The organisation that asked may take back a request that has not been answered."""
    if not _may_become(involvement, InvolvementState.WITHDRAWN):
        return refused(_("This request has already been answered or withdrawn."))
    if involvement.offered_by_id != _organisation_key(actor):
        return refused(_("Another organisation asked this. Only that organisation can withdraw it."))
    return has_permission(actor, Permission.INVOLVE)


def may_leave(actor: Actor, involvement: Involvement) -> Verdict:
    """An organisation may stop when it owns nothing in the dossier any more and somebody else is still there."""
    if not _may_become(involvement, InvolvementState.ENDED):
        return refused(_("Your organisation does not take part in this dossier."))
    owned = queries.open_tracks_of(involvement.organisation, involvement.dossier)
    if owned:
        kinds = ", ".join(track.get_kind_display() for track in owned)
        return refused(
            _("Your organisation still owns: %(tracks)s. Hand over or close first.") % {"tracks": kinds}
        )
    if not queries.has_other_organisation(involvement):
        return refused(_("Nobody else takes part in this dossier. Involve another organisation first."))
    return has_permission(actor, Permission.ANSWER_OFFER)


def may_hand_over(actor: Actor, track: Track, receiver: Organisation) -> Verdict:
    """The owner may offer an open track to another organisation that takes part."""
    verdict = _owns_open(actor, track)
    if not verdict.allowed:
        return verdict
    if receiver.pk == track.owner_id:
        return refused(_("Your organisation already owns this track. Choose another organisation."))
    if not queries.takes_part(receiver, track.dossier):
        return refused(
            _("%(name)s does not take part in this dossier. Ask it to take part first.")
            % {"name": receiver.name}
        )
    return has_permission(actor, Permission.HAND_OVER)


def may_close(actor: Actor, track: Track) -> Verdict:
    """The owner may close an open track that is not being offered to somebody else."""
    verdict = _owns_open(actor, track)
    return verdict if not verdict.allowed else has_permission(actor, Permission.HAND_OVER)


def may_answer_handover(actor: Actor, handover: Handover) -> Verdict:
    """Only an open offer can be answered, and only by the organisation that it was made to."""
    if handover.receiver_id != _organisation_key(actor):
        return refused(_("This offer was made to another organisation."))
    return _may_settle(actor, handover)


def may_withdraw_handover(actor: Actor, handover: Handover) -> Verdict:
    """The owner may take back an offer that has not been answered."""
    if handover.giver_id != _organisation_key(actor):
        return refused(_("Another organisation made this offer. Only that organisation can withdraw it."))
    return _may_settle(actor, handover)


def may_link(actor: Actor, dossier: Dossier, other: Dossier, kind: PersonLink.Kind) -> Verdict:
    """Two different persons are linked once in the same way, by somebody who may see both dossiers."""
    if dossier.pk == other.pk:
        return refused(_("A person cannot be linked with himself or herself. Choose another dossier."))
    if queries.is_linked(dossier, other, kind):
        return refused(_("These persons are already linked in this way."))
    return has_permission(actor, Permission.LINK_PERSONS)


def may_end_link(actor: Actor, link: PersonLink) -> Verdict:
    """A link can be ended once."""
    if not queries.is_standing(link):
        return refused(_("This link has already been ended."))
    return has_permission(actor, Permission.LINK_PERSONS)


def keeps_agreements(judgement: Judgement, event: Event) -> Verdict:
    """Whether a step keeps to the agreements: nothing that had to come first is missing, and nothing forbids it now.

    A step that does not is recorded all the same, with a reason.
    """
    breaches = [_forbidden(breach) for breach in judgement.breaches if breach.event.id == event.id]
    deviations = [_unmet(deviation) for deviation in judgement.deviations if deviation.event.id == event.id]
    found = [*breaches, *deviations]
    if not found:
        return ALLOWED
    return refused(
        " ".join(sentence for sentence, _ground in found), source="; ".join(ground for _s, ground in found)
    )


def _forbidden(breach: Breach) -> tuple[str, str]:
    clause = breach.rule.clause
    says = words(clause.says, get_language() or "nl", clause.name)
    sentence = (
        _("This is forbidden now: %(says)s") if breach.certain else _("This may be forbidden now: %(says)s")
    )
    return sentence % {"says": says}, clause.ground


def _unmet(deviation: Deviation) -> tuple[str, str]:
    clause = deviation.rule.clause
    language = get_language() or "nl"
    label = catalogue.current().step_label
    lines = [words(clause.says, language, clause.name)]
    if deviation.missing:
        names = ", ".join(label(step, language) for step in deviation.missing)
        lines.append(_("Not recorded yet: %(steps)s.") % {"steps": names})
    if deviation.too_late_after:
        names = ", ".join(label(step, language) for step in deviation.too_late_after)
        lines.append(_("Recorded before: %(steps)s.") % {"steps": names})
    return " ".join(lines), clause.ground


def _owns_open(actor: Actor, track: Track) -> Verdict:
    if track.closed_by_id is not None:
        return refused(_("This track is closed."))
    if track.owner_id != _organisation_key(actor):
        return refused(
            _("%(name)s owns this track. Only the owner can hand it over or close it.")
            % {"name": track.owner.name}
        )
    if queries.has_open_handover(track):
        return refused(
            _("This track has been offered to somebody. Wait for the answer or withdraw the offer.")
        )
    return ALLOWED


def _may_become(involvement: Involvement, state: InvolvementState) -> bool:
    return state in INVOLVEMENT_NEXT[InvolvementState(involvement.state)]


def _may_settle(actor: Actor, handover: Handover) -> Verdict:
    if not HANDOVER_NEXT[HandoverState(handover.state)]:
        return refused(_("This offer has already been answered or withdrawn."))
    return has_permission(actor, Permission.HAND_OVER)


def _organisation_key(actor: Actor) -> object:
    return actor.organisation.pk if actor.organisation else None
