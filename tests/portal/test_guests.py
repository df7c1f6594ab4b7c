"""A guest sees one thing: what a line of the register names, with a link and a code, until an end."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from tests.factories import actor, dossier, joined, organisation, step
from vangnet.access import disclosures, queries, services
from vangnet.access.categories import DataCategory
from vangnet.access.models import AuditEntry, GuestPass
from vangnet.access.roles import Administrator, Reader
from vangnet.access.verdicts import NotAllowed
from vangnet.cases.queries.guests import guest_view
from vangnet.core import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_route")]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def one(police):
    found = dossier(police, step="found")
    step(found, "cared", police)
    return found


@pytest.fixture
def line(one, police):
    receiver = organisation("lawyer", name="Kantoor Ankerplaats")
    return recorded(one, police, receiver, "spoken")


def recorded(one, by, receiver, kind):
    kinds = [DataCategory.PROGRESS.value]
    return disclosures.record(one.pk, receiver=receiver, ground="Wet B", categories=kinds, kind=kind, by=by)


def text(response):
    return response.content.decode()


def admit(client, one, line, **changes):
    given = {
        "disclosure": str(line.pk),
        "guest": "Mr. Ankerman",
        "hours": "24",
        "language": "en",
        **changes,
    }
    return client.post(f"/en/dossiers/{one.address}/guests/", given)


@pytest.fixture
def given(browse, police, one, line):
    page = text(admit(browse(police), one, line))
    secret = re.search(r"/en/guest/([\w-]+)/", page)[1]
    code = re.search(r'id="code">(\d+)<', page)[1]
    return GuestPass.objects.get(), secret, code


def come(secret, code=None):
    client = Client()
    assert client.get(f"/en/guest/{secret}/")["Location"] == "/en/guest/"
    if code:
        client.post("/en/guest/", {"code": code})
    return client


def test_guest_sees_what_was_shared_after_the_code_and_not_before(given, one):
    _pass, secret, code = given
    client = come(secret)
    before = text(client.get("/en/guest/"))
    assert "Fill in the code" in before
    assert "Wet B" not in before
    assert client.post("/en/guest/", {"code": code})["Location"] == "/en/guest/"
    page = text(client.get("/en/guest/"))
    assert "Wet B" in page
    assert "What happened" in page
    assert one.person.pseudonym not in page
    assert one.address not in page


def test_every_look_leaves_a_line(given, one):
    client = come(given[1], given[2])
    client.get("/en/guest/")
    lines = AuditEntry.objects.filter(act="guest.look", dossier_id=one.pk, outcome="done")
    assert lines.count() == 1
    assert lines.get().role == "guest"
    assert "Ankerman" not in str(lines.get().__dict__)


def test_guest_reaches_nothing_else(given, one):
    client = come(given[1], given[2])
    for address in ("/en/dossiers/", f"/en/dossiers/{one.address}/", "/en/account/", "/en/people/"):
        assert client.get(address).status_code == 302
    assert client.post("/en/guest/", {"anything": "1"}).status_code == 200


def test_kinds_that_were_not_named_are_not_shown(one):
    nothing = guest_view(one.pk, [])
    assert (nothing.happened, nothing.facts) == ([], [])
    everything = guest_view(one.pk, [kind.value for kind in DataCategory])
    assert len(everything.happened) >= 2
    assert everything.facts


def test_five_wrong_codes_end_the_pass(given):
    _pass, secret, code = given
    client = come(secret)
    for _ in range(5):
        page = client.post("/en/guest/", {"code": "00000000"})
    assert "not right" in text(page)
    assert "Too many wrong codes" in text(client.post("/en/guest/", {"code": code}))
    assert AuditEntry.objects.filter(act="guest.code", outcome="refused").count() == 5


def test_pass_ends_at_its_moment_even_for_who_is_looking(given):
    client = come(given[1], given[2])
    assert client.get("/en/guest/").status_code == 200
    with clock.fixed(clock.now() + timedelta(hours=25)):
        page = client.get("/en/guest/")
    assert page.status_code == 403
    assert "too old" in text(page)


def test_pass_that_was_ended_shows_nothing_at_the_next_click(given, browse, police, one):
    client = come(given[1], given[2])
    ended = browse(police).post(f"/en/dossiers/{one.address}/guests/{given[0].pk}/end/")
    assert ended.status_code == 302
    assert "was ended" in text(client.get("/en/guest/"))


def test_forged_link_shows_a_clear_page(db):
    page = come("forged").get("/en/guest/")
    assert page.status_code == 404
    assert "no pass with this link" in text(page)


def test_link_and_code_are_in_no_table(given):
    row = str(GuestPass.objects.values().get())
    assert given[1] not in row
    assert given[2] not in row


def test_code_may_be_typed_with_spaces(given):
    client = come(given[1], f"{given[2][:4]} {given[2][4:]}")
    assert "Shared with you" in text(client.get("/en/guest/"))


def test_line_is_used_once_and_only_for_days(browse, police, one, line, given):
    assert "not one of the choices" in text(admit(browse(police), one, line))
    assert "not one of the choices" in text(admit(browse(police), one, line, hours="9999"))


def test_page_lists_the_passes_of_the_own_organisation(browse, police, given, one):
    page = text(browse(police).get(f"/en/dossiers/{one.address}/guests/"))
    assert "Mr. Ankerman" in page
    assert "Kantoor Ankerplaats" in page


@pytest.mark.parametrize("role", [Reader, Administrator])
def test_others_let_no_guest_in(browse, police, one, line, role):
    who = actor("police", role=role, of=police.organisation)
    assert browse(who).get(f"/en/dossiers/{one.address}/guests/").status_code == 403


def test_organisation_without_part_knows_nothing(browse, given, one):
    stranger = browse(actor("shelter"))
    assert stranger.get(f"/en/dossiers/{one.address}/guests/").status_code == 404
    assert stranger.post(f"/en/dossiers/{one.address}/guests/{given[0].pk}/end/").status_code == 404


def test_partner_neither_gives_nor_ends_passes_of_another(browse, police, one, line, given):
    partner = joined(one, police)
    with pytest.raises(NotAllowed, match="Another organisation gave this"):
        services.admit_guest(line, guest="x", lasts=timedelta(hours=1), by=partner)
    with pytest.raises(NotAllowed, match="Another organisation gave this pass"):
        services.end_guest(given[0], by=partner)
    assert not queries.given_away(partner, one.pk).exists()
    ended = browse(partner).post(f"/en/dossiers/{one.address}/guests/{given[0].pk}/end/")
    assert ended.status_code == 404


@pytest.mark.parametrize("lasts", [timedelta(days=8), timedelta()])
def test_pass_lasts_a_week_at_most(police, line, lasts):
    with pytest.raises(NotAllowed, match="at most 7 days"):
        services.admit_guest(line, guest="x", lasts=lasts, by=police)


@pytest.mark.parametrize("kind", ["access", "refusal", "break_glass"])
def test_line_that_gives_nothing_by_hand_is_no_ground_for_a_pass(browse, police, one, kind):
    line = recorded(one, police, organisation("lawyer"), kind)
    assert not queries.given_away(police, one.pk).exists()
    with pytest.raises(NotAllowed, match="gives nothing that a guest can look at"):
        services.admit_guest(line, guest="x", lasts=timedelta(hours=1), by=police)
    admit(browse(police), one, line)
    assert not GuestPass.objects.exists()


@pytest.mark.parametrize("kind", ["document", "spoken", "export"])
def test_line_of_what_was_given_by_hand_is_ground_for_a_pass(police, one, kind):
    line = recorded(one, police, organisation("lawyer"), kind)
    assert list(queries.given_away(police, one.pk)) == [line]
    assert services.admit_guest(line, guest="x", lasts=timedelta(hours=1), by=police)[0].disclosure == line
