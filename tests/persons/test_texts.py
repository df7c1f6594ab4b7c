"""Free text is sealed by kind of data, opened together, and forgotten with its key."""

from uuid import uuid4

import pytest

from tests.factories import actor, on
from vangnet.access.categories import DataCategory
from vangnet.persons import keys, services
from vangnet.persons.vault.envelopes import SealBrokenError

pytestmark = pytest.mark.django_db
NOTE = "Zij vertelde over haar zus in Verzonnenstad."


@pytest.fixture
def by():
    with on():
        yield actor()


def test_texts_of_several_kinds_open_together(by):
    dossier = uuid4()
    sealed = {
        number: (kind, services.seal_text(dossier, category=kind, text=f"{NOTE} {kind}", by=by))
        for number, kind in enumerate(DataCategory)
    }
    assert services.open_texts(dossier, sealed, by=by) == {
        number: f"{NOTE} {kind}" for number, kind in enumerate(DataCategory)
    }
    assert all(NOTE.encode() not in envelope for _kind, envelope in sealed.values())
    assert services.open_texts(dossier, {}, by=by) == {}


def test_text_of_a_destroyed_key_is_nothing_and_the_others_stay(by):
    dossier = uuid4()
    sealed = {
        kind: (kind, services.seal_text(dossier, category=kind, text=NOTE, by=by))
        for kind in ("health", "progress")
    }
    keys.keyring().destroy(dossier, ["health"])
    assert services.open_texts(dossier, sealed, by=by) == {"health": services.KEY_DESTROYED, "progress": NOTE}
    later = services.seal_text(dossier, category="health", text="Nieuw", by=by)
    both = {**sealed, "later": ("health", later)}
    assert services.open_texts(dossier, both, by=by) == {"health": None, "progress": NOTE, "later": "Nieuw"}


def test_text_opens_in_no_other_dossier_and_as_no_other_kind(by):
    dossier, other = uuid4(), uuid4()
    sealed = services.seal_text(dossier, category="health", text=NOTE, by=by)
    services.seal_text(dossier, category="progress", text=NOTE, by=by)
    services.seal_text(other, category="health", text=NOTE, by=by)
    assert services.open_texts(other, {1: ("health", sealed)}, by=by) == {1: None}
    assert services.open_texts(dossier, {1: ("progress", sealed)}, by=by) == {1: None}


def test_text_sealed_for_a_row_opens_in_that_row_only(by):
    dossier, here, there = uuid4(), uuid4(), uuid4()
    sealed = services.seal_text(dossier, category="health", text=NOTE, place=here, by=by)
    assert services.open_texts(dossier, {here: ("health", sealed)}, placed=True, by=by) == {here: NOTE}
    for wrong in ({"placed": True}, {"placed": False}):
        with pytest.raises(SealBrokenError):
            services.open_texts(dossier, {there: ("health", sealed)}, by=by, **wrong)


def test_kind_that_does_not_exist_is_refused(by):
    with pytest.raises(ValueError, match="gossip"):
        services.seal_text(uuid4(), category="gossip", text=NOTE, by=by)
