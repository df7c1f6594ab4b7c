"""Letting somebody without an account look at what one line of the disclosure register names: a link, a code, an end."""

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password

from vangnet.access import audit, rules
from vangnet.access.actors import Actor
from vangnet.access.models import Disclosure, GuestPass
from vangnet.access.verdicts import demand
from vangnet.core import clock

CODE_DIGITS = 8


def admit_guest(
    disclosure: Disclosure, *, guest: str, lasts: timedelta, language: str = "nl", by: Actor
) -> tuple[GuestPass, str, str]:
    """Give a guest a pass for one line of the register; gives the secret of the link and the code, kept nowhere."""
    with audit.act("guest.invite", by=by, dossier=disclosure.dossier_id, objects=[disclosure.pk]) as trace:
        demand(rules.may_admit_guest(by, disclosure, lasts))
        secret = secrets.token_urlsafe(32)
        code = "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))
        made = GuestPass(
            token_hash=hashlib.sha256(secret.encode()).hexdigest(),
            code_hash=make_password(code),
            guest=guest,
            disclosure=disclosure,
            dossier_id=disclosure.dossier_id,
            language=language,
            given_by=by.own_account,
            organisation=by.own_organisation,
            made_at=clock.now(),
            expires_at=clock.now() + lasts,
        )
        made.full_clean()
        made.save(force_insert=True)
        trace.objects.append(made.pk)
    return made, secret, code


def end_guest(guest_pass: GuestPass, *, by: Actor) -> GuestPass:
    """End a pass now; at the next click the guest sees nothing any more."""
    with audit.act("guest.end", by=by, dossier=guest_pass.dossier_id, objects=[guest_pass.pk]):
        demand(rules.may_end_guest(by, guest_pass))
        guest_pass.ended_at = clock.now()
        guest_pass.save(update_fields=["ended_at"])
    return guest_pass


def try_code(guest_pass: GuestPass, *, code: str, by: Actor) -> bool:
    """Whether the code is the one that was told; after five wrong ones the pass is worth nothing any more."""
    with audit.act("guest.code", by=by, dossier=guest_pass.dossier_id, objects=[guest_pass.pk]) as trace:
        held = GuestPass.objects.select_for_update(of=("self",)).get(pk=guest_pass.pk)
        demand(rules.pass_holds(held))
        if check_password(code.replace(" ", ""), held.code_hash):
            return True
        trace.outcome = audit.Outcome.REFUSED
        held.wrong_codes += 1
        held.save(update_fields=["wrong_codes"])
        return False
