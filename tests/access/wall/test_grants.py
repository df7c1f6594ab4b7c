"""Access exists only through a line of the register, is one row per organisation and dossier, and ends at once."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

from tests.factories import actor, dossier, joined, on, reached
from vangnet.access import disclosures, grants
from vangnet.access.actors import system
from vangnet.access.categories import DataCategory, from_bits
from vangnet.access.levels import Level
from vangnet.access.models import Disclosure, EffectiveAccess, Grant, GrantEnd
from vangnet.access.verdicts import NotFound
from vangnet.access.wall.context import as_actor
from vangnet.access.wall.declarations import ByDossier
from vangnet.access.wall.policies import condition
from vangnet.cases import queries, services
from vangnet.cases.models import Dossier, Involvement
from vangnet.cases.queries import newest, reach
from vangnet.core import clock
from vangnet.core.clock import AMSTERDAM
from vangnet.core.ids import uuid7

pytestmark = pytest.mark.django_db
GROUND = "vc:b8.3"
FAR = datetime(2999, 1, 1, tzinfo=AMSTERDAM)
GONE = datetime(2001, 1, 1, tzinfo=AMSTERDAM)


@pytest.fixture
def police():
    with on():
        yield actor("police")


@pytest.fixture
def case(police):
    return dossier(police)


def line(of, receiver, by, kinds=("progress",)):
    return disclosures.record(of.pk, receiver=receiver.organisation, ground="Wet A", categories=kinds, by=by)


def row(of, who, account=None):
    return EffectiveAccess.objects.filter(
        dossier_id=of.pk, organisation=who.organisation, account=account
    ).first()


def test_whoever_opens_has_access_with_a_line_of_the_register(case, police):
    found = grants.standing(police, case.pk)
    assert (found.level, found.organisation, found.account) == (Level.PART, police.organisation, None)
    assert from_bits(found.categories) == {DataCategory(one) for one in found.disclosure.categories}
    assert found.disclosure.receiver == found.disclosure.provider == police.organisation
    assert found.opened_at == case.opened_at
    assert str(found) == f"{police.organisation}: {found.get_level_display()}"


def test_request_shows_the_request_and_taking_part_the_dossier(case, police):
    guest = actor("shelter")
    asked = services.involve(case, organisation=guest.organisation, ground=GROUND, by=police)
    assert row(case, guest).level == Level.ASKED
    with as_actor(guest):
        assert Dossier.objects.count() == 1
        assert list(Involvement.objects.all()) == [asked]
        assert grants.standing(guest, case.pk) is None
    services.accept_involvement(asked, by=guest)
    assert row(case, guest).level == Level.PART
    assert Grant.objects.filter(organisation=guest.organisation).count() == 2


def test_nobody_takes_up_what_was_not_offered(case):
    with pytest.raises(NotFound):
        grants.take_up(case.pk, by=actor("shelter"))


def test_declining_withdrawing_and_leaving_end_access(case, police):
    one, two = actor("shelter"), actor("hospital")
    asked = services.involve(case, organisation=one.organisation, ground=GROUND, by=police)
    services.decline_involvement(asked, reason="vol", by=one)
    asked = services.involve(case, organisation=two.organisation, ground=GROUND, by=police)
    services.withdraw_involvement(asked, reason="anders", by=police)
    other = joined(case, police)
    services.end_involvement(
        Involvement.objects.get(organisation=other.organisation), reason="klaar", by=other
    )
    assert [row(case, who) for who in (one, two, other)] == [None, None, None]
    assert EffectiveAccess.objects.count() == 1
    for ended in GrantEnd.objects.all():
        assert str(ended).endswith(ended.reason)


def test_access_that_ended_can_be_given_again(case, police):
    other = joined(case, police)
    services.end_involvement(Involvement.objects.get(organisation=other.organisation), reason="x", by=other)
    asked = services.involve(case, organisation=other.organisation, ground=GROUND, by=police)
    services.accept_involvement(asked, by=other)
    assert row(case, other).level == Level.PART


def test_grants_for_good_add_up_to_one_row(case, police):
    other = joined(case, police)
    before = row(case, other).categories
    grants.give(line(case, other, police, ["health"]), level=Level.PART, categories=["health"], by=police)
    assert EffectiveAccess.objects.filter(organisation=other.organisation).count() == 1
    assert row(case, other).categories == before | DataCategory.HEALTH.bit
    assert grants.kinds_of(row(case, other)) >= {DataCategory.HEALTH}
    assert grants.kinds_of(None) == frozenset()


def test_access_of_one_person_is_a_row_of_its_own(case, police):
    guest = actor("shelter")
    colleague = actor("shelter", of=guest.organisation)
    grants.give(
        line(case, guest, police),
        level=Level.PART,
        categories=["health"],
        until=FAR,
        account=guest.account,
        by=police,
    )
    assert grants.standing(guest, case.pk).account == guest.account
    assert grants.standing(colleague, case.pk) is None
    assert grants.standing(guest.organisation, case.pk) is None
    for who, number in ((guest, 1), (colleague, 0)):
        with as_actor(who):
            assert Dossier.objects.count() == number


@pytest.mark.parametrize(("until", "number"), [(FAR, 1), (GONE, 0)])
def test_access_for_a_while_ends_by_the_clock_of_the_database(case, police, until, number):
    guest = actor("shelter")
    grants.give(
        line(case, guest, police),
        level=Level.PART,
        categories=["health"],
        until=until,
        account=guest.account,
        by=police,
    )
    with as_actor(guest):
        assert Dossier.objects.count() == number


def for_a_while(case, who, by, kind, until=FAR):
    grants.give(line(case, who, by, [kind]), level=Level.PART, categories=[kind], until=until, by=by)


def test_more_for_a_while_counts_beside_what_lasts_until_its_end(case, police):
    other = joined(case, police)
    lasting = kinds(row(case, other))
    assert not {"health", "criminal"} & lasting
    ends = clock.now() + timedelta(days=2)
    for_a_while(case, other, police, "health", ends)
    for_a_while(case, other, police, "criminal", ends + timedelta(days=2))
    found = [frozenset(grants.standing_kinds(other, case.pk))]
    for days in (3, 5):
        with clock.fixed(clock.now() + timedelta(days=days)):
            found.append(frozenset(grants.standing_kinds(other.organisation, case.pk)))
    assert found == [lasting | {"health", "criminal"}, lasting | {"criminal"}, lasting]
    assert grants.standing(other, case.pk).until is None
    assert reach.all_seen(police, case)[other.organisation.pk] == found[0]


def kinds(access):
    return frozenset(kind.value for kind in grants.kinds_of(access))


def test_more_for_a_while_shows_each_dossier_once_in_every_list(case, police):
    other = joined(case, police)
    for days in (1, 2):
        for_a_while(case, other, police, "health", clock.now() + timedelta(days=days))
    assert EffectiveAccess.objects.filter(dossier_id=case.pk, organisation=other.organisation).count() == 3
    rows = newest.newest(other)
    assert (rows.count(), [one.pk for one in rows]) == (1, [case.pk])
    assert [one.pk for one in queries.listed(other)] == [case.pk]
    guest = actor("hospital")
    for days in (1, 2):
        for_a_while(case, guest, police, "health", clock.now() + timedelta(days=days))
    assert (newest.newest(guest).count(), grants.standing(guest, case.pk).level) == (1, Level.PART)


def test_end_of_what_was_for_a_while_is_seen_at_the_next_statement(case, police):
    other = joined(case, police)
    seen = Asked("health")
    for_a_while(case, other, police, "health", datetime.now(AMSTERDAM) + timedelta(seconds=2))
    with as_actor(other):
        assert (seen(case), Dossier.objects.count()) == (True, 1)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(2.1)")
        assert (seen(case), Dossier.objects.count()) == (False, 1)


class Asked:
    """The condition of the wall on a kind of data, asked for a dossier in a statement of its own."""

    def __init__(self, kind):
        rule = ByDossier("id", category=DataCategory(kind))
        self.condition = condition("cases_dossier", rule)

    def __call__(self, of):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {self.condition} FROM cases_dossier WHERE id = %s", [of.pk])
            return cursor.fetchone()[0]


def test_ending_gives_back_what_nobody_ended(case, police):
    other = joined(case, police)
    before = kinds(row(case, other))
    for_a_while(case, other, police, "health")
    given = Grant.objects.get(organisation=other.organisation, until=FAR)
    GrantEnd(grant=given, dossier_id=case.pk, moment=clock.now(), ended_by=police.account, reason="x").save(
        force_insert=True
    )
    assert EffectiveAccess.objects.filter(organisation=other.organisation).count() == 1
    assert kinds(row(case, other)) == before
    grants.end(case.pk, organisation=other.organisation, reason="over", by=other)
    assert not grants.reaches(other, case.pk)


def test_end_of_one_persons_access_leaves_that_of_the_organisation(case, police):
    other = joined(case, police)
    grants.give(
        line(case, other, police),
        level=Level.PART,
        categories=["health"],
        until=FAR,
        account=other.account,
        by=police,
    )
    ended = grants.end(
        case.pk, organisation=other.organisation, account=other.account, reason="over", by=police
    )
    assert ended == 1
    assert row(case, other, other.account) is None
    assert row(case, other) is not None


def test_reader_without_organisation_reaches_nothing(case):
    assert not grants.reachable(system()).exists()
    assert not grants.reaches(system(), case.pk)


def test_list_begins_with_what_is_reachable(case, police):
    assert grants.reaches(police, case.pk)
    with clock.fixed(clock.now() + timedelta(days=1)):
        second = dossier(police)
    found = grants.reachable(police).order_by("-opened_at").values_list("dossier_id", flat=True)
    assert list(found) == [second.pk, case.pk]


# By hand, as somebody who found a way to send statements as the application would.


@pytest.mark.parametrize("change", ["other dossier", "other receiver", "no line"])
def test_access_without_its_own_line_is_impossible_even_for_a_service(case, police, change):
    other = actor("shelter")
    given = line(case, other, police)
    values = {
        "disclosure_id": uuid7() if change == "no line" else given.pk,
        "dossier_id": reached(police) if change == "other dossier" else case.pk,
        "organisation_id": police.organisation.pk if change == "other receiver" else other.organisation.pk,
    }
    made = Grant(level=2, categories=1, moment=clock.now(), **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def try_to(by, made):
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic(), as_actor(by):
        made.save(force_insert=True)


def test_nobody_gives_access_to_themselves(case, police):
    stranger = actor("shelter")
    mine = line(case, stranger, police)
    for level in (1, 2):
        try_to(
            stranger,
            Grant(
                disclosure=mine,
                dossier_id=case.pk,
                organisation=stranger.organisation,
                level=level,
                categories=1,
                moment=clock.now(),
            ),
        )
    own = line(case, police, police)
    try_to(
        police,
        Grant(
            disclosure=own,
            dossier_id=case.pk,
            organisation=police.organisation,
            level=2,
            categories=2**11 - 1,
            moment=clock.now(),
        ),
    )


def test_nobody_writes_in_the_register_for_another_or_without_taking_part(case, police):
    stranger, third = actor("shelter"), actor("hospital")
    for by, provider, receiver in (
        (stranger, stranger, third),
        (stranger, police, stranger),
        (stranger, stranger, stranger),
        (police, stranger, third),
    ):
        made = Disclosure(
            moment=clock.now(),
            dossier_id=case.pk,
            provider=provider.organisation,
            provided_by=by.account,
            receiver=receiver.organisation,
            purpose="protection",
            ground="x",
        )
        try_to(by, made)


def test_only_who_has_or_gave_access_ends_it(case, police):
    other, stranger = joined(case, police), actor("hospital")
    given = Grant.objects.filter(organisation=other.organisation).last()
    ending = {"grant": given, "dossier_id": case.pk, "moment": clock.now(), "reason": "x"}
    try_to(stranger, GrantEnd(**ending))
    with as_actor(police):
        GrantEnd(**ending).save(force_insert=True)
    assert str(given).startswith(f"{given.moment:%Y-%m-%d %H:%M}")


def test_rows_of_access_cannot_be_written_by_hand(case, police):
    statements = (
        "UPDATE access_effectiveaccess SET categories = 2047",
        "DELETE FROM access_effectiveaccess",
        "UPDATE access_grant SET level = 2",
        "DELETE FROM access_grantend",
    )
    for statement in statements:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_every_row_of_access_is_explained_by_the_register(case, police):
    joined(case, police)
    dossier(actor("shelter"))
    for access in EffectiveAccess.objects.select_related("disclosure"):
        lines = Disclosure.objects.filter(dossier_id=access.dossier_id, receiver=access.organisation_id)
        said = {kind for one in lines for kind in one.categories}
        assert access.disclosure in lines
        assert {str(kind) for kind in from_bits(access.categories)} <= said
