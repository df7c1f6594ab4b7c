"""Destroying keys: nothing sealed with them opens again, and a certificate says so without content."""

import pytest

from tests.persons.test_identity import NAME, keep, opened
from vangnet.access.actors import system
from vangnet.access.models import AuditEntry
from vangnet.access.verdicts import NotFound
from vangnet.persons import keys, services
from vangnet.persons.models import DestructionCertificate, IdentityVersion

pytestmark = pytest.mark.django_db


def test_forgotten_kinds_open_no_more_and_the_others_do(case, by):
    keep(case, by)
    keep(case, by, fields={"family_name": "Later"})
    keep(case, by, "contact", {"telephone": "0612345678"})
    note = services.seal_text(case.pk, category="health", text="secret", by=by)
    certificate = services.forget(case.pk, categories=["identity", "health"], reason="term is over", by=by)
    with pytest.raises(NotFound):
        opened(case, by)
    assert services.open_texts(case.pk, {1: ("health", note)}, by=by) == {1: None}
    assert opened(case, by, "contact") == {"telephone": "+31612345678"}
    assert certificate.categories == ["health", "identity"]
    assert len(certificate.key_ids) == 2
    assert len(certificate.content_hashes) == IdentityVersion.objects.count() == 2


def test_certificate_and_trail_hold_no_content(case, by):
    keep(case, by)
    certificate = services.forget(case.pk, categories=["identity"], reason="term is over", by=by)
    trail = AuditEntry.objects.get(act="destruction.keys")
    assert (trail.reason, trail.categories, trail.dossier_id) == ("term is over", ["identity"], case.pk)
    written = f"{vars(certificate)} {vars(trail)}"
    for value in NAME.values():
        assert value not in written


def test_forgetting_twice_or_nothing_is_harmless(case, by):
    keep(case, by)
    first = services.forget(case.pk, categories=["identity"], reason="once", by=by)
    again = services.forget(case.pk, categories=["identity"], reason="twice", by=by)
    nothing = services.forget(case.pk, categories=["residence"], reason="nothing", by=by)
    assert first.key_ids == again.key_ids
    assert (nothing.key_ids, nothing.content_hashes) == ([], [])
    assert DestructionCertificate.objects.count() == 3


def test_system_forgets_without_a_person(case, by):
    keep(case, by)
    certificate = services.forget(case.pk, categories=["identity"], reason="term is over", by=system())
    assert (certificate.account, certificate.organisation) == (None, None)
    assert keys.keyring().keys([(case.pk, "identity")]) == {}


def test_what_is_kept_after_forgetting_has_a_new_key(case, by):
    keep(case, by)
    services.forget(case.pk, categories=["identity"], reason="wish", by=by)
    keep(case, by, fields={"family_name": "Nieuw"})
    assert opened(case, by) == {"family_name": "Nieuw"}
    assert len({line.key_id for line in IdentityVersion.objects.all()}) == 2
