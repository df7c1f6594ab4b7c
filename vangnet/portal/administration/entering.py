"""What the pages of the administrator have in common."""

from django.core.exceptions import ValidationError

from vangnet.access import rules
from vangnet.access.roles import Permission
from vangnet.access.sessions import actor_of
from vangnet.access.verdicts import NotAllowed, demand


def administrator(request):
    """Who looks after accounts; everybody else is refused with the reason."""
    actor = actor_of(request)
    demand(rules.has_permission(actor, Permission.MANAGE_ACCOUNTS))
    return actor


def done(form, act):
    """Do the act with what was filled in; what it refuses stands in the form, and nothing typed is lost."""
    try:
        return act(form.cleaned_data)
    except ValidationError as refusal:
        form.take_over(refusal)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal.verdict.reason))
    return None
