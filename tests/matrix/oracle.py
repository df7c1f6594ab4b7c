"""Who may see what, written from the issue, the sentences of the roles and the sources; never from the code under test."""

from __future__ import annotations

from dataclasses import dataclass, field

# Issue 3, section 1: what each role is for. Who reads dossiers, who works in them, who looks after what else.
WORKERS = frozenset(
    ("caseworker", "detective", "registrar", "shelter_duty_officer", "attention_officer", "coordinator")
)
READERS = WORKERS | {"reader"}
LINKERS = WORKERS - {"shelter_duty_officer"}
OFFICERS = frozenset(("privacy_officer",))
KEEPERS = WORKERS | OFFICERS
ADMINISTRATORS = frozenset(("administrator",))
ON_DUTY = frozenset(("shelter_duty_officer",))
EVERY_ROLE = READERS | OFFICERS | ADMINISTRATORS | {"rapporteur"}

# How somebody can stand toward the case. The first three see it; the rest do not, whatever their role.
OPENER, PART, EMERGENCY = "opener", "part", "emergency"
INSIDE = frozenset((OPENER, PART, EMERGENCY))
OUTSIDE = frozenset(
    ("asked", "declined", "withdrawn", "ended", "stranger", "colleague", "asked_shelter", "no_membership")
    + ("ended_membership", "closed_account", "expired_session", "anonymous", "guest")
)
# They have no session or no work: every page but the open ones sends them away.
NOT_IN = frozenset(("no_membership", "ended_membership", "closed_account", "expired_session", "anonymous"))
NOT_IN_EITHER = NOT_IN | {"guest"}

CATEGORIES = (
    *("progress", "signal", "identity", "contact", "shelter_location", "health", "criminal"),
    *("investigation", "youth_care", "residence", "statistics"),
)
# What no organisation of these kinds may see by taking part alone, by source.
NEVER_BY_TAKING_PART = {
    # Tactical notes stay with the detectives of the case and the prosecutor (seed 004 L1826).
    "investigation": lambda kind: (
        kind not in ("investigation", "avim", "kmar", "labour_inspectorate", "public_prosecution")
    ),
    # Addresses of shelters are secret, and open one at a time with a second person (seed 002 L8425-L8429).
    "shelter_location": lambda _kind: True,
    # Health stays with who treats, unless with consent or a conflict of duties (seed 002 L6033-L6047).
    "health": lambda kind: kind not in ("health_service", "hospital"),
    # Whoever only counts, or brings in signals, sees no person (seed 002 L5548-L5549, L10765-L10768, L11118-L11121).
    "identity": lambda kind: (
        kind
        in (
            "national_rapporteur",
            "trade_register",
            "tax",
            "customs",
            "fiu",
            "anonymous_reports",
            "interpreter",
        )
    ),
    # The source gives social team and police no ground between them (seed 004 L1826).
    "criminal": lambda kind: kind in ("social_team", "municipality", "riec", "safety_house", "hospital"),
}
# Conditions by which somebody else must say something first; without it nothing is given.
MUST_HAPPEN_FIRST = frozenset(
    (
        "consent_needed",
        "permission_first",
        "second_person",
        "prosecutor_agrees",
        "interest_weighed",
        "concerns_minor",
    )
)


@dataclass(frozen=True)
class Reader:
    """Somebody who looks: what they are, how they stand toward the case, and which kinds of data of it they were given."""

    name: str
    kind: str = "shelter"
    role: str = "caseworker"
    relation: str = PART
    categories: frozenset[str] = field(default_factory=frozenset)

    @property
    def reads(self) -> bool:
        """Whether the content of the case is theirs to read, as far as the kinds of data go."""
        return self.relation in INSIDE and self.role in READERS

    @property
    def keeps(self) -> bool:
        """Whether they decide how long the case is kept, which they do without reading it."""
        return self.relation in (OPENER, PART) and self.role in KEEPERS

    @property
    def in_signal(self) -> bool:
        """Whether they read the signal of the world: its owner is the house that opened the case, its reporter one that takes part."""
        return self.name.startswith(("opener-", "part-")) and self.role in READERS

    @property
    def is_in(self) -> bool:
        return self.relation not in NOT_IN_EITHER


@dataclass(frozen=True)
class Canary:
    """A text that stands in one place only, and for whom it was meant."""

    place: str
    text: str
    audience: str

    def is_for(self, reader: Reader) -> bool:
        """Whether a reader may meet this text anywhere at all."""
        sort, _, what = self.audience.partition(":")
        return bool(AUDIENCES[sort](reader, what))


AUDIENCES = {
    # One kind of data of the case; whoever recorded it knows it.
    "kind": lambda reader, what: reader.reads and (reader.relation == OPENER or what in reader.categories),
    # What is in the vault opens on purpose, to who has the kind of data and may open identities.
    "vault": lambda reader, what: (
        reader.reads and reader.role in WORKERS and (reader.relation == OPENER or what in reader.categories)
    ),
    # That there is a case: whoever is in it, whoever was asked, whoever reviews its use or its keeping.
    "existence": lambda reader, _what: (
        reader.reads
        or reader.keeps
        or (reader.relation == "asked" and reader.role in READERS)
        or (reader.relation == OPENER and reader.role in OFFICERS)
    ),
    # Who takes part, why, on which ground and with which words: everybody who takes part.
    "inside": lambda reader, _what: reader.reads,
    # A message goes along with a request.
    "message": lambda reader, what: reader.reads or (reader.relation == "asked" and reader.name == what),
    # Why a case is kept, and what the person asked: whoever reads the case, and whoever decides about keeping it.
    "keeping": lambda reader, _what: reader.reads or reader.keeps,
    # Why a case was opened in an emergency: whoever is in it, whoever did it, and the officer of the owner who reviews it.
    "emergency": lambda reader, _what: (
        reader.reads or (reader.relation == OPENER and reader.role in OFFICERS)
    ),
    # What somebody wrote to the people on duty at a shelter.
    "asked_address": lambda reader, _what: (
        reader.name.startswith(("part-", "duty")) and reader.role in WORKERS
    ),
    # The register of what was given: the ground stands there for the giver and for every receiver.
    "ground": lambda reader, _what: (
        reader.reads or (reader.role in OFFICERS and reader.relation in (OPENER, PART))
    ),
    # A report: whoever wrote it and whoever owns the signal. The rest of the signal is for its owner alone.
    "signal": lambda reader, _what: reader.in_signal,
    "signal_owner": lambda reader, _what: reader.in_signal and reader.relation == OPENER,
    # That the own house owns a signal also knows whoever decides there how long it is kept.
    "signal_name": lambda reader, _what: reader.relation == OPENER and reader.role in (*READERS, *KEEPERS),
    # The name of a signal stands also in the case that it was added to, for who may see signals there; and whoever decides how
    # long the own signals are kept, and answers what people ask about them, knows them by it.
    "signal_known": lambda reader, _what: (
        reader.in_signal
        or (reader.reads and "signal" in reader.categories)
        or (reader.relation == OPENER and reader.role in KEEPERS)
    ),
    # Nobody of these readers: somebody else's case, the address of a shelter, or a link that opens a door.
    "nobody": lambda _reader, _what: False,
    "stranger": lambda reader, _what: reader.relation == "stranger" and reader.role in (*READERS, *KEEPERS),
    "opener": lambda reader, _what: reader.relation == OPENER and reader.role in (*READERS, *KEEPERS),
}
