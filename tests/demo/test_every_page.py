"""Every page of the site, as everybody of the cast: no error, and no dossier that is not theirs."""

import re

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import Q
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from vangnet.access.models import Account
from vangnet.access.roles import BY_CODE, Permission
from vangnet.cases.models import BreakGlass, Dossier, Involvement
from vangnet.cases.states import InvolvementState
from vangnet.demo import cast
from vangnet.persons.models import PersonLink
from vangnet.protocol import catalogue
from vangnet.signals.models import Signal

DOSSIERS = 40
PLAYERS = {player.username: player for player in cast.read().players}
# Nothing to read: they act and send on, or they belong to the package for signing in.
ANSWERS = {200, 302, 403, 404, 405}
EVERYBODYS = re.compile(r"portal:(start|about|privacy|accessibility|handbook.*)|design:.*")
OLDER, NEWER = (one.valid_from.isoformat() for one in catalogue.current().versions("registration")[-2:])
HANDBOOK = {
    "phase": "protection",
    "name": "registration",
    "valid_from": NEWER,
    "older": OLDER,
    "newer": NEWER,
    "code": "police",
    "origin": "nl",
    "age_class": "adult",
    "who": "police",
    "what": "identity",
    "profession": "teacher",
}
EXAMPLES = {"shelf": "registration", "name": "no-feedback"}
OF_SIGNALS = ("signals:", "oversight_keeping:signal")
OF_ONE = ("overview", "steps", "tracks", "timeline", "persons", "identity", "sharing", "keeping")


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup, django_db_blocker):
    """The stories and some dossiers, made once for all people; nothing of it stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", dossiers=DOSSIERS, signals=20, jobs=1, verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture(params=PLAYERS)
def player(request, db):
    return PLAYERS[request.param]


@pytest.fixture
def visitor(player):
    client = Client(raise_request_exception=True)
    client.force_login(
        Account.objects.get(username=player.username), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def patterns(resolver=None, prefix="", space=""):
    """Every address of our own packages as a pattern with its name."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{entry.namespace}:" if entry.namespace else space
            yield from patterns(entry, prefix + str(entry.pattern), inner)
        elif isinstance(entry, URLPattern) and entry.callback.__module__.startswith("vangnet."):
            yield prefix + str(entry.pattern), f"{space}{entry.name}"


def addresses(values):
    """Every pattern with its holes filled in; a hole for which no value is known fails the test."""
    for pattern, name in patterns():
        holes = re.findall(r"<(?:\w+:)?(\w+)>", pattern)
        known = {**values, **EXAMPLES} if "shelf" in holes else values
        if name.startswith(OF_SIGNALS):
            known = {**known, "address": values["signal"], "name": "note"}
        unknown = [hole for hole in holes if hole not in known]
        assert unknown == [], f"{pattern}: say in this test what {unknown} may be"
        filled = pattern
        for hole in holes:
            filled = re.sub(rf"<(?:\w+:)?{hole}>", str(known[hole]), filled)
        yield f"/{filled}", name


def own(player):
    """The dossiers that a person may read, those that were offered, and those that are nobody's business of theirs."""
    mine = Q(organisation__code=player.of)
    accepted = Involvement.objects.filter(mine, state=InvolvementState.ACCEPTED).values("dossier")
    offered = Involvement.objects.filter(mine, state=InvolvementState.OFFERED).values("dossier")
    everything = Dossier.objects.select_related("person").order_by("pk")
    reads = Permission.READ_DOSSIERS in BY_CODE[player.role].permissions
    readable = everything.filter(pk__in=accepted) if reads else everything.none()
    known = everything.filter(Q(pk__in=accepted) | Q(pk__in=offered)) if reads else everything.none()
    return list(readable), list(everything.exclude(pk__in=known.values("pk")))


def values_for(dossier):
    """Something for every hole in an address, around one dossier."""
    link = PersonLink.objects.first()
    track = dossier.tracks.first()
    involved = dossier.involvements.order_by("-since").first()
    return {
        "address": dossier.address,
        "step": "indication",
        "sequence": 1,
        "number": 1,
        "organisation": involved.organisation.code,
        "track": track.kind if track else "protection",
        "other": Dossier.objects.get(person=link.second).address,
        "kind": link.kind,
        "category": "identity",
        "code_word": "Zilvermeeuw",
        "secret": "no-such-link",
        "act": "work",
        "key": Account.objects.order_by("pk").first().pk,
        "known_as": Account.objects.order_by("pk").first().address,
        **of_signals(dossier),
        **HANDBOOK,
    }


def of_signals(dossier):
    """A signal of somebody who takes part in the dossier, or of anybody."""
    parties = dossier.involvements.values("organisation")
    mine = Signal.objects.filter(owner__in=parties).order_by("pk").first()
    return {
        "signal": (mine or Signal.objects.order_by("pk").first()).address,
        "person": 1,
        "giver": "police-noorderveen",
        "rhythm": "signals-to-emm-police",
    }


def visit(visitor, address):
    answer = visitor.get(address, headers={"accept-language": "nl"})
    assert answer.status_code in ANSWERS, f"{address}: {answer.status_code}"
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, body.decode("utf-8", "replace")


def leaks(body, strangers, address=""):
    """Strange pseudonyms and addresses on a page; an address that the visitor typed in may come back in its links."""
    words = set(re.findall(r"[\w-]+", body))
    return sorted(
        dossier.person.pseudonym
        for dossier in strangers
        if dossier.person.pseudonym in words or (dossier.address in words and dossier.address not in address)
    )


def test_every_page_works_and_shows_nothing_of_the_dossiers_of_others(visitor, player):
    readable, strangers = own(player)
    seen = readable[:1] or Dossier.objects.order_by("pk")[:1]
    # Whoever opened a dossier in an emergency, and whoever reviews that, is told which one it was; on those pages only.
    used = BreakGlass.objects.filter(Q(organisation__code=player.of) | Q(owner__code=player.of))
    opened = set(used.values_list("dossier_id", flat=True))
    for dossier in seen:
        stranger_free = [one for one in strangers if one.pk != dossier.pk]
        for address, name in addresses(values_for(dossier)):
            status, body = visit(visitor, address)
            unnamed = [one for one in stranger_free if "/emergency/" not in address or one.pk not in opened]
            assert leaks(body, unnamed, address) == [], f"{player.username} at {address}"
            assert status == 200 or not EVERYBODYS.fullmatch(name), (
                f"{player.username} at {address}: {status}"
            )


def test_the_pages_of_own_dossiers_open_and_those_of_others_do_not_exist(visitor, player):
    readable, strangers = own(player)
    for dossier in readable[:3]:
        for page in OF_ONE:
            address = {name: text for text, name in addresses(values_for(dossier))}[f"cases:{page}"]
            status, body = visit(visitor, address)
            assert status == 200, f"{player.username} at {address}: {status}"
            assert leaks(body, strangers) == [], f"{player.username} at {address}"
    for dossier in strangers[:2]:
        for address, name in addresses(values_for(dossier)):
            if name.startswith("cases:") and dossier.address in address:
                status, body = visit(visitor, address)
                assert status in {403, 404, 405}, f"{player.username} at {address}: {status}"
                assert dossier.person.pseudonym not in body
