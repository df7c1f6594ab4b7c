"""Reading for oversight: who must be told, and how the records themselves are."""

from django.db.models import QuerySet

from vangnet.access.actors import Actor
from vangnet.access.models import Membership, Organisation
from vangnet.access.roles import PrivacyOfficer
from vangnet.core import clock


def with_privacy_officer(actor: Actor) -> QuerySet[Organisation]:
    """The organisations in which somebody looks after privacy now; everybody may know which these are."""
    officers = Membership.objects.filter(role=PrivacyOfficer.code).current(clock.now())
    return Organisation.objects.filter(pk__in=officers.values("organisation")).order_by("name")
