"""Filling a database for a demonstration: the cast, the stories, the caseload. What is there already is left as it is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import date, datetime, timedelta
from functools import partial
from multiprocessing import get_context

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from vangnet.access import services as access
from vangnet.access.actors import Actor, for_membership, system
from vangnet.access.models import Account, Organisation
from vangnet.access.roles import BY_CODE, Caseworker
from vangnet.cases import services as cases
from vangnet.core import clock
from vangnet.core.clock import AMSTERDAM
from vangnet.demo import queries, scripts
from vangnet.demo.caseload.making import acts_of as generated
from vangnet.demo.cast import Cast, Player
from vangnet.demo.replay import KEY, Stage

# Who can play any part of a story for an organisation.
WORK = Caseworker.permissions
# Everybody works there since before the first story begins.
SINCE = datetime(2019, 1, 7, 9, 0, tzinfo=AMSTERDAM)
BATCH = 25

_INHERITED: list[BaseDatabaseWrapper] = []  # kept, since what nobody holds is closed

Report = Callable[[int, int], None]


def settle(cast: Cast) -> Mapping[str, Actor]:
    """Make the organisations and people of the cast that are not there yet; gives who acts for each organisation."""
    today = clock.today()
    with transaction.atomic(), clock.fixed(SINCE):
        houses = _houses(cast)
        actors: dict[str, Actor] = {}
        for player in cast.players:
            account = queries.account(player.username) or access.open_account(
                player.username, display_name=player.name, by=system()
            )
            for code in player.houses:
                actor = _working(player, account, houses[code])
                if actor.role.permissions >= WORK:
                    actors.setdefault(code, actor)
        _appoint(cast, houses)
        _certify(cast, today)
    return actors


def tell_stories(cast: Cast, actors: Mapping[str, Actor], *, now: datetime | None) -> int:
    """Tell the stories that were not told before, in date order across all of them and all or nothing; gives how many."""
    todo = [script for script in scripts.read() if not queries.told(script.keys)]
    if not todo:
        return 0
    told = [act for script in todo for act in scripts.acts_of(script, cast, now=now)]
    with transaction.atomic(), cases.deferred_refresh(by=system()):
        Stage(actors).tell(told)
    return len(todo)


def fill(
    cast: Cast,
    actors: Mapping[str, Actor],
    numbers: Sequence[int],
    *,
    now: datetime,
    report: Report,
    jobs: int = 1,
) -> int:
    """Make the generated dossiers with these numbers that are not there yet; gives how many.

    Some at a time stay together or not at all, so that a load that was broken off goes on where it was. With several jobs,
    processes share the work.
    """
    there = queries.told(KEY.format(_name(number)) for number in numbers)
    todo = [number for number in numbers if KEY.format(_name(number)) not in there]
    batches = [todo[start : start + BATCH] for start in range(0, len(todo), BATCH)]
    make = partial(_make, cast, actors, now)
    done = 0
    for made in _each(make, batches, jobs):
        done += made
        report(done, len(todo))
    return len(todo)


def _each(make: Callable[[list[int]], int], batches: list[list[int]], jobs: int) -> Iterator[int]:
    if jobs == 1 or len(batches) <= 1:
        yield from map(make, batches)
        return
    connections.close_all()  # processes that share one connection would read each other's answers
    with ProcessPoolExecutor(jobs, mp_context=get_context("fork"), initializer=_leave_inherited) as pool:
        for future in as_completed([pool.submit(make, batch) for batch in batches]):
            yield future.result()


def _leave_inherited() -> None:
    """Begin without the connections of the process that this one was forked from; closing them here would end them there."""
    for wrapper in connections.all(initialized_only=True):
        _INHERITED.append(wrapper)
        del connections[wrapper.alias]


def _make(cast: Cast, actors: Mapping[str, Actor], now: datetime, batch: list[int]) -> int:
    with transaction.atomic(), cases.deferred_refresh(by=system()):
        for number in batch:
            Stage(actors).tell(generated(number, _name(number), cast, now=now))
    return len(batch)


def _name(number: int) -> str:
    return f"case-{number:06d}"


def _houses(cast: Cast) -> dict[str, Organisation]:
    there = queries.organisations()
    for house in cast.houses:
        if house.code not in there:
            there[house.code] = access.add_organisation(
                house.code, party=house.party, name=house.name, region=house.region, by=system()
            )
    return there


def _working(player: Player, account: Account, house: Organisation) -> Actor:
    membership = queries.membership(account, house) or access.add_membership(
        account, organisation=house, role=BY_CODE[player.role], by=system()
    )
    return for_membership(membership)


def _appoint(cast: Cast, houses: Mapping[str, Organisation]) -> None:
    for code, people in cast.officers.items():
        there = queries.officers(houses[code])
        for username in people:
            account = queries.account(username)
            if account is not None and account.pk not in there:
                access.appoint_officer(houses[code], account=account, by=system())


def _certify(cast: Cast, today: date) -> None:
    for training in cast.training:
        account = queries.account(training.of)
        if account is not None and not queries.is_certified(account, training.kind):
            access.add_certificate(
                account,
                kind=training.kind,
                given_by=training.given_by,
                valid_from=SINCE.date(),
                valid_until=today + timedelta(days=training.lapses_in_days),
                by=system(),
            )
