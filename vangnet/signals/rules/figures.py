"""Who may read figures about signals, and of which signals."""

from django.utils.translation import gettext as _

from vangnet.access.actors import Actor
from vangnet.access.roles import Coordinator, Permission, Registrar
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import ALLOWED, Verdict, refused

# Beside whoever reads figures as a task: those who must see that agreements are kept, and those who register for the country.
OVER_ALL = (Coordinator, Registrar)


def may_read_own(actor: Actor) -> Verdict:
    """Whoever reads the signals of an organisation may count them."""
    if actor.organisation is None:
        return refused(_("Figures of an organisation are for somebody who works there."))
    return has_permission(actor, Permission.READ_SIGNALS)


def may_read_all(actor: Actor) -> Verdict:
    """Figures over all organisations, without small numbers: for who reads figures, leads the consultation or registers."""
    if actor.role in OVER_ALL:
        return ALLOWED
    return has_permission(actor, Permission.READ_STATISTICS)
