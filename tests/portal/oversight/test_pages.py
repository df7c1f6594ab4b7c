"""Pages for oversight: who may look, what is shown, and what is never shown."""

import csv
import io
from datetime import timedelta

import pytest

from tests.factories import actor, dossier, joined, on, step
from vangnet.access import audit, notice_words, notices
from vangnet.access import queries as access
from vangnet.access.actors import system
from vangnet.access.evidence import keys, sealer, sealing_now
from vangnet.access.models import AuditEntry, Disclosure
from vangnet.access.roles import Administrator, PrivacyOfficer, Purpose, Rapporteur
from vangnet.core import clock
from vangnet.core.ids import uuid7
from vangnet.portal.oversight import queries
from vangnet.portal.oversight.shared import harmless

pytestmark = pytest.mark.django_db
OFFICERS = ["", "trail/", "refused/", "unusual/", "disclosures/", "seals/"]
EVERYBODYS = ["mine/", "notices/"]


@pytest.fixture(autouse=True)
def _set_up(settings, tmp_path):
    settings.VANGNET_STRONG_BACKENDS = tuple(settings.AUTHENTICATION_BACKENDS)
    settings.VANGNET_SEAL_KEY_FILE = tmp_path / "seal-key"
    settings.VANGNET_ANCHORS = [str(tmp_path / "anchors")]


@pytest.fixture
def worker():
    return actor()


@pytest.fixture
def officer(worker):
    return actor(role=PrivacyOfficer, of=worker.organisation)


@pytest.fixture
def look(client):
    def as_somebody(who, page, language="en", **query):
        client.force_login(who.account)
        prefix = "/en" if language == "en" else ""
        answer = client.get(f"{prefix}/oversight/{page}", query)
        return answer.status_code, answer.content.decode()

    return as_somebody


@pytest.fixture
def case(worker):
    with on():
        opened = dossier(worker)
        step(opened, "indication", worker)
    return opened


@pytest.mark.parametrize("page", OFFICERS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_privacy_officer_opens_every_page_and_leaves_a_line(look, officer, page, language):
    assert look(officer, page, language)[0] == 200
    assert AuditEntry.objects.filter(account=officer.account, act__startswith="oversight.").count() == 1


@pytest.mark.parametrize("page", OFFICERS)
@pytest.mark.parametrize("role", [None, Administrator, Rapporteur])
def test_nobody_else_opens_the_pages_of_the_privacy_officer(look, worker, page, role):
    somebody = actor(role=role, of=worker.organisation) if role else worker
    assert look(somebody, page)[0] == 403
    assert AuditEntry.objects.filter(account=somebody.account, outcome="refused").count() == 1


@pytest.mark.parametrize("page", EVERYBODYS)
@pytest.mark.parametrize("role", [None, Administrator, Rapporteur, PrivacyOfficer])
def test_everybody_sees_what_they_did_and_what_they_were_told(look, worker, page, role):
    somebody = actor(role=role) if role else worker
    assert look(somebody, page)[0] == 200


def test_trail_shows_the_own_organisation_only_and_can_be_narrowed(look, worker, officer, case):
    stranger = actor()
    audit.record("dossier.link", by=stranger)
    colleague = actor(of=worker.organisation)
    audit.record("dossier.open", by=colleague, dossier=uuid7())
    body = look(officer, "trail/")[1]
    assert worker.account.display_name in body
    assert "Linked two persons" not in rows(body)
    assert colleague.account.display_name not in rows(
        look(officer, "trail/", account=worker.account.username)[1]
    )
    assert "Recorded a step" not in rows(look(officer, "trail/", act="dossier.open")[1])
    assert "No line fits" in look(officer, "trail/", outcome="repeated")[1]
    assert "No line fits" in look(officer, "trail/", until="1-1-2020")[1]


def rows(body):
    """The table of a page, without the filters that name everybody."""
    return body.partition("<tbody")[2]


def test_trail_of_one_dossier_is_found_by_its_pseudonym_and_an_unknown_one_looks_alike(
    look, worker, officer, case
):
    pseudonym = case.person.pseudonym
    audit.record("dossier.read", by=worker, dossier=uuid7())
    body = look(officer, "trail/", dossier=pseudonym)[1]
    assert "Recorded a step" in rows(body)
    assert "Looked at a dossier" not in rows(body)
    assert "No line fits" in look(officer, "trail/", dossier="XXXX-9999")[1]
    assert queries.dossier_key(worker, pseudonym) is None


def test_refused_attempts_and_wrong_passwords_of_own_people_are_listed(look, worker, officer):
    stranger = actor()
    audit.record("page.read", by=worker, outcome=audit.Outcome.REFUSED)
    audit.record("sign_in.failed", by=system(), objects=[worker.account.pk], outcome=audit.Outcome.REFUSED)
    audit.record("sign_in.failed", by=system(), objects=[stranger.account.pk], outcome=audit.Outcome.REFUSED)
    body = rows(look(officer, "refused/")[1])
    assert body.count("<tr") == 2
    assert "wrong password" in body


def test_unusual_use_is_asked_about_with_a_link_to_its_lines(look, worker, officer):
    for _ in range(8):
        audit.record("dossier.read", by=worker, outcome=audit.Outcome.NOT_FOUND)
    body = look(officer, "unusual/")[1]
    assert "Refused again and again" in body
    assert "8 times within an hour" in body
    assert f"account={worker.account.username}" in body
    assert "Steeds geweigerd" in look(officer, "unusual/", "nl")[1]
    assert "Nothing unusual" in look(actor(role=PrivacyOfficer), "unusual/")[1]


def test_search_for_the_own_name_is_asked_about(worker, officer):
    token = audit.blind(worker.account.display_name)
    audit.record("dossiers.search", by=worker, objects=[token])
    _rules, found = queries.unusual(officer)
    assert [one.rule for one in found] == ["own_name"]


def test_start_page_of_oversight_counts(look, worker, officer):
    for _ in range(7):
        audit.record("page.read", by=worker, outcome=audit.Outcome.REFUSED)
    body = look(officer, "")[1]
    assert '<p class="vn-lead">1</p>' in body
    assert '<p class="vn-lead">7</p>' in body


def test_state_of_the_records_is_shown(look, officer, monkeypatch):
    assert "not checked yet" in look(officer, "seals/")[1]
    sealer.seal_everything(keys.own())
    sealing_now.check()
    assert "everything fitted" in look(officer, "seals/")[1]
    monkeypatch.setattr(
        sealing_now.verifying.triggers, "missing", lambda _: [("access_notice", "only_grows")]
    )
    sealing_now.check()
    body = look(officer, "seals/")[1]
    assert "no longer refuses changes" in body
    assert "call the administrator" in body


def shared_once(giver, receiver, ground="Wet B", **also):
    return Disclosure.objects.create(
        moment=clock.now(),
        dossier_id=uuid7(),
        provider=giver.organisation,
        provided_by=giver.account,
        receiver=receiver.organisation,
        purpose=giver.purpose,
        ground=ground,
        categories=["progress"],
        **also,
    )


def test_disclosures_are_shown_by_side_and_ground(look, worker, officer):
    other = actor("shelter")
    shared_once(worker, other, "Ground one")
    shared_once(other, worker, "Ground two")
    shared_once(other, actor(), "Ground three")
    given = look(officer, "disclosures/")[1]
    received = look(officer, "disclosures/", side="received")[1]
    assert ("Ground one" in rows(given), "Ground two" in rows(given)) == (True, False)
    assert ("Ground one" in rows(received), "Ground two" in rows(received)) == (False, True)
    assert "Ground three" not in given + received
    assert "no disclosure that fits" in look(officer, "disclosures/", side="received", ground="Ground one")[1]


def test_refusal_is_shown_as_such_and_an_end_with_its_day(look, worker, officer):
    other = actor("shelter")
    shared_once(worker, other, "Ground one", kind="refusal")
    shared_once(worker, other, "Ground two", until=clock.now() + timedelta(days=3))
    body = rows(look(officer, "disclosures/")[1])
    assert "not given" in body
    assert "until" in body
    narrowed = rows(look(officer, "disclosures/", kind="refusal")[1])
    assert ("Ground one" in narrowed, "Ground two" in narrowed) == (True, False)


def test_register_is_taken_along_as_a_file_that_no_spreadsheet_carries_out(client, worker, officer):
    shared_once(worker, actor("shelter"), "=HYPERLINK(1)")
    client.force_login(officer.account)
    assert client.get("/en/oversight/disclosures/export/").status_code == 302
    answer = client.post("/en/oversight/disclosures/export/", {"side": "given"})
    assert answer.headers["Content-Disposition"].endswith('"disclosures.csv"')
    found = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(found) == 2
    assert found[1][3] == "'=HYPERLINK(1)"
    assert AuditEntry.objects.filter(act="oversight.export", account=officer.account).exists()


@pytest.mark.parametrize(("text", "made"), [("-1", "'-1"), ("@x", "'@x"), ("a=b", "a=b"), ("", "")])
def test_cells_are_harmless(text, made):
    assert harmless(text) == made


def test_person_sees_which_organisations_looked_and_no_names_of_staff(look, worker, case):
    colleague = joined(case, worker, party="registrar")
    look(colleague, f"dossiers/{case.address}/")
    body = look(worker, f"dossiers/{case.address}/")[1]
    assert worker.organisation.name in body
    assert colleague.organisation.name in body
    assert worker.account.display_name not in rows(body)
    assert colleague.account.display_name not in rows(body)
    assert "Is a paper safe?" in body
    dutch = look(worker, f"dossiers/{case.address}/", "nl")[1]
    assert "Wie keek in uw dossier" in dutch
    assert "Working in a dossier" not in dutch


def test_shelter_is_not_named_and_investigation_is_left_out(look, worker, case):
    shelter = joined(case, worker, party="shelter")
    audit.record("dossier.read", by=shelter, dossier=case.pk)
    police = actor()
    hidden = type(police)(
        role=police.role,
        purpose=Purpose.INVESTIGATION,
        account=police.account,
        organisation=police.organisation,
    )
    audit.record("dossier.read", by=hidden, dossier=case.pk)
    body = rows(look(worker, f"dossiers/{case.address}/")[1])
    assert shelter.organisation.name not in body
    assert hidden.organisation.name not in body


def test_who_looked_is_for_who_takes_part_only(look, case):
    assert look(actor(), f"dossiers/{case.address}/")[0] == 404
    assert not queries.looks_of_all(actor(), case).exists()


def test_looks_can_begin_at_a_moment(worker, case):
    later = audit.record("dossier.read", by=worker, dossier=case.pk)
    assert list(queries.looks_of_all(worker, case, since=later.moment)) == [later]
    assert queries.looks_of_all(worker, case).count() > 1


def test_own_page_leads_to_dossiers_that_one_may_see(look, client, worker, case):
    client.force_login(worker.account)
    client.get(f"/en/dossiers/{case.address}/")
    audit.record("dossier.read", by=worker, dossier=uuid7())
    body = look(worker, "mine/")[1]
    assert f"/en/oversight/dossiers/{case.address}/" in body
    assert case.person.pseudonym in body


@pytest.fixture
def _words():
    notice_words.register("t.page", "Something about %(thing)s.", page="portal:about")
    notice_words.register("t.dossier", "A dossier asks for attention.")


@pytest.mark.usefixtures("_words")
def test_notices_stand_on_the_start_page_until_they_were_seen(client, worker, case):
    client.force_login(worker.account)
    for _ in range(4):
        notices.tell("t.page", organisation=worker.organisation, about={"thing": "keys"}, by=system())
    notices.tell("t.dossier", organisation=worker.organisation, dossier=case.pk, by=system())
    start = client.get("/en/").content.decode()
    assert "5 new notices" in start
    assert "Something about keys." in start
    assert f"/en/dossiers/{case.address}/" in start
    page = client.get("/en/oversight/notices/").content.decode()
    assert page.count("Something about keys.") == 4
    client.post("/en/oversight/notices/")
    assert "new notices" not in client.get("/en/").content.decode()
    assert "Mark all as seen" not in client.get("/en/oversight/notices/").content.decode()


@pytest.mark.usefixtures("_words")
def test_notice_about_a_dossier_gives_no_pseudonym_to_who_may_not_see_it(client, worker, officer, case):
    client.force_login(officer.account)
    notices.tell("t.dossier", organisation=worker.organisation, dossier=case.pk, by=system())
    start = client.get("/en/").content.decode()
    assert "A dossier asks for attention." in start
    assert case.person.pseudonym not in start
    assert case.address not in start


def test_reading_for_oversight_gives_nothing_to_others(worker, case):
    for somebody in (worker, actor(role=Administrator), system()):
        assert not access.people_in_trail(somebody).exists()
        assert not access.tried(somebody).exists()
        assert not access.disclosures_of(somebody).exists()
        assert access.people_for_oversight(somebody) == {}
    assert not access.own_lines(system()).exists()
    assert access.seal_state(worker).checks == []
    assert access.seal_state(actor(role=Administrator)).waiting > 0
