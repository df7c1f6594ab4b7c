"""Finding somebody back by exact name with year, number or telephone, within the own organisation, with blind marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import actor, also_given, dossier, joined, on
from tests.persons.test_identity import NAME, keep, opened, small_budget, told
from vangnet.access.models import AuditEntry
from vangnet.access.roles import Reader
from vangnet.access.verdicts import NotAllowed
from vangnet.persons import marks, services
from vangnet.persons.identity_fields import FieldsRefused
from vangnet.persons.models import IdentityToken, VaultSearch
from vangnet.persons.rules import BudgetSpent

pytestmark = pytest.mark.django_db
find = services.find_identity


@pytest.fixture
def known(case, by):
    keep(case, by, fields={**NAME, "other_names": "Zosia\nMaria Bedacht", "v_number": "1234567890"})
    keep(case, by, "contact", {"telephone": "06 12345678", "mail": "fenna@example.org"})
    return case


@pytest.mark.parametrize(
    "asked",
    [
        {"name": "Fenna Isolde van der Proefwaarde"},
        {"name": "VAN DER PROEFWAARDE, Fénna isolde"},
        {"name": "van der Proefwaarde", "birth_year": "2008"},
        {"name": "zosia", "birth_year": "2008"},
        {"name": "Bedacht Maria"},
        {"number": "V 1234567890"},
        {"number": "1234567890"},
        {"telephone": "0031 612345678"},
        {"name": "Somebody Else", "telephone": "0612345678"},
    ],
)
def test_exact_name_number_or_telephone_is_found(asked, known, by):
    assert find(**asked, by=by) == {known.pk}


@pytest.mark.parametrize(
    "asked",
    [
        {"name": "Fenna Proefwaarde"},
        {"name": "van der Proefwaarde", "birth_year": "2009"},
        {"number": "123456789"},
        {"telephone": "06 12345679"},
    ],
)
def test_almost_the_same_is_not_found(asked, known, by):
    assert find(**asked, by=by) == set()


@pytest.mark.parametrize("asked", [{}, {"name": "Proefwaarde"}, {"birth_year": "2008"}, {"telephone": "x"}])
def test_too_little_to_be_one_person_is_refused(asked, known, by):
    with pytest.raises(FieldsRefused):
        find(**asked, by=by)
    assert not VaultSearch.objects.exists()


def test_another_organisation_finds_only_what_it_opened_itself(known, by):
    other = also_given(known, joined(known, by), "identity", by=by)
    assert find(number="1234567890", by=other) == set()
    opened(known, other)
    assert find(number="1234567890", by=other) == {known.pk}
    assert find(telephone="0612345678", by=other) == set()


def test_marks_of_two_organisations_have_nothing_in_common(known, by):
    other = also_given(known, joined(known, by), "identity", by=by)
    opened(known, other)
    mine, theirs = (
        {
            bytes(one.token)
            for one in IdentityToken.objects.filter(organisation=one.organisation, category="identity")
        }
        for one in (by, other)
    )
    assert len(mine) == len(theirs) > 3
    assert mine & theirs == set()


def test_corrected_name_is_found_and_the_wrong_one_no_longer(known, by):
    keep(known, by, fields={"given_names": "Ilse", "family_name": "Anders"})
    assert find(name="Ilse Anders", by=by) == {known.pk}
    assert find(name="Fenna Isolde van der Proefwaarde", by=by) == set()
    assert find(telephone="0612345678", by=by) == {known.pk}


def test_forgotten_person_is_not_found(known, by):
    services.forget(known.pk, categories=["identity", "contact"], reason="term", by=by)
    assert find(number="1234567890", telephone="0612345678", by=by) == set()
    assert not IdentityToken.objects.exists()


def test_search_is_logged_with_blind_marks_only(known, by):
    find(name="Fenna Isolde van der Proefwaarde", telephone="06 12345678", by=by)
    line = VaultSearch.objects.get()
    assert line.found == 1
    assert len(line.marks) == 2
    trail = AuditEntry.objects.get(act="identity.find")
    told_there = f"{vars(line)} {vars(trail)}"
    for word in ("Fenna", "Proefwaarde", "612345678"):
        assert word not in told_there


def test_searches_are_counted_and_stop(known, by, monkeypatch):
    small_budget(monkeypatch, searches=2)
    find(number="1", by=by)
    assert told(by) == []
    find(number="2", by=by)
    assert told(by) == [services.ALARM]
    with pytest.raises(BudgetSpent, match="2 times"):
        find(number="1234567890", by=by)
    with on(hours=1):
        assert find(number="1234567890", by=by) == {known.pk}


def test_reader_searches_nothing(known, by):
    with pytest.raises(NotAllowed, match="look for somebody"):
        find(number="1234567890", by=actor(role=Reader, of=by.organisation))


def test_two_dossiers_of_one_person_are_both_found(known, by):
    again = dossier(by)
    keep(again, by)
    assert find(name="Fenna Isolde van der Proefwaarde", by=by) == {known.pk, again.pk}


def test_no_mark_of_a_birth_date_place_or_citizen_number_alone():
    assert marks.marked_parts({"birth_date": "2008-02-03"}) == set()
    assert marks.marked_parts({"birth_place": "Verzonnenstad", "bsn": "111", "address": "1000 AA"}) == set()
    assert marks.marked_parts({"given_names": "Fenna"}) == set()


@given(st.text(max_size=30), st.text(max_size=30))
def test_mark_is_short_and_differs_by_key(key, name):
    first, second = marks.mark(b"k1" + key.encode(), name), marks.mark(b"k2" + key.encode(), name)
    assert len(first) == marks.MARK_BYTES
    assert first != second
