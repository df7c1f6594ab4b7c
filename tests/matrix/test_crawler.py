"""Everybody walks through the site by its links and forms: no accident, nothing of strangers, no names where they do not belong."""

import logging
import re

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import Q
from django.test import Client

from tests.matrix import oracle
from tests.matrix.crawling import Page, Walk
from tests.matrix.visiting import Finder, browser, said, title
from vangnet.access.models import Account
from vangnet.access.roles import BY_CODE, Permission
from vangnet.cases.models import BreakGlass, Dossier, Involvement
from vangnet.demo import cast

WALKERS = [
    *(
        f"{where}-{role}"
        for where in ("part", "opener")
        for role in ("caseworker", "reader", "privacy_officer")
    ),
    *(f"part-{role}" for role in sorted(oracle.EVERY_ROLE - {"caseworker", "reader", "privacy_officer"})),
    *(
        "stranger-caseworker",
        "asked",
        "emergency",
        "duty",
        "only-signal",
        "guest",
        "anonymous",
        "no_membership",
    ),
]
PLAYERS = {player.username: player for player in cast.read().players}
NOT_IN_LOGS = (
    "text",
    "fact",
    "reason",
    "given_names",
    "family_name",
    "other_names",
    "birth_place",
    "address of",
)


class Visits:
    """Goes to pages, takes every change back, and writes down what should not have been there."""

    def __init__(self, client, caplog, wrong_in):
        self.client, self.caplog, self.wrong_in = client, caplog, wrong_in
        self.wrong, self.seen = [], set()
        caplog.set_level(logging.INFO)

    def __call__(self, method, address, data):
        self.caplog.clear()
        with transaction.atomic():
            answer = getattr(self.client, method)(address, data)
            after = answer
            if method == "post" and answer.status_code == 302:
                after = self.client.get(answer["Location"])
            if method == "post":
                transaction.set_rollback(True)
        for one in (answer, after):
            if one.status_code >= 500:
                self.wrong.append(f"{method} {address} {data}: {one.status_code}")
            # What somebody typed in or followed may come back to them; pages lead to pages that they saw before.
            self.wrong += [
                f"{method} {address} {data} {found}" for found in self.wrong_in(one, self.caplog.text)
            ]
        return answer


def in_world(world, reader):
    """What is wrong with an answer to one reader of the world of planted texts."""
    finder = Finder(world.canaries)

    def wrong(answer, logged):
        shown = (one for one in finder.found(said(answer)) if not one.is_for(reader))
        yield from (f"shows {one.place} ({one.audience})" for one in shown)
        named = (one for one in finder.found(title(answer)) if one.audience.startswith(("kind", "vault")))
        yield from (f"has {one.place} in its title or address" for one in named)
        yield from (
            f"logs {one.place}"
            for one in finder.found(logged)
            if any(sort in one.place for sort in NOT_IN_LOGS)
        )

    return wrong


@pytest.mark.parametrize("who", WALKERS)
def test_walk_meets_no_accident_and_nothing_of_others(world, db, caplog, who):
    client = browser(world, who)
    visits = Visits(client, caplog, in_world(world, world.people[who].reader))
    steps = Walk(client, visits).go("/guest/" if who == "guest" else "/")
    assert not visits.wrong, "\n".join(visits.wrong)
    assert steps >= (1 if who in ("guest", "no_membership") else 8)


@pytest.fixture(scope="module")
def stories(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", dossiers=12, signals=20, jobs=1, verbosity=0)
        yield
        transaction.set_rollback(True)


def strangers(player):
    """Pseudonyms and addresses of the cases that are nobody's business of somebody of the cast."""
    mine = Involvement.objects.filter(Q(organisation__code=player.of), state__in=("accepted", "offered"))
    known = mine.values("dossier") if knows_cases(player) else Involvement.objects.none().values("dossier")
    others = Dossier.objects.exclude(pk__in=known).select_related("person")
    return {word for one in others for word in (one.person.pseudonym, one.address)}


def knows_cases(player):
    permissions = BY_CODE[player.role].permissions
    return bool(permissions & {Permission.READ_DOSSIERS, Permission.READ_AUDIT, Permission.DECIDE_KEEPING})


@pytest.mark.parametrize("username", PLAYERS)
def test_walk_of_the_cast_meets_no_accident_and_no_stranger(stories, db, caplog, username):
    # Whoever opened a dossier in an emergency keeps its pseudonym on the page of their own emergencies.
    used = BreakGlass.objects.filter(account__username=username)
    hidden = strangers(PLAYERS[username]) - set(used.values_list("dossier__person__pseudonym", flat=True))

    def wrong(answer, _logged):
        words = set(re.findall(r"[\w-]+", said(answer)))
        yield from (f"shows {word}" for word in words & hidden)

    client = Client(raise_request_exception=False, headers={"accept-language": "nl"})
    client.force_login(Account.objects.get(username=username))
    visits = Visits(client, caplog, wrong)
    steps = Walk(client, visits, most=40).go()
    assert not visits.wrong, "\n".join(visits.wrong)
    assert steps > 10


def test_page_gives_its_links_and_filled_forms():
    text = '<a href="/b/?x=1"></a><a href="https://elsewhere.org/"></a><form method="post"><input name="n"><select name="s">'
    text += '<option value=""></option><option value="v"></option></select><input type="checkbox" name="c" value="y"></form>'
    page = Page("/a/", text)
    assert page.links == ["/b/?x=1"]
    assert [(form.action, form.method, form.data) for form in page.forms] == [
        ("/a/", "post", {"n": ["Proef"], "s": ["v"], "c": ["y"]})
    ]
