"""From a declaration to the policies of a table.

A condition on another table is fenced (OFFSET 0), so that the database asks it per row and does not first gather everything
that somebody may see; what is the same for all rows of a statement is asked once, as a sub-select. Only comparisons that give
nothing away (leakproof) are used, so that conditions of a query can still use an index.
"""

from __future__ import annotations

from dataclasses import dataclass

from vangnet.access.categories import DataCategory
from vangnet.access.wall.declarations import (
    AllOf,
    AnyOf,
    Asks,
    ByAccount,
    ByDossier,
    ByOrganisation,
    Everyone,
    ForRoles,
    Nobody,
    Rule,
    Services,
    Through,
    Wall,
    Without,
)

ORGANISATION = "(SELECT vangnet_organisation())"
ACCOUNT = "(SELECT vangnet_account())"
SERVICE = "(SELECT vangnet_is_service())"
OWNER = "vangnet_owner"
# What whoever asks has of access; the one view that works with the rights of the owner.
REACH = "vangnet_reach"


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy of a table: for which command, whom it lets through to which rows, and which rows may be written."""

    table: str
    name: str
    command: str
    using: str = ""
    check: str = ""

    def statement(self, role: str) -> str:
        """The SQL that makes the policy for a role, whose name is already quoted."""
        words = [f'CREATE POLICY {self.name} ON "{self.table}" FOR {self.command} TO {role}']
        words += [f"USING ({self.using})"] if self.using else []
        words += [f"WITH CHECK ({self.check})"] if self.check else []
        return " ".join(words)


def of_owner(table: str) -> Policy:
    """The owner passes: migrations and the functions of the wall work with every row."""
    return Policy(table, OWNER, "ALL", "true", "true")


def of_application(table: str, wall: Wall, *, grows_only: bool, read_only: bool) -> list[Policy]:
    """What the application may do with which rows of a table."""
    if isinstance(wall.see, Nobody):
        return []
    see = _let_through(table, wall.see)
    policies = [Policy(table, "vangnet_see", "SELECT", using=see)]
    if read_only:
        return policies
    policies.append(Policy(table, "vangnet_add", "INSERT", check=_let_through(table, wall.add or wall.see)))
    if not grows_only:
        change, remove = (
            _let_through(table, wall.change or wall.see),
            _let_through(table, wall.remove or wall.see),
        )
        policies.append(Policy(table, "vangnet_change", "UPDATE", using=change, check=change))
        policies.append(Policy(table, "vangnet_remove", "DELETE", using=remove))
    return policies


def _let_through(table: str, rule: Rule) -> str:
    if isinstance(rule, Everyone):
        return "true"
    if isinstance(rule, Services):
        return SERVICE
    return f"{SERVICE} OR {condition(table, rule)}"


def condition(table: str, rule: Rule) -> str:
    """The rule as a condition on a row of the table."""
    match rule:
        case AnyOf(rules):
            return "(" + " OR ".join(condition(table, one) for one in rules) + ")"
        case AllOf(rules):
            return "(" + " AND ".join(condition(table, one) for one in rules) + ")"
        case Everyone():
            return "true"
        case Nobody() | Services():
            return "false"
        case ByDossier():
            return _by_dossier(table, rule)
        case Through(column, other, other_column):
            same = f'o."{other_column}" = "{table}"."{column}"'
            return f'EXISTS (SELECT 1 FROM "{other}" o WHERE {same} OFFSET 0)'  # noqa: S608 - our own tables
        case _:
            return _by_context(table, rule)


def _by_context(table: str, rule: Rule) -> str:
    match rule:
        case ByOrganisation(column, roles, or_of_nobody):
            same = "IS NOT DISTINCT FROM" if or_of_nobody else "="
            own = f'"{table}"."{column}" {same} {ORGANISATION}'
            return f"({own} AND {_of_roles(roles)})" if roles else own
        case ByAccount(column):
            return f'"{table}"."{column}" = {ACCOUNT}'
        case Without(column):
            return f'"{table}"."{column}" IS NULL'
        case ForRoles(roles):
            return _of_roles(roles)
        case Asks(function, columns):
            given = ", ".join(f'"{table}"."{column}"' for column in columns)
            return f"{function}({given})"
    raise TypeError(f"{table}: {rule!r} is no rule that a wall can be built from.")


def _by_dossier(table: str, rule: ByDossier) -> str:
    reached = (
        f'a.dossier_id = "{table}"."{rule.column}" AND a.level >= {int(rule.level)} '
        "AND (a.until IS NULL OR a.until > statement_timestamp()) "
        f"AND (a.account_id IS NULL OR a.account_id = {ACCOUNT}){_of_kind(table, rule)}"
    )
    return f"EXISTS (SELECT 1 FROM {REACH} a WHERE {reached} OFFSET 0)"  # noqa: S608 - our own view


def _of_kind(table: str, rule: ByDossier) -> str:
    if rule.kind_column:
        bits = " ".join(f"WHEN '{kind.value}' THEN {kind.bit}" for kind in DataCategory)
        return f' AND a.categories & (CASE "{table}"."{rule.kind_column}" {bits} ELSE 0 END) <> 0'
    return f" AND a.categories & {rule.category.bit} <> 0" if rule.category else ""


def _of_roles(roles: tuple[str, ...]) -> str:
    words = ", ".join(f"'{role}'" for role in roles)
    return f"(SELECT vangnet_role() IN ({words}))"
