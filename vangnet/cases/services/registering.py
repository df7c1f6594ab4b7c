"""Writing what leaves a dossier into the disclosure register, and giving the access that goes with it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from vangnet.access import disclosures
from vangnet.access.actors import Actor
from vangnet.access.models import Disclosure, Organisation
from vangnet.cases.models import Dossier
from vangnet.cases.queries import lawful
from vangnet.cases.queries.lawful import Considered, rules_of

CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody wants to share, with whom, for what, on which ground, and what they say about the conditions."""

    receiver: Organisation
    categories: Sequence[str]
    purpose: str
    ground: str
    said: Sequence[str] = ()
    agreed: Sequence[str] = ()
    informed: str = "unknown"
    not_informed_because: str = ""
    submission_key: str = ""

    def key(self, dossier: Dossier, *, what: str) -> UUID | None:
        """The key of what this submission writes down; the same form with other answers writes something else."""
        if not self.submission_key:
            return None
        answers = [self.receiver.pk, self.ground, self.purpose, sorted(self.categories), what]
        # Under the key of the dossier, so that nobody can take the key of a line elsewhere.
        return uuid5(dossier.pk, json.dumps([self.submission_key, *answers], default=str))


def enter(
    dossier: Dossier,
    *,
    receiver: Organisation,
    ground: str,
    found: Sequence[Considered],
    kind: str = "access",
    said: Sequence[str] = (),
    plan_of: Plan | None = None,
    content_hash: str = "",
    key: UUID | None = None,
    by: Actor,
) -> Disclosure:
    """Write a line about kinds of data that go, or do not go, to an organisation, with the rules that decided it.

    What the asker says of the conditions stands with it; access to the dossier is given by whoever asks this.
    """
    kept = [*said, *(plan_of.said if plan_of else ()), *(plan_of.agreed if plan_of else ())]
    return disclosures.record(
        dossier.pk,
        receiver=receiver,
        ground=ground,
        by=by,
        categories=[one.category.value for one in found],
        kind=kind,
        rule=rules_of(found),
        conditions=sorted(set(kept)),
        content_hash=content_hash,
        consent=lawful.consent_behind(dossier, receiver, found) if ground == CONSENT else None,
        informed=plan_of.informed if plan_of else "unknown",
        not_informed_because=plan_of.not_informed_because if plan_of else "",
        key=key,
    )
