"""Who may open the vault, for which kind of data, and how often within an hour."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from vangnet.access import decisions
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import ALLOWED, NotAllowed, Verdict, refused
from vangnet.persons import numbers, queries
from vangnet.persons.budgets import Budget


class ProofNeeded(NotAllowed):
    """Allowed, once somebody has proved again who they are."""


class BudgetSpent(NotAllowed):
    """Somebody opened or looked for so many people within an hour that it stops."""


def may_use(actor: Actor, dossier: UUID, category: str, permission: Permission) -> Verdict:
    """A role that includes it, and an organisation that was given this kind of data of this dossier."""
    return may_use_all(actor, [dossier], category, permission)


def may_use_all(actor: Actor, dossiers: Collection[UUID], category: str, permission: Permission) -> Verdict:
    """The same for several dossiers at once: all of them, or none."""
    by_role = has_permission(actor, permission)
    if not by_role.allowed:
        return by_role
    kind, seen = DataCategory(category), queries.given(actor, dossiers)
    if all(kind in seen.get(dossier, frozenset()) for dossier in dossiers):
        return ALLOWED
    answer = decisions.may_see(actor, kind.value, involvement="part")
    if answer.allowed:
        return refused(
            _("Your organisation was not given this kind of data: %(kind)s. Ask the owner of the dossier.")
            % {"kind": kind.label}
        )
    return refused(answer.says(actor.language), source=str(answer.source))


def may_use_number(actor: Actor) -> Verdict:
    """The citizen service number is for organisations with a basis in law, whatever else they were given."""
    bases = numbers.current()
    kind = actor.own_organisation.kind
    if kind in bases.kinds:
        return ALLOWED
    return refused(
        _(
            "Your organisation may not use the citizen service number: no law that is listed here gives a basis for it. "
            "Leave it out, and describe the person in another way."
        ),
        source=bases.source,
    )


def within_budget(opened: Collection[UUID], asked: Collection[UUID], budget: Budget, *, proved: bool) -> None:
    """How many people somebody may open within an hour; people who were opened already do not count again."""
    known = set(opened)
    after = len(known | set(asked))
    if after == len(known):
        return
    if after > budget.stop_at:
        raise BudgetSpent(
            refused(
                _(
                    "You opened the data of %(count)d people within an hour. It stops here until the hour is over, and the "
                    "privacy officer of your organisation has been told. Ask them when you need more."
                )
                % {"count": len(known)},
                source=budget.source,
            )
        )
    if after > budget.fresh_proof_after and not proved:
        raise ProofNeeded(
            refused(
                _("You opened the data of %(count)d people within an hour. Prove first that it is you.")
                % {"count": len(known)},
                source=budget.source,
            )
        )


def within_searches(done: int, budget: Budget) -> None:
    """How often somebody may search the vault within an hour."""
    if done >= budget.searches_stop_at:
        raise BudgetSpent(
            refused(
                _(
                    "You searched %(count)d times within an hour. It stops here until the hour is over, and the privacy "
                    "officer of your organisation has been told."
                )
                % {"count": done},
                source=budget.source,
            )
        )
