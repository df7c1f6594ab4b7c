"""Whom others ask for in an organisation: the attention officer and the deputies in order."""

from datetime import date

from vangnet.access import audit, queries, rules
from vangnet.access.actors import Actor
from vangnet.access.models import Account, AttentionOfficer, Organisation
from vangnet.access.verdicts import demand
from vangnet.core import clock


def appoint_officer(organisation: Organisation, *, account: Account, by: Actor) -> AttentionOfficer:
    """Let somebody of the organisation be asked for; the first is the officer, who follows is a deputy."""
    with audit.act("officer.appoint", by=by, objects=[organisation.pk, account.pk]) as trace:
        demand(rules.may_appoint(by, account, organisation))
        last = queries.officers(by, organisation).last()
        made = AttentionOfficer(
            organisation=organisation,
            account=account,
            place=last.place + 1 if last else 1,
            since=clock.now(),
        )
        made.full_clean()
        made.save(force_insert=True)
        trace.objects.append(made.pk)
    return made


def move_officer_up(officer: AttentionOfficer, *, by: Actor) -> AttentionOfficer:
    """Ask for this person before the one who stood just above."""
    with audit.act("officer.move", by=by, objects=[officer.pk]):
        demand(rules.may_change_officers(by, officer.organisation))
        above = [one for one in queries.officers(by, officer.organisation) if one.place < officer.place]
        if above:
            other = above[-1]
            officer.place, other.place = other.place, officer.place
            AttentionOfficer.objects.bulk_update([officer, other], ["place"])
    return officer


def set_officer_away(officer: AttentionOfficer, *, until: date | None, by: Actor) -> AttentionOfficer:
    """Say until when somebody is away, so that the next in order is asked; without a day somebody is back."""
    with audit.act("officer.away", by=by, objects=[officer.pk]):
        demand(rules.may_say_away(by, officer))
        officer.away_until = until
        officer.save(update_fields=["away_until"])
    return officer


def dismiss_officer(officer: AttentionOfficer, *, by: Actor) -> AttentionOfficer:
    """From now on this person is no longer asked for."""
    with audit.act("officer.dismiss", by=by, objects=[officer.pk]):
        demand(rules.may_change_officers(by, officer.organisation))
        officer.until = clock.now()
        officer.save(update_fields=["until"])
    return officer
