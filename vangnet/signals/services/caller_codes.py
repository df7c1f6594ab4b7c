"""A way back for somebody who reported over the telephone: words that are read aloud once and kept nowhere."""

from __future__ import annotations

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.verdicts import NotFound, demand
from vangnet.access.wall.context import as_service
from vangnet.core import clock
from vangnet.signals import public_form, words
from vangnet.signals.models import IntakeDraft, ReturnCode, SignalChannel
from vangnet.signals.rules import intake as rules

WHY = "The way back belongs to whoever called, and to nobody who works here."


def give_code(draft: IntakeDraft, *, language: str = words.DUTCH, by: Actor) -> str:
    """New words for the return page of a report that somebody told over the telephone, in a language that the caller knows.

    Words given before stop working.
    """
    with audit.act("intake.code", by=by, dossier=draft.signal_id, objects=[draft.pk]):
        if (
            draft.signal is None
            or draft.channel != SignalChannel.CALLER
            or draft.account_id != by.own_account.pk
        ):
            raise NotFound
        demand(rules.may_give_words(by, draft))
        count = public_form.current().words
        spoken = words.new_words(count, words.list_for(language))
        code = words.read(spoken, count)
        with as_service(WHY):
            ReturnCode.objects.filter(signal=draft.signal_id).delete()
            ReturnCode.objects.create(locator=code.locators[0], signal=draft.signal, made_at=clock.now())
    return spoken
