"""What the demonstration must know of what is already there. Nothing that was recorded in a dossier is read here."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from vangnet.access.models import Account, AttentionOfficer, Certificate, Membership, Organisation
from vangnet.access.scope import unscoped
from vangnet.access.wall.context import as_service
from vangnet.cases.models import Dossier
from vangnet.protocol.models import History
from vangnet.shelter.models import AddressRequest, Location
from vangnet.signals.models import Signal

STARTED = "Tells whoever started the demonstration where its stories are to be found."
LOADING = "Asked while the demonstration is loaded or entered, when there is no actor yet; gives no dossier."


@unscoped(LOADING)
@as_service(LOADING)
def account(username: str) -> Account | None:
    """The account of somebody in the cast."""
    return Account.objects.filter(username=username).first()


@unscoped(LOADING)
@as_service(LOADING)
def organisations() -> dict[str, Organisation]:
    """All organisations by their code."""
    return {one.code: one for one in Organisation.objects.all()}


@unscoped(LOADING)
@as_service(LOADING)
def membership(account: Account, organisation: Organisation) -> Membership | None:
    """The work of somebody in the cast for an organisation."""
    found = Membership.objects.filter(account=account, organisation=organisation)
    return found.select_related("account", "organisation").first()


@unscoped(LOADING)
@as_service(LOADING)
def officers(organisation: Organisation) -> set[UUID]:
    """Who is asked for in an organisation."""
    found = AttentionOfficer.objects.filter(organisation=organisation, until__isnull=True)
    return set(found.values_list("account_id", flat=True))


@unscoped(LOADING)
@as_service(LOADING)
def is_certified(account: Account, kind: str) -> bool:
    """Whether somebody in the cast has a certificate of a kind already."""
    return Certificate.objects.filter(account=account, kind=kind).exists()


@unscoped(LOADING)
@as_service(LOADING)
def told(keys: Iterable[str]) -> set[str]:
    """Which of these submissions began a history before."""
    found = History.objects.filter(submission_key__in=list(keys)).values_list("submission_key", flat=True)
    return {key for key in found if key}


@unscoped(LOADING)
@as_service(LOADING)
def signals_told(keys: Iterable[UUID]) -> set[UUID]:
    """Which of these reports became a signal before."""
    found = Signal.objects.filter(submission_key__in=list(keys)).values_list("submission_key", flat=True)
    return {key for key in found if key}


@unscoped(LOADING)
@as_service(LOADING)
def code_words(shelter: Organisation) -> set[str]:
    """The code words of all locations of a shelter, also of those that are out of use."""
    return set(Location.objects.filter(organisation=shelter).values_list("code_word", flat=True))


@unscoped(LOADING)
@as_service(LOADING)
def waits(shelter: Organisation, *, since: datetime) -> bool:
    """Whether a request for an address of a shelter still waits for an answer."""
    asked = AddressRequest.objects.filter(shelter=shelter, moment__gt=since)
    return asked.filter(answer__isnull=True).exists()


@unscoped(LOADING)
@as_service(LOADING)
def is_empty() -> bool:
    """Whether the database holds no organisation, account or history."""
    return not any(model.objects.exists() for model in (Organisation, Account, History))


@unscoped(STARTED)
@as_service(STARTED)
def pseudonyms(keys: Iterable[str]) -> dict[str, str]:
    """The pseudonyms of the persons of stories, by the submissions that opened their dossiers."""
    found = Dossier.objects.filter(history__submission_key__in=list(keys))
    pairs = found.values_list("history__submission_key", "person__pseudonym")
    return {key: pseudonym for key, pseudonym in pairs if key is not None}
