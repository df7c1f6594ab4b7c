"""The part of the vault in the work of every night."""

from vangnet.access.actors import Actor
from vangnet.persons import services


def check_keyring(by: Actor) -> list[str]:
    """Say when something cannot be opened any more although nobody destroyed its key. A key too many opens nothing."""
    lost = services.check_keyring(by=by).rows_without_key
    if not lost:
        return []
    rows, subjects = sum(row.count for row in lost), len({row.subject for row in lost})
    return [f"Keyring: {rows} sealed rows of {subjects} subjects have no key. Run check_keyring."]
