import re

import pytest
from django.db import IntegrityError, transaction

from tests.factories import actor, on, reached
from vangnet.access.models import AuditEntry
from vangnet.persons import pseudonyms, queries, services
from vangnet.persons.models import Person, PersonLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    with on():
        yield actor()


def linked(first, second, by, kind=PersonLink.Kind.SIBLING):
    one, other = reached(by), reached(by)
    return services.link(first, dossier=one, other=second, other_dossier=other, kind=kind, by=by)


def test_pseudonym_can_be_said_and_differs_each_time():
    made = {pseudonyms.invent() for _ in range(2000)}
    assert all(re.fullmatch(r"([B-DF-HJ-NP-TV-Z][AEIOU]){2}-\d{4}", pseudonym) for pseudonym in made)
    assert len(made) > 1990


def test_person_is_known_by_a_pseudonym_only(by):
    person = services.register(by=by)
    assert str(person) == person.pseudonym
    assert AuditEntry.objects.get(act="person.register").object_ids == [str(person.pk)]


def test_pseudonym_that_somebody_has_is_not_given_again(by, monkeypatch):
    taken = services.register(by=by).pseudonym
    offered = iter([taken, taken, "KAVO-4721"])
    monkeypatch.setattr(pseudonyms, "invent", lambda: next(offered))
    assert services.register(by=by).pseudonym == "KAVO-4721"
    assert Person.objects.count() == 2


def test_link_is_seen_from_both_sides_until_it_is_ended(by):
    link = linked(services.register(by=by), services.register(by=by), by)
    assert queries.links(link.first_dossier_id) == queries.links(link.second_dossier_id) == [link]
    services.end_link(link, by=by)
    assert queries.links(link.first_dossier_id) == queries.links(link.second_dossier_id) == []
    assert PersonLink.objects.count() == 2
    assert str(link) == f"{link.first} - {link.second}: sibling"


def test_link_is_ended_once_in_the_database_too(by):
    link = linked(services.register(by=by), services.register(by=by), by)
    services.end_link(link, by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        services.end_link(link, by=by)


def test_nobody_is_linked_with_oneself_in_the_database_either(by):
    person = services.register(by=by)
    with pytest.raises(IntegrityError, match="link_joins_two_persons"), transaction.atomic():
        linked(person, person, by)
