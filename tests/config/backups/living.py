"""A small installation to save and put back: `fill` gives somebody a name in the vault, `look` uses the system as people do.

Runs in a process of its own with databases of its own: `python -m tests.config.backups.living fill|look`.
"""

import json
import os
import sys

NAME = {"family_name": "Voorbeeld-Kanarie", "given_names": "Maartje"}
PASSWORD = "A-long-enough-password-1"


def main(word):
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vangnet.config.settings")
    django.setup()
    from django.conf import settings
    from django.test import override_settings

    from vangnet.access.wall.context import command_as_service

    # Nothing was collected for this installation; its pages are looked at without their styles.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    files = override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain})
    with files, command_as_service("A small installation is filled and looked at."):
        print(json.dumps({"fill": fill, "look": look}[word]()))


def somebody():
    """The one caseworker of this installation as an actor, and the one dossier."""
    from vangnet.access.actors import for_membership
    from vangnet.access.models import Membership
    from vangnet.cases.models import Dossier

    return for_membership(Membership.objects.get()), Dossier.objects.get()


def fill():
    from tests import factories
    from vangnet.persons import services

    actor = factories.actor("police")
    actor.account.set_password(PASSWORD)
    actor.account.save(update_fields=["password"])
    dossier = factories.dossier(actor)
    services.keep_identity(dossier.person, dossier=dossier.pk, category="identity", fields=NAME, by=actor)
    return {"address": dossier.address}


def look():
    from django.contrib.auth import authenticate
    from django.test import Client

    from vangnet.access.verdicts import NotFound
    from vangnet.persons import services

    actor, dossier = somebody()
    visitor = Client(headers={"host": "localhost"})
    visitor.force_login(actor.account, backend="vangnet.demo.backends.DemonstrationBackend")
    try:
        name = services.open_identity(
            dossier.person,
            dossier=dossier.pk,
            category="identity",
            why="contact",
            by=actor,
        )
    except NotFound:
        name = None
    return {
        "signs in": authenticate(username=actor.account.username, password=PASSWORD) is not None,
        "page": visitor.get(f"/dossiers/{dossier.address}/").status_code,
        "address": dossier.address,
        "name": name,
    }


if __name__ == "__main__":
    main(sys.argv[1])
