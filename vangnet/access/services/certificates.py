"""Keeping which training somebody followed, and until when it counts."""

from datetime import date

from vangnet.access import audit, rules
from vangnet.access.actors import Actor
from vangnet.access.models import Account, Certificate
from vangnet.access.verdicts import demand
from vangnet.core import clock


def add_certificate(
    account: Account, *, kind: str, given_by: str, valid_from: date, valid_until: date, by: Actor
) -> Certificate:
    """Write down that somebody followed a training; what it allows is theirs on the days on which it counts."""
    with audit.act("certificate.add", by=by, objects=[account.pk]) as trace:
        demand(rules.may_change_account(by, account))
        made = Certificate(
            account=account, kind=kind, given_by=given_by, valid_from=valid_from, valid_until=valid_until
        )
        made.full_clean()
        made.save(force_insert=True)
        trace.objects.append(made.pk)
    return made


def withdraw_certificate(certificate: Certificate, *, by: Actor) -> Certificate:
    """Take back a certificate from today; what was recorded with it stays."""
    with audit.act("certificate.withdraw", by=by, objects=[certificate.pk]):
        demand(rules.may_change_account(by, certificate.account))
        certificate.withdrawn_on = clock.today()
        certificate.save(update_fields=["withdrawn_on"])
    return certificate
