"""Opening a dossier in an emergency: short, for one person, told to everybody who must know, and reviewed afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from vangnet.access import audit, disclosures, grants, notices
from vangnet.access.actors import Actor
from vangnet.access.levels import Level
from vangnet.access.models import Account, Disclosure, Organisation
from vangnet.access.roles import PrivacyOfficer
from vangnet.access.verdicts import NotAllowed, demand, refused
from vangnet.access.wall.context import as_service
from vangnet.cases import emergencies, events, rules
from vangnet.cases.models import BreakGlass, BreakGlassReview, Dossier
from vangnet.cases.notice_words import EMERGENCY_OPENED, EMERGENCY_REVIEWED
from vangnet.cases.queries.emergencies import named, owners
from vangnet.cases.services.reasons import given
from vangnet.cases.services.telling import tell
from vangnet.core import clock
from vangnet.protocol import log

IN_DANGER = "Somebody in danger: whoever opens a dossier in an emergency has no access to it yet."
GROUND = "vital_interest"
LONGEST = 2_000
WITHOUT_READING = "A privacy officer writes down a review without reading the dossier."


def open_in_emergency(
    pseudonym: str, *, reason: str, explanation: str, categories: Sequence[str], by: Actor
) -> BreakGlass:
    """Open a dossier for a short time without taking part in it, because somebody is in danger.

    A pseudonym that does not exist goes through the same steps and is refused at the end; both leave a line.
    """
    with audit.act("emergency.open", by=by) as trace:
        demand(rules.may_use_emergency(by, reason=reason, categories=categories))
        explanation = given(explanation, field="explanation", longest=LONGEST)
        # Whoever presses twice at once counts twice.
        Account.objects.select_for_update().get(pk=by.own_account.pk)
        demand(rules.may_use_emergency_again(by))
        with as_service(IN_DANGER):
            dossier = named(pseudonym)
        if dossier is None:
            raise NotAllowed(
                refused(
                    _(
                        "No dossier opened under %(pseudonym)s. Check the pseudonym. The attempt has been written down."
                    )
                    % {"pseudonym": pseudonym.strip()[:20]}
                )
            )
        trace.dossier = dossier.pk
        with as_service(IN_DANGER):
            demand(rules.may_open_in_emergency(by, dossier))
            use = _opened(dossier, reason, explanation, categories, by)
        trace.objects.append(use.pk)
    return use


def review_break_glass(use: BreakGlass, *, is_justified: bool, findings: str, by: Actor) -> BreakGlassReview:
    """Write down what the privacy officer of the owner found about one emergency access."""
    with audit.act("emergency.review", by=by, dossier=use.dossier_id, objects=[use.pk]) as trace:
        demand(rules.may_review_emergency(by, use))
        findings = given(findings, field="findings", longest=LONGEST)
        with as_service(WITHOUT_READING):
            review = _reviewed(use, is_justified, findings, by)
        trace.objects.append(review.pk)
    return review


def _reviewed(use: BreakGlass, is_justified: bool, findings: str, by: Actor) -> BreakGlassReview:
    stream = log.hold(use.dossier_id)
    demand(rules.may_review_emergency(by, use))  # again, in turn: a colleague may have reviewed it just now
    review = BreakGlassReview.objects.create(
        use=use,
        dossier=use.dossier,
        is_justified=is_justified,
        findings=findings,
        reviewed_at=clock.now(),
        reviewed_by=by.own_account,
    )
    tell(use.dossier, stream=stream, event=events.EMERGENCY_REVIEWED, about=use.organisation, by=by)
    about = {"organisation": use.organisation.name}
    for told in {use.organisation, use.owner}:
        notices.tell(EMERGENCY_REVIEWED, organisation=told, dossier=use.dossier_id, about=about, by=by)
    return review


def _opened(
    dossier: Dossier, reason: str, explanation: str, categories: Sequence[str], by: Actor
) -> BreakGlass:
    rules_now, now = emergencies.current(), clock.now()
    stream = log.hold(dossier.pk)
    owning = owners(dossier)
    until = now + rules_now.lasts
    disclosure = disclosures.record(
        dossier.pk,
        receiver=by.own_organisation,
        receiver_account=by.own_account,
        ground=GROUND,
        kind=Disclosure.Kind.BREAK_GLASS,
        conditions=[reason],
        categories=sorted(categories),
        until=until,
        by=by,
    )
    grants.give(
        disclosure,
        level=Level.PART,
        categories=sorted(categories),
        until=until,
        account=by.own_account,
        by=by,
    )
    use = BreakGlass.objects.create(
        dossier=dossier,
        account=by.own_account,
        organisation=by.own_organisation,
        owner=owning[0],
        disclosure=disclosure,
        reason=reason,
        explanation=explanation,
        categories=sorted(categories),
        since=now,
        until=until,
        review_by=rules_now.review_by(now),
    )
    tell(
        dossier, stream=stream, event=events.EMERGENCY_OPENED, about=by.own_organisation, ground=GROUND, by=by
    )
    _told(use, owning, by)
    return use


def _told(use: BreakGlass, owning: Sequence[Organisation], by: Actor) -> None:
    """Everybody at the owners hears it, their privacy officers too, and the privacy officer of whoever opened it."""
    about = {"organisation": use.organisation.name, "before": use.review_by.isoformat()}
    for owner in owning:
        notices.tell(EMERGENCY_OPENED, organisation=owner, dossier=use.dossier_id, about=about, by=by)
    # Who takes part needs no emergency access, so the organisation that opened it never owns the dossier.
    notices.tell(
        EMERGENCY_OPENED,
        organisation=use.organisation,
        role=PrivacyOfficer,
        dossier=use.dossier_id,
        about=about,
        by=by,
    )
