"""What stories tell about sharing: consent, a no, texts of a kind, and an emergency with its review."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from vangnet.access.actors import Actor, for_membership
from vangnet.cases import events
from vangnet.cases import queries as cases_queries
from vangnet.cases import services as cases
from vangnet.cases.models import Dossier
from vangnet.cases.states import ConsentState
from vangnet.core import clock
from vangnet.demo import queries
from vangnet.protocol.log import Draft
from vangnet.protocol.moments import exactly

Told = Mapping[str, Any]
PURPOSE = "protection"


def tell(dossier: Dossier, how: str, told: Told, *, actors: Mapping[str, Actor], by: Actor) -> None:
    """Do one of these acts."""
    TELLING[how](dossier, told, actors, by)


def _talk(dossier: Dossier, told: Told, actors: Mapping[str, Actor], by: Actor) -> None:
    talk = cases.Talk(
        categories=told["categories"],
        receivers=[actors[code].own_organisation.code for code in told["receivers"]],
        purpose=PURPOSE,
        asked_on=clock.today(),
        language=told["language"],
        interpreter=told.get("interpreter", ""),
        decider=told["decider"],
        child_heard=told["child_heard"],
        explanation=told["explanation"],
    )
    cases.record_consent(dossier, state=ConsentState(told["answer"]), talk=talk, by=by)


def _refusal(dossier: Dossier, told: Told, actors: Mapping[str, Actor], by: Actor) -> None:
    plan = cases.Plan(
        receiver=actors[told["receiver"]].own_organisation,
        categories=told["categories"],
        purpose=PURPOSE,
        ground=told["ground"],
    )
    cases.refuse_to_share(dossier, plan=plan, why=told["why"], by=by)


def _text(dossier: Dossier, told: Told, actors: Mapping[str, Actor], by: Actor) -> None:
    draft = Draft(step=events.FACTS_RECORDED, occurred=exactly(clock.now()))
    cases.record_step(dossier, draft=draft, texts=[cases.Text(told["text"], told["kind"])], by=by)


def _emergency(dossier: Dossier, told: Told, actors: Mapping[str, Actor], by: Actor) -> None:
    cases.open_in_emergency(
        dossier.person.pseudonym,
        reason=told["reason"],
        explanation=told["explanation"],
        categories=told["categories"],
        by=by,
    )


def _review(dossier: Dossier, told: Told, actors: Mapping[str, Actor], by: Actor) -> None:
    """By the privacy officer, who works for the same organisation and reads no dossiers."""
    account = queries.account(told["who"])
    member = queries.membership(account, by.own_organisation) if account else None
    officer = for_membership(member) if member else by
    for use in cases_queries.reviews(officer):
        if use.dossier_id == dossier.pk:
            cases.review_break_glass(use, is_justified=True, findings=told["findings"], by=officer)


TELLING: Mapping[str, Callable[[Dossier, Told, Mapping[str, Actor], Actor], None]] = {
    "talk": _talk,
    "refusal": _refusal,
    "text": _text,
    "emergency": _emergency,
    "review": _review,
}
