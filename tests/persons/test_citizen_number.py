"""The citizen service number is kept and read by organisations with a basis in law; others neither see nor destroy it."""

import pytest
from django.utils import translation

from tests.cases.browsing import signed_in, text
from tests.factories import actor, also_given, dossier, joined
from tests.persons.test_identity import NAME, keep, opened
from vangnet.access import kinds
from vangnet.persons import keys, numbers, rules, services
from vangnet.persons.identity_fields import FieldsRefused

pytestmark = pytest.mark.django_db
NUMBER = "999900006"  # a range that is given to nobody
WITH = {**NAME, "bsn": NUMBER}


@pytest.fixture
def police():
    return actor("police")


@pytest.fixture
def case(police):
    return dossier(police)


@pytest.fixture
def shelter(case, police):
    other = joined(case, police, "shelter")
    also_given(case, other, "identity", by=police)
    return other


def test_organisation_with_a_basis_keeps_and_reads_it(case, police):
    keep(case, police, fields=WITH)
    assert opened(case, police)["bsn"] == NUMBER


def test_organisation_without_a_basis_does_not_read_it(case, police, shelter):
    keep(case, police, fields=WITH)
    found = opened(case, shelter)
    assert "bsn" not in found
    assert found["given_names"] == NAME["given_names"]


def test_organisation_without_a_basis_is_refused_with_words_and_nothing_is_kept(case, shelter):
    with translation.override("en"), pytest.raises(FieldsRefused) as refusal:
        keep(case, shelter, fields=WITH)
    assert "no law that is listed here" in refusal.value.problems["bsn"]
    assert services.open_page({case.pk: case.person}, category="identity", why="contact", by=shelter) == {}


def test_number_stays_when_somebody_without_a_basis_corrects_the_rest(case, police, shelter):
    keep(case, police, fields=WITH)
    keep(case, shelter, fields={"family_name": "Verzonnenstam"}, seen=1)
    assert opened(case, police) == {"family_name": "Verzonnenstam", "bsn": NUMBER}
    assert opened(case, shelter) == {"family_name": "Verzonnenstam"}
    keys.keyring().destroy(case.pk, ["identity"])
    keep(case, shelter, fields={"family_name": "Nieuwstam"})
    assert opened(case, police) == {"family_name": "Nieuwstam"}


def test_each_basis_names_a_kind_that_exists_and_its_law():
    bases = numbers.current()
    assert set(bases.kinds) <= {kind.code for kind in kinds.all()}
    assert all(bases.kinds.values())
    assert {"registrar", "shelter", "interpreter", "lawyer"}.isdisjoint(bases.kinds)
    assert "UAVG 46" in rules.may_use_number(actor("registrar")).source


@pytest.mark.parametrize(
    ("listed", "words"), [("{nobody: Wet}", "no kind of organisation nobody"), ("{police: ''}", "which law")]
)
def test_data_that_makes_no_sense_is_refused(tmp_path, listed, words):
    (tmp_path / "2030-01-01.yaml").write_text(f"valid_from: 2030-01-01\nsource: x\nkinds: {listed}\n")
    with pytest.raises(ValueError, match=words):
        numbers.current(tmp_path)


def test_before_the_first_version_the_first_holds(tmp_path):
    (tmp_path / "2999-01-01.yaml").write_text("valid_from: 2999-01-01\nsource: x\nkinds: {police: Wet}\n")
    assert numbers.current(tmp_path).kinds == {"police": "Wet"}


def test_pages_ask_and_show_it_only_to_who_has_a_basis(case, police, shelter):
    keep(case, police, fields=WITH)
    for who, sees in ((police, True), (shelter, False)):
        page = signed_in(who)
        shown = text(page.post(f"/en/dossiers/{case.address}/identity/identity/open/", {"why": "contact"}))
        assert (NUMBER in shown, "Not for your organisation" in shown) == (sees, not sees)
        changing = page.post(f"/en/dossiers/{case.address}/identity/identity/change/", {"why": "request"})
        change = changing.content.decode()
        assert NAME["given_names"] in change
        assert ('name="bsn"' in change) is sees
