"""Writing a report as a professional: a draft that is kept after every page, and sent when it is enough."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import NotAllowed, NotFound, demand, refused
from vangnet.access.wall.context import as_service
from vangnet.core import clock
from vangnet.core.ids import random_id
from vangnet.persons import keys
from vangnet.persons import services as persons
from vangnet.signals import intake_limits
from vangnet.signals.answers_to_report import origin_of, report_of
from vangnet.signals.models import IntakeDraft, Origin, Signal, SignalChannel
from vangnet.signals.models.intake import DRAFT_CHANNELS
from vangnet.signals.queries import intake as queries
from vangnet.signals.rules import intake as rules
from vangnet.signals.sections import Section
from vangnet.signals.services.receiving import receive

Content = dict[str, Any]


class NotReady(ValueError):
    """The draft cannot be sent yet; `problems` says what is needed."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def begin(channel: str, *, prefilled: Mapping[str, Any] | None = None, by: Actor) -> IntakeDraft:
    """Begin a draft; it is kept at once, with what is known already about the own organisation or an earlier signal."""
    with audit.act("intake.begin", by=by) as trace:
        demand(rules.may_write(by))
        limits, now = intake_limits.current(), clock.now()
        if len(queries.drafts(by)) >= limits.most_drafts:
            raise NotAllowed(
                refused(
                    _("You have %(most)d drafts. Send one or throw one away, then begin another.")
                    % {"most": limits.most_drafts}
                )
            )
        draft = IntakeDraft(
            organisation=by.own_organisation,
            account=by.own_account,
            channel=SignalChannel(channel) if channel in DRAFT_CHANNELS else SignalChannel.PROFESSIONAL,
            begun_at=now,
            changed_at=now,
            expires_on=clock.today() + limits.draft_lives,
        )
        draft.sealed = _sealed(draft, dict(prefilled or {}), by)
        draft.save(force_insert=True)
        trace.objects.append(draft.pk)
    return draft


def keep_answers(
    draft: IntakeDraft, *, section: Section, answers: Mapping[str, Any], by: Actor
) -> IntakeDraft:
    """Keep the answers of a section, in the place of what stood there."""

    def change(content: Content) -> None:
        content.setdefault("answers", {})[section.code] = dict(answers)
        content.get("left", {}).pop(section.code, None)

    with audit.act("intake.keep", by=by, objects=[draft.pk]):
        return _changed(draft, change, by)


def keep_line(
    draft: IntakeDraft, *, section: Section, answers: Mapping[str, Any], key: str = "", by: Actor
) -> int:
    """Keep a fact or a person: a new one, or in the place of the one with this key; gives its number now."""
    places: list[int] = []

    def change(content: Content) -> None:
        names, kept = rules.keys(content, section), _lines(content, section)
        if key:
            place = _place(names, key)
            kept[place] = {**kept[place], **answers}
        else:
            demand(rules.may_add_line(content, section))
            place = len(kept)
            kept.append(dict(answers))
            names.append(f"line-{random_id()}")
        content.setdefault("keys", {})[section.code] = names
        places.append(place + 1)
        content.get("left", {}).pop(section.code, None)

    with audit.act("intake.keep", by=by, objects=[draft.pk]):
        _changed(draft, change, by)
    return places[0]


def drop_line(draft: IntakeDraft, *, section: Section, key: str, by: Actor) -> IntakeDraft:
    """Take a fact or a person out of the draft again: the one with this key, wherever it stands by now."""

    def change(content: Content) -> None:
        names = rules.keys(content, section)
        place = _place(names, key)
        del names[place], _lines(content, section)[place]
        content.setdefault("keys", {})[section.code] = names

    with audit.act("intake.keep", by=by, objects=[draft.pk]):
        return _changed(draft, change, by)


def leave_out(draft: IntakeDraft, *, section: Section, reason: str, by: Actor) -> IntakeDraft:
    """Say that a section does not apply, and why; what stood in it stays until it is filled in anew."""

    def change(content: Content) -> None:
        if not section.can_be_left:
            raise NotAllowed(
                refused(_("This section is always needed. Answer “not known” where you do not know."))
            )
        content.setdefault("left", {})[section.code] = reason

    with audit.act("intake.keep", by=by, objects=[draft.pk]):
        return _changed(draft, change, by)


def send(draft: IntakeDraft, *, by: Actor) -> Signal:
    """Make a signal of the draft; sent twice it is one signal. Raises NotReady with what is still needed."""
    with audit.act("intake.send", by=by, objects=[draft.pk]):
        held = _held(draft, by)
        if held.signal is not None:
            return held.signal
        demand(rules.may_change(by, held))
        content = queries.content(by, held)
        problems = rules.may_send(content)
        if problems:
            raise NotReady(problems)
        signal = receive(report_of(content, held), by=by)
        Origin.objects.create(signal=signal, **origin_of(content))
        held.signal, held.sealed, held.changed_at = signal, b"", clock.now()
        held.save(update_fields=["signal", "sealed", "changed_at"])
        transaction.on_commit(lambda: _destroy(draft.pk))
    return signal


def discard(draft: IntakeDraft, *, by: Actor) -> None:
    """Throw a draft away; what was in it can never be read again."""
    with audit.act("intake.discard", by=by, objects=[draft.pk]):
        held = _held(draft, by)
        demand(rules.may_change(by, held))
        held.delete()
        transaction.on_commit(lambda: _destroy(draft.pk))


def forget_expired(*, by: Actor) -> int:
    """Throw away every draft that nobody came back to within its term; gives how many there were."""
    with audit.act("intake.forget", by=by) as trace:
        demand(has_permission(by, Permission.REBUILD))
        with as_service("A draft goes after its term, also when nobody signs in."):
            late = IntakeDraft.objects.filter(signal=None, expires_on__lt=clock.today())
            gone = list(late.values_list("pk", flat=True))
            IntakeDraft.objects.filter(pk__in=gone).delete()
        trace.objects.extend(gone)
        for key in gone:
            transaction.on_commit(partial(_destroy, key))
    return len(gone)


def _lines(content: Content, section: Section) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = content.setdefault("lines", {}).setdefault(section.code, [])
    return found


def _place(names: list[str], key: str) -> int:
    if key not in names:
        raise NotFound
    return names.index(key)


def _changed(draft: IntakeDraft, change: Callable[[Content], None], by: Actor) -> IntakeDraft:
    held = _held(draft, by)
    demand(rules.may_change(by, held))
    content = queries.content(by, held)
    change(content)
    held.sealed, held.changed_at = _sealed(held, content, by), clock.now()
    held.expires_on = clock.today() + intake_limits.current().draft_lives
    held.save(update_fields=["sealed", "changed_at", "expires_on"])
    return held


def _held(draft: IntakeDraft, by: Actor) -> IntakeDraft:
    """The draft as it stands, held until the end of the act, so that two windows do not undo each other's answers."""
    own = IntakeDraft.objects.select_for_update(of=("self",)).filter(pk=draft.pk, account=by.account)
    held = own.first()
    if held is None:
        raise NotFound
    return held


def _sealed(draft: IntakeDraft, content: Content, by: Actor) -> bytes:
    text = json.dumps(content, ensure_ascii=False)
    return persons.seal_text(
        draft.pk, category=queries.CATEGORY, text=text, by=by, place=draft.pk, table=queries.TABLE
    )


def _destroy(key: UUID) -> None:
    # The key goes after the commit: were the transaction undone, the answers would be unreadable.
    keys.keyring().destroy(key, [queries.CATEGORY])
