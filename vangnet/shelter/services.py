"""The addresses of shelters: kept sealed, asked for with a reason, approved by a second person, opened once."""

from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vangnet.access import audit, notices
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.models import Organisation
from vangnet.access.notice_words import register as say_notice
from vangnet.access.roles import Permission, ShelterDutyOfficer
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import NotAllowed, demand, refused
from vangnet.core import clock
from vangnet.core.ids import uuid7
from vangnet.persons import keys
from vangnet.persons.vault.envelopes import Place, seal, unseal
from vangnet.shelter import limits, queries, rules
from vangnet.shelter.models import AddressAnswer, AddressRequest, Location
from vangnet.shelter.queries import ROOT

ASKED, ANSWERED, OPENED = "shelter.address_asked", "shelter.address_answered", "shelter.address_opened"
LONGEST_ADDRESS = 500

say_notice(
    ASKED,
    gettext_lazy("%(who)s of %(organisation)s asks for the address of a location. Answer it."),
    page="shelter:index",
)
say_notice(
    ANSWERED,
    gettext_lazy("Your request for the address of a shelter has been answered."),
    page="shelter:index",
)
say_notice(
    OPENED,
    gettext_lazy("%(who)s of %(organisation)s opened the address of a location."),
    page="shelter:index",
)


def add_location(code_word: str, *, address: str, by: Actor) -> Location:
    """Add a location of the own shelter under a code word, with its address sealed."""
    with audit.act("shelter.add_location", by=by) as trace:
        demand(has_permission(by, Permission.KEEP_ADDRESSES))
        location = Location(organisation=by.own_organisation, code_word=code_word)
        location.full_clean()
        location.save(force_insert=True)
        _keep(location, address)
        trace.objects.append(location.pk)
    return location


def keep_address(location: Location, *, address: str, by: Actor) -> Location:
    """Replace the address of a location; what it was can never be opened again."""
    with audit.act("address.keep", by=by, objects=[location.pk]):
        demand(has_permission(by, Permission.KEEP_ADDRESSES))
        _keep(location, address)
        replaced = queries.replaced_addresses(by)
        # After the commit: were the new address refused at the end, the old one would still be needed.
        transaction.on_commit(lambda: _destroy(replaced))
    return location


def forget_replaced(*, by: Actor) -> int:
    """Destroy the keys of replaced addresses that are left over, of all shelters; gives how many there were."""
    with audit.act("address.forget_replaced", by=by) as trace:
        demand(has_permission(by, Permission.REBUILD))
        gone = _destroy(queries.replaced_addresses(by))
        trace.objects.extend(gone)
    return len(gone)


def close_location(location: Location, *, by: Actor) -> Location:
    """Take a location out of use, for instance because it is no longer safe; open approvals stop at once."""
    with audit.act("shelter.close_location", by=by, objects=[location.pk]):
        demand(has_permission(by, Permission.KEEP_ADDRESSES))
        location.is_active = False
        location.save(update_fields=["is_active"])
    return location


def ask_address(
    dossier: UUID, *, shelter: Organisation, reason: str, explanation: str = "", by: Actor
) -> AddressRequest:
    """Ask a shelter for the address where the person of one dossier stays."""
    with audit.act("address.ask", by=by, dossier=dossier) as trace:
        demand(rules.may_ask(by, dossier, shelter))
        request = AddressRequest.objects.create(
            moment=clock.now(),
            dossier_id=dossier,
            organisation=by.own_organisation,
            account=by.own_account,
            shelter=shelter,
            reason=AddressRequest.Reason(reason),
            explanation=explanation,
        )
        trace.objects.append(request.pk)
        _tell(ASKED, shelter, by)
    return request


def approve_address(request: AddressRequest, *, location: Location, by: Actor) -> AddressAnswer:
    """Say yes: who asked can open the address of this location once, within minutes."""
    with audit.act("address.approve", by=by, dossier=request.dossier_id, objects=[request.pk]):
        demand(rules.may_answer(by, request))
        request = _in_turn(request)
        demand(rules.may_answer(by, request))
        if not queries.locations(by).filter(pk=location.pk).exists():
            raise NotAllowed(refused(_("This location is not in use at your shelter.")))
        until = clock.now() + limits.current().open_within
        answer = _answer(request, by, location=location, expires_at=until)
    return answer


def refuse_address(request: AddressRequest, *, reason: str, by: Actor) -> AddressAnswer:
    """Say no, with the reason that who asked will read."""
    with audit.act("address.refuse", by=by, dossier=request.dossier_id, objects=[request.pk]):
        demand(rules.may_answer(by, request))
        request = _in_turn(request)
        demand(rules.may_answer(by, request))
        answer = _answer(request, by, refusal=reason)
    return answer


def open_address(request: AddressRequest, *, by: Actor) -> str:
    """The address, once, to who asked. The database looks at everything again and writes the line before it gives it."""
    with audit.act("address.open", by=by, dossier=request.dossier_id, objects=[request.pk]) as trace:
        trace.categories.append(DataCategory.SHELTER_LOCATION)
        demand(rules.may_open(by, request))
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, location, envelope FROM vangnet_open_address(%s)", [request.pk])
            number, location, envelope = cursor.fetchone()
        if envelope is None:
            raise NotAllowed(refused(_("This address cannot be opened any more. Ask again.")))
        key = keys.keyring().keys([(number, ROOT)]).get((number, ROOT))
        if key is None:
            raise NotAllowed(refused(_("This address was replaced just now. Open it again.")))
        address = unseal(bytes(envelope), key=key, place=_place(location, number)).decode("utf-8")
        _tell(OPENED, request.shelter, by)
    return address


def _keep(location: Location, address: str) -> None:
    number = uuid7()
    key = keys.keyring().key_for(number, ROOT)
    envelope = seal(address.encode("utf-8"), key=key, place=_place(location.pk, number))
    with connection.cursor() as cursor:
        cursor.execute("SELECT vangnet_keep_address(%s, %s, %s, %s)", [number, location.pk, envelope, key.id])


def _destroy(addresses: list[UUID]) -> list[UUID]:
    ring = keys.keyring()
    living = [number for number, _root in ring.keys([(number, ROOT) for number in addresses])]
    for number in living:
        ring.destroy(number, [ROOT])
    return living


def _in_turn(request: AddressRequest) -> AddressRequest:
    """The request as it is when nobody else is answering it; of two who answer together the second finds it answered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [request.pk.int % 2**63])
    return AddressRequest.objects.get(pk=request.pk)


def _answer(request: AddressRequest, by: Actor, **also: object) -> AddressAnswer:
    answer = AddressAnswer.objects.create(
        request=request, moment=clock.now(), account=by.own_account, dossier_id=request.dossier_id, **also
    )
    notices.tell(ANSWERED, organisation=request.organisation, account=request.account, about={}, by=by)
    return answer


def _tell(code: str, shelter: Organisation, by: Actor) -> None:
    about = {"who": str(by.own_account), "organisation": by.own_organisation.name}
    notices.tell(code, organisation=shelter, role=ShelterDutyOfficer, about=about, by=by)


def _place(location: UUID, number: UUID) -> Place:
    return Place("shelter-address", ROOT, str(location), str(number))
