"""Fills in the forms that somebody meets, sends each of them twice, and tells what the second time did."""

from __future__ import annotations

import re

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from tests.fuzzing.calling import TOKEN, changes, written
from tests.fuzzing.seen import Page, Seen
from vangnet.core import clock

SHOWN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
DATES = re.compile(r"(_on|occurred|date|day|since|received)$")
NUMBERS = {"fact_age": "30", "fact_age_at_recruitment": "28", "birth_year": "1990", "hours": "4"}
WAYS = 4  # ways to fill in a form before it is left
NOT_SENT = {"account_logout", "set_language"}


class Twice:
    """Somebody with a browser who presses every button twice."""

    def __init__(self, account, done: dict[str, str]) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.client.force_login(account)
        self.client.cookies[settings.CSRF_COOKIE_NAME] = TOKEN
        self.account = account
        self.done = done
        self.known: dict[str, str] = {}
        self.wrong: list[str] = []

    def look(self, page: Page) -> None:
        """Send the forms of a page, each in some ways until one of them does something."""
        token = SHOWN.search(page.body)
        for action, fields in page.sent:
            place = action if action.startswith("/") else page.path
            name = _name(place)
            if token is None or name in NOT_SENT or name in self.done:
                continue
            for way in range(WAYS):
                given = {"csrfmiddlewaretoken": token[1], **filled(fields, way), **self.given(fields)}
                with transaction.atomic():
                    acted = self.send(name, place, given)
                    transaction.set_rollback(True)
                if acted:
                    break

    def given(self, fields: dict[str, object]) -> dict[str, str]:
        """What only fits when one knows it: a pseudonym of an own dossier."""
        return {name: value for name, value in self.known.items() if name in fields}

    def send(self, name: str, place: str, given: dict[str, object]) -> bool:
        """Send a form twice; true when the first time did something."""
        start = written()
        first = self.client.post(place, given)
        between = written()
        if first.status_code != 302 or not changes(start, between):
            return False
        self.done[name] = self.account.username
        second = self.client.post(place, given)
        again = changes(between, written())
        if again or (second.status_code, second.url) != (first.status_code, first.url):
            self.wrong.append(
                f"{self.account.username} at {place}: {second.status_code}, wrote {sorted(again)}"
            )
        return True


def walk(account, done: dict[str, str], most: int, case=None) -> list[str]:
    """What went wrong for somebody who walks over the site, from a dossier on, and presses every button twice."""
    somebody = Twice(account, done)
    if case is not None:
        somebody.known = {"pseudonym": case.person.pseudonym}
        start = reverse("cases:overview", args=[case.address])
        Seen().walk(somebody.client, most=most, look=somebody.look, start=start)
    Seen().walk(somebody.client, most=most, look=somebody.look)
    return somebody.wrong


def filled(fields: dict[str, dict[str, object]], way: int) -> dict[str, object]:
    """Something likely in every field; each way takes other choices."""
    return {
        name: _value(name, shape, way)
        for name, shape in fields.items()
        if shape["kind"] != "file" and not name.endswith("_unknown")
    }


def _value(name: str, shape: dict[str, object], way: int) -> object:
    choices = [one for one in shape["choices"] if one]
    if choices:
        return choices[min(way, len(choices) - 1)]
    if name in NUMBERS:
        return NUMBERS[name]
    if DATES.search(name):
        return f"{clock.today():%d-%m-%Y}"
    return "2" if shape["kind"] == "number" else "Omdat het nodig is"


def _name(place: str) -> str:
    try:
        return resolve(place.partition("?")[0]).view_name
    except Resolver404:
        return ""
