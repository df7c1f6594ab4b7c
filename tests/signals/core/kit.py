"""Short words for what the tests of signals do again and again."""

from vangnet.access.wall.context import as_actor
from vangnet.signals import services
from vangnet.signals.models import SignalEvent

WHY, GROUND = "detectives", "sv:161"


def offered(found, *, by, to, why=WHY, ground=GROUND):
    """An offer of a signal to the organisation of somebody."""
    return services.offer(found, to=to.organisation, why=why, ground=ground, by=by)


def handed_over(found, *, by, to, **also):
    """A signal that somebody else took over."""
    return services.accept(offered(found, by=by, to=to, **also), by=to)


def codes(found):
    """What happened with a signal, in order."""
    return list(SignalEvent.objects.filter(signal=found).order_by("number").values_list("code", flat=True))


def seen_by(actor, model):
    """How many rows of a table somebody reaches behind the wall."""
    with as_actor(actor):
        return model.objects.count()
