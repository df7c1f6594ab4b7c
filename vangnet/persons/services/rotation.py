"""Renewing root keys, and destroying again what a restored keyring brought back."""

from uuid import UUID

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import demand
from vangnet.persons import keys, queries
from vangnet.persons.vault.roots import LocalKeyFile, RootKeyError

AT_ONCE = 500
KINDS = (*(category.value for category in DataCategory), "shelter_address")


def prepare_root_keys(*, by: Actor) -> None:
    """Make the root keys that are missing, in the local file."""
    with audit.act("vault.prepare_root_keys", by=by):
        demand(has_permission(by, Permission.REBUILD))
        _local().prepare(KINDS)


def renew_root_keys(*, by: Actor) -> dict[str, int]:
    """Make a new version of every root key that wraps something; gives the new versions."""
    with audit.act("vault.renew_root_keys", by=by) as trace:
        demand(has_permission(by, Permission.REBUILD))
        roots = _local()
        used = sorted({category for category, _version in keys.keyring().versions()})
        made = {category: roots.add_version(category) for category in used}
        trace.categories.extend(made)
    return made


def rewrap_keys(*, by: Actor) -> int:
    """Wrap every data key with the current root key of its kind; what was sealed stays as it is.

    It may be stopped and started again at any moment: what is done is done, and both versions open meanwhile.
    """
    with audit.act("vault.rewrap_keys", by=by):
        demand(has_permission(by, Permission.REBUILD))
        keyring = keys.keyring()
        categories = sorted({category for category, _version in keyring.versions()})
        done = 0
        for category in categories:
            while count := keyring.rewrap(category, AT_ONCE):
                done += count
    return done


def retire_root_keys(*, by: Actor) -> list[tuple[str, int]]:
    """Destroy the old versions that wrap nothing any more; gives which."""
    with audit.act("vault.retire_root_keys", by=by):
        demand(has_permission(by, Permission.REBUILD))
        roots, used = _local(), keys.keyring().versions()
        gone = [
            (category, version)
            for category, versions in roots.versions().items()
            for version in versions[:-1]
            if (category, version) not in used
        ]
        for category, version in gone:
            roots.retire(category, version)
    return gone


def destroy_again(*, by: Actor) -> list[UUID]:
    """Destroy keys that have a certificate of destruction and live again, as after restoring an old keyring."""
    with audit.act("destruction.again", by=by) as trace:
        demand(has_permission(by, Permission.REBUILD))
        keyring = keys.keyring()
        certified = queries.certified(by)
        living = keyring.keys(list({owner for owner, _numbers in certified}))
        back = [
            (owner, living[owner].id)
            for owner, numbers in certified
            if owner in living and str(living[owner].id) in numbers
        ]
        for (subject, category), number in back:
            keyring.destroy(subject, [category])
            trace.objects.append(number)
    return [number for _owner, number in back]


def _local() -> LocalKeyFile:
    roots = keys.root_keys()
    if not isinstance(roots, LocalKeyFile):
        raise RootKeyError("The root keys lie with a program of your own; make and destroy versions there.")
    return roots
