"""Forgetting: the keys of a dossier are destroyed, and a certificate stays that says so without any content."""

from collections.abc import Collection
from hashlib import sha256
from uuid import UUID

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.core import clock
from vangnet.persons import identity_fields, keys
from vangnet.persons.models import DestructionCertificate, IdentityToken
from vangnet.persons.queries import versions_of


def forget(dossier: UUID, *, categories: Collection[str], reason: str, by: Actor) -> DestructionCertificate:
    """Destroy the keys of these kinds of data of a dossier; everything sealed with them can never be opened again.

    Whether it may happen (term, review, legal hold) is decided by who asks. A second time gives a second certificate for the
    same keys. The keys go first: when the certificate cannot be written the act is refused and is simply done again.
    """
    kinds = sorted(DataCategory(category).value for category in categories)
    with audit.act("destruction.keys", by=by, dossier=dossier) as trace:
        trace.categories, trace.reason = kinds, reason
        hashes = [_hash(envelope) for kind in kinds for envelope in _envelopes(dossier, kind)]
        destroyed = keys.keyring().destroy(dossier, kinds)
        IdentityToken.objects.filter(dossier_id=dossier, category__in=kinds).delete()
        certificate = DestructionCertificate.objects.create(
            moment=clock.now(),
            dossier_id=dossier,
            categories=kinds,
            key_ids=[str(number) for number in destroyed],
            content_hashes=hashes,
            reason=reason,
            organisation=by.organisation,
            account=by.account,
        )
        trace.objects.append(certificate.pk)
    return certificate


def _envelopes(dossier: UUID, kind: str) -> list[bytes]:
    if kind not in identity_fields.IN_VAULT:
        return []
    lines = versions_of(kind).objects.filter(dossier_id=dossier).order_by("part", "number")
    return [bytes(envelope) for envelope in lines.values_list("sealed", flat=True)]


def _hash(envelope: bytes) -> str:
    return sha256(envelope).hexdigest()
