"""Going to addresses as somebody, and finding planted texts in whatever comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from vangnet.access import work_sessions
from vangnet.protocol import catalogue

CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"')
WORD = re.compile(r"[A-Za-z0-9_-]+")
ANOTHER = "0190a6a4-0000-7000-8000-000000000000"


def patterns(resolver=None, prefix="", space="", own=True) -> Iterator[tuple[str, str]]:
    """Every address as a pattern with its name: of our own packages, or of the others."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{entry.namespace}:" if entry.namespace else space
            yield from patterns(entry, prefix + str(entry.pattern), inner, own)
        elif isinstance(entry, URLPattern) and entry.callback.__module__.startswith("vangnet.") == own:
            yield prefix + str(entry.pattern), f"{space}{entry.name}"


def filled(pattern: str, values: dict[str, object]) -> str:
    """An address with something in every hole; a hole for which nothing is known fails the test."""

    def value(hole: re.Match[str]) -> str:
        assert hole[1] in values, f"{pattern}: say in this test what {hole[1]} may be"
        return str(values[hole[1]])

    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", value, pattern)


def values(world, row=None) -> dict[str, object]:
    """What stands in the holes of the addresses, about the case of the world."""
    of_signal = row is not None and row.name.startswith(("signals:", "oversight_keeping:signal"))
    older, newer = (one.valid_from.isoformat() for one in catalogue.current().versions("registration")[-2:])
    keys = {
        "consent": world.consent.pk,
        "review": world.use.pk,
        "pass": world.guest_pass.pk,
        "person": world.people["part-caseworker"].actor.account.address,
        "invitation": world.invitation.pk,
    }
    return {
        "address": world.signal.address if of_signal else world.case.address,
        "signal": world.signal.address,
        "giver": world.part_house.code,
        "rhythm": "signals-to-emm-police",
        "known_as": world.people["part-caseworker"].actor.account.address,
        "organisation": world.part_house.code,
        "code": world.part_house.code,
        "step": "indication",
        "sequence": 3,
        "number": world.request.number if row and row.name.startswith("shelter:") else 1,
        "track": "protection",
        "other": world.brother.address,
        "kind": "sibling",
        "category": "identity",
        "code_word": world.location.code_word,
        "secret": "no-such-link",
        "act": "work",
        "key": keys.get(row.key if row else "", ANOTHER),
        "phase": "protection",
        "name": "no-feedback" if row and row.name == "portal:handbook-example" else "registration",
        "shelf": "registration",
        "valid_from": newer,
        "older": older,
        "newer": newer,
        "origin": "nl",
        "age_class": "adult",
        "who": "police",
        "profession": "teacher",
        "what": "identity",
        "person": 1,
        **({"name": "note"} if of_signal else {}),
        **({"code": "police"} if row and row.name == "portal:handbook-organisation" else {}),
    }


def absent(text: object) -> str:
    """Something of the same shape that does not exist."""
    if isinstance(text, int):
        return "999"
    return "".join(reversed(str(text))) if str(text) != str(text)[::-1] else f"{text}x"


def browser(world, name: str) -> Client:
    """A browser in which somebody of the world is signed in, as far as they can."""
    person = world.people[name]
    client = Client(raise_request_exception=False, headers={"accept-language": "nl"})
    if name == "guest":
        client.get(f"/guest/{world.secret}/")
        client.post("/guest/", {"code": world.code})
        return client
    if person.actor is None:
        return client
    client.force_login(person.actor.account)
    if name == "expired_session":
        client.get("/account/")
        work_sessions.end(client.session.session_key)
    return client


def said(answer) -> str:
    """Everything that an answer says: body, headers, cookies and where it leads."""
    body = answer.content.decode("utf-8", "replace")
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return f"{body}\n{headers}\n{answer.cookies.output()}"


def title(answer) -> str:
    """The title of a page, and its address if it leads on."""
    found = re.search(r"<title>(.*?)</title>", answer.content.decode("utf-8", "replace"), re.DOTALL)
    return f"{found[1] if found else ''} {answer.headers.get('Location', '')}"


def plain(answer, *names: str) -> str:
    """A body without what differs each time, and without the names that were asked for."""
    text = CHANGING.sub("", answer.content.decode("utf-8", "replace"))
    for name in names:
        text = text.replace(name, "…")
    return text


class Finder:
    """Looks for all planted texts in one go."""

    def __init__(self, canaries) -> None:
        self.by_text = {one.text: one for one in canaries}

    def found(self, text: str):
        """The planted texts that stand in a text."""
        words = set(WORD.findall(text))
        return [self.by_text[word] for word in words & self.by_text.keys()]
