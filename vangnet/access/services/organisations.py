"""Looking after the organisations that take part."""

from vangnet.access import audit, kinds, rules
from vangnet.access.actors import Actor
from vangnet.access.models import Organisation
from vangnet.access.roles import Permission
from vangnet.access.verdicts import demand


def add_organisation(
    code: str, *, party: str, name: str, region: str = "", kind: str = "", by: Actor
) -> Organisation:
    """Let an organisation take part in the chain, as what it is and as the party that the agreements know."""
    with audit.act("organisation.add", by=by) as trace:
        demand(rules.has_permission(by, Permission.MANAGE_ACCOUNTS))
        organisation = Organisation(
            code=code,
            kind=kind or kinds.code_for_party(party) or party,
            party=party,
            name=name,
            region=region,
        )
        organisation.full_clean()
        organisation.save(force_insert=True)
        trace.objects.append(organisation.pk)
    return organisation


def close_organisation(organisation: Organisation, *, by: Actor) -> Organisation:
    """End the part of an organisation in the chain; its members can no longer work for it."""
    with audit.act("organisation.close", by=by, objects=[organisation.pk]):
        demand(rules.has_permission(by, Permission.MANAGE_ACCOUNTS))
        organisation.is_active = False
        organisation.save(update_fields=["is_active"])
    return organisation
