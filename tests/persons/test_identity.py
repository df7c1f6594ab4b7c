"""Keeping, opening and correcting who somebody is: sealed, with a reason, within a budget, and with a trace."""

from uuid import uuid4

import pytest

from tests.factories import actor, also_given, dossier, joined, on
from vangnet.access import notices
from vangnet.access.actors import for_membership
from vangnet.access.models import AuditEntry, Membership
from vangnet.access.roles import PrivacyOfficer, Reader
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.core import clock
from vangnet.persons import budgets, keys, queries, services
from vangnet.persons.identity_fields import FieldsRefused
from vangnet.persons.models import ContactVersion, IdentityToken, IdentityVersion, VaultOpening, VaultSearch
from vangnet.persons.rules import BudgetSpent, ProofNeeded
from vangnet.persons.vault.envelopes import SealBrokenError

pytestmark = pytest.mark.django_db
NAME = {"given_names": "Fenna Isolde", "family_name": "van der Proefwaarde", "birth_date": "3-2-2008"}


def keep(case, by, category="identity", fields=None, **also):
    return services.keep_identity(
        case.person, dossier=case.pk, category=category, fields=fields or NAME, by=by, **also
    )


def opened(case, by, category="identity", why="contact", **also):
    return services.open_identity(case.person, dossier=case.pk, category=category, why=why, by=by, **also)


def test_what_was_kept_is_opened_again_and_lies_sealed(case, by):
    line = keep(case, by)
    assert opened(case, by) == {**NAME, "birth_date": "2008-02-03"}
    assert b"Fenna" not in bytes(line.sealed)
    assert b"Fenna" not in bytes(IdentityVersion.objects.get().sealed)


def test_correction_is_a_next_version_and_the_newest_holds(case, by):
    keep(case, by)
    keep(case, by, fields={"family_name": "Verzonnenstam"}, seen=1)
    assert opened(case, by) == {"family_name": "Verzonnenstam"}
    assert [line.number for line in IdentityVersion.objects.order_by("number")] == [1, 2]


def test_change_on_top_of_what_somebody_else_changed_is_refused(case, by):
    keep(case, by, seen=0)
    with pytest.raises(services.ChangedMeanwhile):
        keep(case, by, seen=0)
    assert IdentityVersion.objects.count() == 1


def test_kinds_of_data_lie_apart(case, by):
    keep(case, by)
    keep(case, by, "contact", {"telephone": "06 12345678"})
    assert opened(case, by, "contact") == {"telephone": "+31612345678"}
    assert ContactVersion.objects.count() == IdentityVersion.objects.count() == 1
    keys.keyring().destroy(case.pk, ["contact"])
    assert opened(case, by)["given_names"] == "Fenna Isolde"
    with pytest.raises(NotFound):
        opened(case, by, "contact")


def test_opening_leaves_who_when_what_and_why_and_never_the_value(case, by):
    keep(case, by)
    opened(case, by, why="safety")
    line = VaultOpening.objects.get()
    assert (line.account, line.organisation, line.dossier_id) == (by.account, by.organisation, case.pk)
    assert (line.category, line.part, line.why, line.purpose) == ("identity", "fields", "safety", by.purpose)
    trail = AuditEntry.objects.filter(act__startswith="identity.")
    assert sorted(entry.act for entry in trail) == ["identity.keep", "identity.open"]
    assert all(entry.categories == ["identity"] and entry.dossier_id == case.pk for entry in trail)
    told = " ".join(str(vars(one)) for one in (*trail, line))
    assert "Fenna" not in told
    assert "Proefwaarde" not in told


def test_opening_without_a_reason_that_exists_is_refused_and_shows_nothing(case, by):
    keep(case, by)
    with pytest.raises(ValueError, match="curious"):
        opened(case, by, why="curious")
    assert not VaultOpening.objects.exists()


def test_who_does_not_take_part_opens_and_keeps_nothing(case, by):
    keep(case, by)
    stranger = actor("municipality")
    for act in (
        lambda: opened(case, stranger),
        lambda: keep(case, stranger),
        lambda: services.open_photo(case.person, dossier=case.pk, why="check", by=stranger),
        lambda: services.keep_photo(case.person, dossier=case.pk, picture=b"x", by=stranger),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert not VaultOpening.objects.exists()
    assert queries.kept(stranger, case.pk) == []
    assert queries.openings(stranger, case.pk) == []
    assert AuditEntry.objects.filter(outcome="refused").count() == 4


def test_organisation_that_the_rules_keep_out_hears_why(case, by):
    keep(case, by)
    with pytest.raises(NotAllowed) as refusal:
        opened(case, actor("tax"))
    assert refusal.value.verdict.source


def test_lines_of_the_vault_name_nobody(case, by):
    line = keep(case, by)
    opened(case, by)
    services.find_identity(number="1", by=by)
    certificate = services.forget(case.pk, categories=["identity"], reason="term", by=by)
    said = [str(one) for one in (line, VaultOpening.objects.get(), VaultSearch.objects.get(), certificate)]
    said.append(str(IdentityToken(organisation=by.organisation, category="identity")))
    assert said[0] == f"{case.person.pseudonym}: fields 1"
    assert not any(word in " ".join(said) for word in ("Fenna", "Proefwaarde"))


def test_reader_opens_no_identity(case, by):
    keep(case, by)
    reader = actor(role=Reader, of=by.organisation)
    with pytest.raises(NotAllowed, match="open who somebody is"):
        opened(case, reader)


def test_nothing_kept_is_not_found_and_costs_nothing(case, by):
    with pytest.raises(NotFound):
        opened(case, by)
    assert services.open_page({case.pk: case.person}, category="identity", why="help", by=by) == {}
    assert not VaultOpening.objects.exists()


def test_kind_of_data_outside_the_vault_is_refused(case, by):
    with pytest.raises(ValueError, match="identity and contact"):
        opened(case, by, "progress")


def test_page_opens_many_with_one_line_each(by):
    cases = [dossier(by) for _ in range(3)]
    for case in cases[:2]:
        keep(case, by)
    found = services.open_page(
        {case.pk: case.person for case in cases}, category="identity", why="help", by=by
    )
    assert set(found) == {case.pk for case in cases[:2]}
    assert VaultOpening.objects.count() == 2


def test_photo_is_kept_and_opened_like_the_rest(case, by):
    services.keep_photo(case.person, dossier=case.pk, picture=b"\x89PNG canary", by=by)
    assert services.open_photo(case.person, dossier=case.pk, why="check", by=by) == b"\x89PNG canary"
    assert VaultOpening.objects.get().part == "photo"
    assert b"canary" not in bytes(IdentityVersion.objects.get().sealed)


def test_envelope_of_another_version_or_dossier_is_refused(by):
    first, second = dossier(by), dossier(by)
    keep(first, by)
    line = keep(second, by)
    older = IdentityVersion(
        person=second.person,
        dossier_id=second.pk,
        number=2,
        sealed=line.sealed,
        key_id=line.key_id,
        recorded_at=clock.now(),
        organisation=by.organisation,
        account=by.account,
    )
    older.save(force_insert=True)
    with pytest.raises(SealBrokenError):
        opened(second, by)
    assert opened(first, by)


def test_what_is_kept_is_told_without_opening(case, by):
    keep(case, by)
    keep(case, by, "contact", {"telephone": "06 12345678"})
    keep(case, by, "contact", {"telephone": "06 12345679"})
    services.forget(case.pk, categories=["identity"], reason="term", by=by)
    told = queries.kept(by, case.pk)
    assert [(one.category, one.part, one.number, one.is_forgotten) for one in told] == [
        ("identity", "fields", 1, True),
        ("contact", "fields", 2, False),
    ]
    assert not VaultOpening.objects.exists()


def test_colleague_in_the_chain_opens_what_the_organisation_was_given(case, by):
    keep(case, by)
    other = also_given(case, joined(case, by), "identity", by=by)
    assert opened(case, other)["given_names"] == "Fenna Isolde"
    assert [line.organisation for line in queries.openings(by, case.pk)] == [other.organisation]


def small_budget(monkeypatch, proof=2, stop=3, searches=2):
    budget = budgets.Budget(clock.today(), "test", proof, stop, searches)
    monkeypatch.setattr(budgets, "current", lambda: budget)


def told(by):
    with clock.fixed(clock.now()):
        officer = actor(role=PrivacyOfficer, of=by.organisation)
    return [notice.code for notice in notices.notices(officer)]


def test_budget_asks_a_fresh_proof_then_stops_and_tells_the_privacy_officer(by, monkeypatch):
    small_budget(monkeypatch)
    cases = [dossier(by) for _ in range(4)]
    for case in cases:
        keep(case, by)
    opened(cases[0], by)
    opened(cases[1], by)
    opened(cases[1], by)
    with pytest.raises(ProofNeeded, match="2 people"):
        opened(cases[2], by)
    assert told(by) == []
    opened(cases[2], by, proved=True)
    assert told(by) == [services.ALARM]
    with pytest.raises(BudgetSpent, match="3 people"):
        opened(cases[3], by, proved=True)
    assert opened(cases[0], by)
    assert told(by) == [services.ALARM]
    with on(hours=1):
        assert opened(cases[3], by)


def test_page_that_goes_past_the_budget_shows_nothing_at_all(by, monkeypatch):
    small_budget(monkeypatch)
    cases = [dossier(by) for _ in range(4)]
    for case in cases:
        keep(case, by)
    everyone = {case.pk: case.person for case in cases}
    with pytest.raises(BudgetSpent):
        services.open_page(everyone, category="identity", why="help", proved=True, by=by)
    assert not VaultOpening.objects.exists()


def test_colleague_has_a_budget_of_their_own(case, by, monkeypatch):
    small_budget(monkeypatch, proof=1, stop=2)
    keep(case, by)
    opened(case, by)
    assert opened(case, actor(of=by.organisation))


def test_budgets_are_dated_data_in_the_right_order(tmp_path):
    (tmp_path / "2020-01-01.yaml").write_text(
        "valid_from: 2020-01-01\nsource: x\nopenings_per_hour: {fresh_proof_after: 5, stop_at: 9}\n"
        "searches_per_hour: {stop_at: 3}\n"
    )
    (tmp_path / "2099-01-01.yaml").write_text(
        "valid_from: 2099-01-01\nsource: x\nopenings_per_hour: {fresh_proof_after: 1, stop_at: 2}\n"
        "searches_per_hour: {stop_at: 1}\n"
    )
    assert budgets.current(tmp_path).stop_at == 9
    wrong = tmp_path / "wrong"
    wrong.mkdir()
    (wrong / "2020-01-01.yaml").write_text(
        "valid_from: 2020-01-01\nsource: x\nopenings_per_hour: {fresh_proof_after: 9, stop_at: 9}\n"
        "searches_per_hour: {stop_at: 3}\n"
    )
    with pytest.raises(ValueError, match="before the stop"):
        budgets.current(wrong)


def test_budget_of_the_product_is_sixty_then_two_hundred():
    assert (budgets.current().fresh_proof_after, budgets.current().stop_at) == (60, 200)


def test_wrong_fields_are_all_named_and_nothing_is_kept(case, by):
    with pytest.raises(FieldsRefused) as refusal:
        keep(case, by, fields={"birth_date": "31-2-2008", "v_number": "12", "shoe_size": "38"})
    assert set(refusal.value.problems) == {"birth_date", "v_number", "shoe_size"}
    assert not IdentityVersion.objects.exists()


def test_former_colleague_is_an_actor_of_nowhere(case, by):
    keep(case, by)
    membership = Membership.objects.get(account=by.account)
    assert for_membership(membership).organisation == by.organisation
    assert queries.given(actor("registrar"), [case.pk]) == {}
    assert queries.newest(by, [uuid4()], category="identity") == {}
