"""Acts that need more than one package to be sure."""

from django.utils.translation import gettext as _

from vangnet.access import audit
from vangnet.access import services as access
from vangnet.access.actors import Actor
from vangnet.access.models import Organisation
from vangnet.access.verdicts import demand, refused
from vangnet.portal import queries


def close_organisation(organisation: Organisation, *, by: Actor) -> Organisation:
    """End the part of an organisation in the chain, but never while somebody would be left without an owner."""
    with audit.act("organisation.leave", by=by, objects=[organisation.pk]):
        waiting = queries.open_work(by, organisation)
        if waiting.tracks or waiting.duties:
            demand(
                refused(
                    _(
                        "%(name)s still owns %(tracks)d tracks and holds %(duties)d open duties. "
                        "Let its people hand these over first."
                    )
                    % {"name": organisation.name, "tracks": waiting.tracks, "duties": waiting.duties}
                )
            )
        if waiting.signals:
            demand(
                refused(
                    _(
                        "%(name)s still owns %(signals)d open signals. "
                        "Let its people hand these over or close them first."
                    )
                    % {"name": organisation.name, "signals": waiting.signals}
                )
            )
        return access.close_organisation(organisation, by=by)
