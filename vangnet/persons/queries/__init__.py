"""Reading how persons are linked, and what the vault holds without opening it."""

from vangnet.persons.queries.links import links
from vangnet.persons.queries.sealed import SealedRows, number_in, sealed_identities
from vangnet.persons.queries.vault import (
    Kept,
    certified,
    given,
    kept,
    newest,
    opened_since,
    openings,
    own_marks,
    searches_since,
    versions_of,
    with_marks,
)

__all__ = [
    "Kept",
    "SealedRows",
    "certified",
    "given",
    "kept",
    "links",
    "newest",
    "number_in",
    "opened_since",
    "openings",
    "own_marks",
    "sealed_identities",
    "searches_since",
    "versions_of",
    "with_marks",
]
