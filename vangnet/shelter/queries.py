"""Reading locations by their code word, and requests for an address. The address itself is never read here."""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from vangnet.access.actors import Actor
from vangnet.access.roles import Permission
from vangnet.access.verdicts import NotFound
from vangnet.core import clock
from vangnet.persons.queries import SealedRows
from vangnet.shelter import limits
from vangnet.shelter.models import AddressRequest, Location

ROOT = "shelter_address"  # a root key of its own: the keys of the dossiers open no address


def locations(actor: Actor) -> QuerySet[Location]:
    """The locations of the own shelter that are in use, for who is on duty there."""
    if not actor.may(Permission.KEEP_ADDRESSES) or actor.organisation is None:
        return Location.objects.none()
    return Location.objects.filter(organisation=actor.organisation, is_active=True).order_by("code_word")


def location(actor: Actor, code_word: str) -> Location:
    """One location of the own shelter by its code word."""
    found = locations(actor).filter(code_word=code_word).first()
    if found is None:
        raise NotFound
    return found


def asked_by(actor: Actor) -> QuerySet[AddressRequest]:
    """What somebody asked themselves, newest first."""
    return _requests().filter(account=actor.account, organisation=actor.organisation)


def to_answer(actor: Actor) -> QuerySet[AddressRequest]:
    """The requests that wait for who is on duty at the own shelter; never the own ones, and none that is too old."""
    if not actor.may(Permission.ANSWER_ADDRESS) or actor.organisation is None:
        return AddressRequest.objects.none()
    waiting = _requests().filter(shelter=actor.organisation, answer__isnull=True, moment__gt=oldest())
    return waiting.exclude(account=actor.account)


def request(actor: Actor, number: str) -> AddressRequest:
    """One request by its number, for who asked and for who answers; for others it does not exist."""
    mine = Q(account=actor.account, organisation=actor.organisation)
    if actor.may(Permission.ANSWER_ADDRESS):
        mine |= Q(shelter=actor.organisation)
    found = _requests().filter(mine, number=number).first()
    if found is None:
        raise NotFound
    return found


def oldest() -> datetime:
    """From which moment on a request still waits."""
    return clock.now() - limits.current().answer_within


def sealed_addresses(actor: Actor) -> list[SealedRows]:
    """The keys that the addresses of the own shelter ask for; for the system those of all."""
    return [SealedRows(number, ROOT, key) for number, key, _is_replaced in _sealed(actor)]


def replaced_addresses(actor: Actor) -> list[UUID]:
    """The addresses for which a newer one was kept: their keys open nothing that anybody may still ask for."""
    return [number for number, _key, is_replaced in _sealed(actor) if is_replaced]


def _sealed(actor: Actor) -> list[tuple[UUID, UUID, bool]]:
    if not (actor.may(Permission.KEEP_ADDRESSES) or actor.may(Permission.REBUILD)):
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, key, is_replaced FROM vangnet_sealed_addresses()")
        return [(number, key, bool(is_replaced)) for number, key, is_replaced in cursor.fetchall()]


def _requests() -> QuerySet[AddressRequest]:
    return AddressRequest.objects.select_related(
        "organisation", "account", "shelter", "answer", "opening"
    ).order_by("-moment", "-id")
