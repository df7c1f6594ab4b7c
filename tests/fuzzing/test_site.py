"""Generated requests to every address, by everybody: no fault, nothing of strangers, no change by looking or without a token."""

import json
import os
import random

import pytest
import schemathesis
from django.core.management import call_command
from django.db import transaction
from django.db.models import F, Q
from django.test import Client
from django.urls import reverse

from tests.demo.test_every_page import PLAYERS, own
from tests.fuzzing.calling import Caller, Findings, changes, storm, written
from tests.fuzzing.document import HOLE, document, names
from tests.fuzzing.seen import Seen
from tests.fuzzing.twice import walk
from tests.journeys.conftest import _signed_in
from tools.steps import ROOT
from vangnet.access.models import Account
from vangnet.cases.models import BreakGlass, Dossier
from vangnet.config.wsgi import application

CALLS = int(os.environ.get("VANGNET_FUZZ_CALLS", "1400"))
SEED = int(os.environ.get("VANGNET_FUZZ_SEED", "20261122"))
KEEP = os.environ.get(
    "VANGNET_FUZZ_KEEP", ""
)  # a folder of the checkout for what was found, for the measurement
DOSSIERS = int(os.environ.get("VANGNET_FUZZ_DOSSIERS", "12"))
NOBODY = "nobody"
WHO = (NOBODY, "fenna", "samira", "hester", "lotte", "dilan", "thijs", "omar", "ilse", "eline", "gijs", "jip", "tess", "hugo")  # fmt: skip
PAGES = 40


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The demonstration, loaded once; nothing of it stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", dossiers=DOSSIERS, signals=20, jobs=1, verbosity=0)
        yield _seen()
        transaction.set_rollback(True)


def _seen():
    seen = Seen()
    for name in WHO:
        client = Client()
        if name != NOBODY:
            client.force_login(Account.objects.get(username=name))
        with transaction.atomic():
            seen.walk(client, most=PAGES)
            transaction.set_rollback(True)
    return seen


@pytest.fixture(scope="module")
def operations(world):
    found = schemathesis.openapi.from_dict(document(world))
    found.app = application
    return [one.ok() for one in found.get_all_operations()]


def caller(name):
    """Somebody of the demonstration, or nobody, with all the dossiers they may not know of."""
    if name == NOBODY:
        session, strangers = "", Dossier.objects.select_related("person")
    else:
        account = Account.objects.get(username=name)
        session = _signed_in(account, "http://localhost")["value"]
        # Who used or reviews emergency access keeps a list of it.
        emergency = BreakGlass.objects.filter(Q(account=account) | Q(owner__code__in=PLAYERS[name].houses))
        known = set(emergency.values_list("dossier_id", flat=True))
        strangers = [one for one in own(PLAYERS[name])[1] if one.pk not in known]
    return Caller(name, session, {one.person.pseudonym: one.address for one in strangers}, Findings())


def test_document_tells_of_every_address_and_of_many_forms(world, operations):
    told = {one.path for one in operations}
    assert told == {"/" + HOLE.sub(r"{\2}", pattern) for pattern, _name in names()}
    assert len(world.fields) > 25
    assert sum(len(holes) for holes in world.values.values()) > 25


@pytest.mark.django_db
def test_meter_sees_what_is_written_also_when_it_is_taken_back(world):
    before = written()
    with transaction.atomic():
        Dossier.objects.filter(pk=Dossier.objects.first().pk).update(address=F("address"))
        transaction.set_rollback(True)
    assert changes(before, written()) == {"cases_dossier"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", WHO)
def test_nothing_that_is_sent_breaks_leaks_or_changes_what_it_may_not(world, operations, name):
    somebody = caller(name)
    storm(somebody, operations, world, CALLS // len(WHO), random.Random(f"{SEED} {name}"))
    keep(somebody)
    assert somebody.found.wrong == {}
    assert somebody.found.calls >= CALLS // len(WHO)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "OPTIONS"])
def test_other_methods_are_refused_or_change_nothing(world, operations, method):
    client = Client()
    client.force_login(Account.objects.get(username="fenna"))
    client.get("/account/")
    for name, holes in sorted((name, holes[0]) for name, holes in world.whole.items() if holes):
        before = written()
        answer = client.generic(method, reverse(name, kwargs=holes), b"reason=x", "text/plain")
        assert answer.status_code < 500, f"{method} {name}: {answer.status_code}"
        assert method == "OPTIONS" or answer.status_code == 405, f"{method} {name}: {answer.status_code}"
        assert changes(before, written()) == set(), f"{method} {name}"


@pytest.mark.django_db
def test_no_form_does_its_work_twice(world):
    done, wrong = {}, []
    for name in ("fenna", "lotte", "dilan", "gijs", "jip", "hugo"):
        cases = own(PLAYERS[name])[0]
        wrong += walk(Account.objects.get(username=name), done, PAGES, cases[0] if cases else None)
    assert wrong == []
    assert len(done) > 8, done


def keep(somebody):
    """For the measurement: what was called and found, in a file of its own."""
    if KEEP:
        found = somebody.found
        folder = ROOT / KEEP
        folder.mkdir(parents=True, exist_ok=True)
        told = {"calls": found.calls, "acts": found.acts, "by_status": found.by_status, "wrong": found.wrong}
        (folder / f"{somebody.name}.json").write_text(json.dumps(told, indent=1))
