"""Telling everybody who received data of a dossier what became of them (AVG 19), from the disclosure register."""

from vangnet.access import audit, notices
from vangnet.access.actors import Actor
from vangnet.access.models import Disclosure, Organisation
from vangnet.cases.models import Dossier


def tell_receivers(dossier: Dossier, *, code: str, by: Actor) -> int:
    """Tell every organisation that data of a dossier went to, once, that they were corrected, erased or objected to."""
    with audit.act("rights.tell_receivers", by=by, dossier=dossier.pk) as trace:
        given = Disclosure.objects.filter(dossier_id=dossier.pk).exclude(kind=Disclosure.Kind.REFUSAL)
        found = list(Organisation.objects.filter(pk__in=given.values("receiver")).order_by("name"))
        for organisation in found:
            if organisation != by.organisation:
                notices.tell(code, organisation=organisation, dossier=dossier.pk, by=by)
                trace.objects.append(organisation.pk)
    return len(trace.objects)
