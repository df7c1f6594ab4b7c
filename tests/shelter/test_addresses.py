"""One address to one person, after a second person said yes, once, within minutes; and both sides see that it happened."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, connection, transaction
from django.db.utils import DatabaseError

from tests.factories import actor, dossier
from tests.shelter.conftest import CANARY, ask
from vangnet.access import notices
from vangnet.access.models import AuditEntry
from vangnet.access.roles import Reader, ShelterDutyOfficer
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.access.wall.context import as_actor
from vangnet.core import clock
from vangnet.shelter import limits, queries, rules, services
from vangnet.shelter.models import AddressOpening, SealedAddress
from vangnet.shelter.states import RequestState

pytestmark = pytest.mark.django_db


def approved(world, request):
    services.approve_address(request, location=world.location, by=world.officer)
    return queries.request(world.asker, request.number)


def test_address_is_opened_once_by_who_asked_after_a_yes(world, asked):
    assert rules.state(asked) == RequestState.WAITING
    request = approved(world, asked)
    assert rules.state(request) == RequestState.APPROVED
    assert services.open_address(request, by=world.asker) == CANARY
    again = queries.request(world.asker, asked.number)
    assert rules.state(again) == RequestState.OPENED
    with pytest.raises(NotAllowed, match="already"):
        services.open_address(again, by=world.asker)
    assert AddressOpening.objects.count() == 1


def test_second_opening_of_a_page_that_was_read_before_gives_nothing(world, asked):
    request = approved(world, asked)
    services.open_address(request, by=world.asker)
    with pytest.raises(NotAllowed, match="any more"):
        services.open_address(request, by=world.asker)


def test_nobody_approves_their_own_request(world):
    officer = world.second
    case = dossier(officer)
    request = services.ask_address(case.pk, shelter=world.house, reason="visit", by=officer)
    assert request not in queries.to_answer(officer)
    for act in (services.approve_address, services.refuse_address):
        also = {"location": world.location} if act is services.approve_address else {"reason": "x"}
        with pytest.raises(NotAllowed, match="yourself"):
            act(request, by=officer, **also)
    services.approve_address(request, location=world.location, by=world.officer)
    assert services.open_address(queries.request(officer, request.number), by=officer) == CANARY


@pytest.mark.parametrize("who", ["colleague", "police", "elsewhere", "asker"])
def test_only_who_is_on_duty_at_that_shelter_answers(world, asked, who):
    with pytest.raises(NotAllowed):
        services.approve_address(asked, location=world.location, by=getattr(world, who))
    with pytest.raises(NotAllowed):
        services.refuse_address(asked, reason="x", by=getattr(world, who))


@pytest.mark.parametrize("who", ["colleague", "police", "elsewhere", "officer", "second"])
def test_only_who_asked_opens(world, asked, who):
    request = approved(world, asked)
    with pytest.raises(NotAllowed, match="Only who asked"):
        services.open_address(request, by=getattr(world, who))


def test_refused_request_is_told_with_its_reason_and_opens_nothing(world, asked):
    services.refuse_address(asked, reason="Not safe today.", by=world.officer)
    request = queries.request(world.asker, asked.number)
    assert (rules.state(request), request.answer.refusal) == (RequestState.REFUSED, "Not safe today.")
    with pytest.raises(NotAllowed, match="refused"):
        services.open_address(request, by=world.asker)
    with pytest.raises(NotAllowed, match="does not wait"):
        services.approve_address(request, location=world.location, by=world.second)


def test_yes_lasts_a_quarter_of_an_hour(world, asked):
    with clock.fixed(clock.now() - timedelta(minutes=16)):
        request = approved(world, ask(world))
        assert rules.state(request) == RequestState.APPROVED
        with pytest.raises(NotAllowed, match="any more"):
            services.open_address(request, by=world.asker)
    assert rules.state(request) == RequestState.EXPIRED
    with pytest.raises(NotAllowed, match="not opened in time"):
        services.open_address(request, by=world.asker)


def test_request_waits_a_day(world, asked):
    with clock.fixed(clock.now() + timedelta(hours=25)):
        assert rules.state(asked) == RequestState.TOO_OLD
        assert asked not in queries.to_answer(world.officer)
        with pytest.raises(NotAllowed, match="does not wait"):
            services.approve_address(asked, location=world.location, by=world.officer)


def test_who_asks_takes_part_and_is_allowed_by_the_rules(world):
    with pytest.raises(NotAllowed, match="does not take part"):
        ask(world, by=actor("registrar"))
    with pytest.raises(NotAllowed, match="Alleen wie iemand plaatst of opvangt"):
        services.ask_address(dossier(world.police).pk, shelter=world.house, reason="visit", by=world.police)
    with pytest.raises(NotAllowed, match="is no shelter"):
        ask(world, shelter=world.police.organisation)
    with pytest.raises(ValueError, match="curious"):
        ask(world, reason="curious")


def test_role_without_this_work_asks_and_answers_nothing(world, asked):
    reader = actor(of=world.asker.organisation, role=Reader)
    with pytest.raises(NotAllowed, match="ask for the address"):
        ask(world, by=reader)
    with pytest.raises(NotAllowed, match="say yes or no"):
        services.approve_address(asked, location=world.location, by=actor(of=world.house))


def test_lines_about_addresses_name_no_place(world, asked):
    request = approved(world, asked)
    services.open_address(request, by=world.asker)
    opening = AddressOpening.objects.get()
    said = [str(one) for one in (world.location, request, request.answer, opening)]
    said.append(str(SealedAddress(location=world.location)))
    assert said[0] == "Zilvermeeuw"
    assert "Kanariepad" not in " ".join(said)


def test_location_of_another_shelter_or_out_of_use_is_not_given(world, asked):
    other = services.add_location("Kievit", address="Elders 1", by=world.elsewhere)
    with pytest.raises(NotAllowed, match="not in use"):
        services.approve_address(asked, location=other, by=world.officer)
    services.close_location(world.location, by=world.officer)
    with pytest.raises(NotAllowed, match="not in use"):
        services.approve_address(asked, location=world.location, by=world.officer)


def test_closing_a_location_stops_an_approval_at_once(world, asked):
    request = approved(world, asked)
    services.close_location(world.location, by=world.officer)
    with pytest.raises(NotAllowed, match="any more"):
        services.open_address(request, by=world.asker)


def test_new_address_replaces_the_old_one(world, asked):
    services.keep_address(world.location, address="Nieuwpad 1", by=world.second)
    assert services.open_address(approved(world, asked), by=world.asker) == "Nieuwpad 1"


def test_only_the_own_duty_officer_keeps_addresses(world):
    for who in (world.asker, world.police):
        with pytest.raises(NotAllowed, match="keep the addresses"):
            services.add_location("Raaf", address="x", by=who)
        with pytest.raises(NotAllowed, match="keep the addresses"):
            services.keep_address(world.location, address="x", by=who)
        with pytest.raises(NotAllowed, match="keep the addresses"):
            services.close_location(world.location, by=who)
    with pytest.raises(DatabaseError, match="on duty"), transaction.atomic():
        services.keep_address(world.location, address="x", by=world.elsewhere)
    with pytest.raises(ValidationError):
        services.add_location("Zilvermeeuw", address="x", by=world.officer)


def test_lists_hold_the_own_code_words_and_requests_only(world, asked):
    assert list(queries.locations(world.officer)) == [world.location]
    assert queries.location(world.officer, "Zilvermeeuw") == world.location
    for who in (world.asker, world.elsewhere, world.police):
        assert not queries.locations(who).exists()
        with pytest.raises(NotFound):
            queries.location(who, "Zilvermeeuw")
    assert list(queries.asked_by(world.asker)) == [asked]
    assert list(queries.to_answer(world.officer)) == [asked]
    for who in (world.asker, world.colleague, world.elsewhere):
        assert not queries.to_answer(who).exists()
    assert not queries.asked_by(world.colleague).exists()
    for who in (world.colleague, world.police, world.elsewhere):
        with pytest.raises(NotFound):
            queries.request(who, asked.number)


def test_both_sides_are_told(world, asked):
    services.open_address(approved(world, asked), by=world.asker)
    told = [notice.code for notice in notices.notices(world.second)]
    assert sorted(told) == [services.ASKED, services.OPENED]
    assert [notice.code for notice in notices.notices(world.asker)] == [services.ANSWERED]
    trail = AuditEntry.objects.filter(act__startswith="address.").order_by("moment", "id")
    assert [line.act for line in trail] == ["address.ask", "address.approve", "address.open"]


@pytest.mark.parametrize(
    "statement", ["SELECT * FROM shelter_sealedaddress", "DELETE FROM shelter_sealedaddress"]
)
def test_table_of_addresses_is_closed_to_the_application(world, statement):
    for who in (world.officer, world.asker):
        with (
            as_actor(who),
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    with pytest.raises(ProgrammingError), transaction.atomic():
        SealedAddress.objects.count()


def function_gives(request, by):
    with as_actor(by), connection.cursor() as cursor:
        cursor.execute("SELECT envelope FROM vangnet_open_address(%s)", [request.pk])
        return cursor.fetchone()[0]


def test_function_of_the_database_gives_nothing_to_anybody_else_whatever_the_program_forgets(world, asked):
    assert function_gives(asked, world.asker) is None
    request = approved(world, asked)
    for who in (world.officer, world.second, world.colleague, world.police, world.elsewhere):
        assert function_gives(request, who) is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT envelope FROM vangnet_open_address(%s)", [request.pk])
        assert cursor.fetchone()[0] is None
    assert not AddressOpening.objects.exists()
    assert function_gives(request, world.asker) is not None
    assert function_gives(request, world.asker) is None


def test_line_about_an_opening_cannot_be_made_up(world, asked):
    approved(world, asked)
    with as_actor(world.asker), pytest.raises(ProgrammingError), transaction.atomic():
        AddressOpening.objects.create(request=asked, moment=clock.now(), account=world.asker.account)


def test_limits_are_dated_and_never_longer_than_the_database_allows(tmp_path):
    (tmp_path / "2020-01-01.yaml").write_text(
        "valid_from: 2020-01-01\nsource: x\nanswer_within_hours: 2\nopen_within_minutes: 5\n"
    )
    assert limits.current(tmp_path).open_within == timedelta(minutes=5)
    longer = tmp_path / "longer"
    longer.mkdir()
    (longer / "2020-01-01.yaml").write_text(
        "valid_from: 2020-01-01\nsource: x\nanswer_within_hours: 2\nopen_within_minutes: 16\n"
    )
    with pytest.raises(ValueError, match="15 minutes"):
        limits.current(longer)
    assert limits.current().open_within == timedelta(minutes=15)


def test_former_duty_officer_has_approved_nothing(world, asked):
    request = approved(world, asked)
    membership = world.officer.account.memberships.get(role=ShelterDutyOfficer.code)
    membership.until = clock.now()
    membership.save(update_fields=["until"])
    with pytest.raises(NotAllowed, match="any more"):
        services.open_address(request, by=world.asker)
