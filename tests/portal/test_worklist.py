import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import actor, dossier, joined, on, step
from vangnet.access.roles import Reader
from vangnet.cases import queries, services
from vangnet.cases.models import DossierStanding, Involvement, WorklistEntry
from vangnet.core import clock

pytestmark = pytest.mark.usefixtures("_route")


def text(response):
    return response.content.decode()


def test_duty_stands_in_this_week_and_later_among_what_is_late(browse, police):
    one = dossier(police, step="found")
    client = browse(police)
    page = text(client.get("/en/?block=this_week"))
    assert one.person.pseudonym in page
    assert f'href="/en/dossiers/{one.address}/"' in page
    with on(days=3):
        assert one.person.pseudonym in text(client.get("/en/?block=late"))
        assert one.person.pseudonym not in text(client.get("/en/?block=this_week"))


def test_row_says_group_ground_due_and_owner(browse, police):
    dossier(police, {"age": 16, "origin": "unknown"}, step="found")
    page = text(browse(police).get("/en/"))
    assert "minor · origin unknown · form of exploitation unknown" in page
    assert str(police.organisation) in page
    assert "in 1 day" in page or "tomorrow" in page


def test_waiting_for_somebody_else_says_who_and_how_long(browse, police):
    one = dossier(police, step="found")
    joined(one, police, "immigration_service")
    step(one, "asked", police, party="victim")
    with on(days=4):
        page = text(browse(police).get("/en/?block=waiting"))
    assert one.person.pseudonym in page
    assert "waiting 4 days" in page


def test_row_says_when_the_clock_stands_still(browse, police):
    one = dossier(police, step="found")
    service = joined(one, police, "immigration_service")
    step(one, "asked", police, party="victim")
    step(one, "on_hold", service)
    page = text(browse(service).get("/en/?block=later"))
    assert "the clock stands still now" in page


@pytest.mark.parametrize("block", ["", "questions"])
def test_what_is_not_certain_is_one_line_with_questions(browse, police, block):
    one = dossier(police, {"age": "unknown"}, step="found")
    guardian = joined(one, police, "guardian")
    page = text(browse(guardian).get(f"/en/?block={block}"))
    assert page.count("1 question to answer") == 1
    assert f'href="/en/dossiers/{one.address}/facts/?fact=age"' in page
    assert "This depends on the answers:" in page
    reader = actor(role=Reader, of=guardian.organisation)
    assert "/facts/?fact=age" not in text(browse(reader).get("/en/?block=questions"))


def test_long_list_of_questions_comes_in_pages(browse, police):
    for _ in range(27):
        dossier(police, {"age": "unknown"}, step="found")
    client = browse(police)
    assert "Show all 27" in text(client.get("/en/"))
    pages = [text(client.get(f"/en/?block=questions&page={page}")) for page in (1, 2)]
    assert [page.count("1 question to answer") for page in pages] == [25, 2]
    with CaptureQueriesContext(connection) as asked:
        client.get("/en/")
    assert len(asked) <= 19, [one["sql"][:90] for one in asked]


def test_duty_that_may_not_apply_any_more_says_what_to_ask(browse, police):
    one = dossier(police, {"age": "unknown"}, step="found")
    WorklistEntry.objects.filter(dossier=one).update(facts_to_ask=["age"])
    assert "not certain yet, to ask: Age" in text(browse(police).get("/en/?block=this_week"))


def test_row_without_anybody_says_whom_to_ask(browse, police):
    dossier(police, step="found")
    page = text(browse(police).get("/en/?block=waiting"))
    assert "nobody yet: ask" in page
    assert "to take part" in page


def test_nobody_sees_a_dossier_of_others(browse, police):
    one = dossier(police, step="found")
    for party in ("police", "shelter"):
        assert one.person.pseudonym not in text(browse(actor(party)).get("/en/"))


def test_empty_worklist_says_what_to_do(browse, police):
    page = text(browse(police).get("/en/"))
    assert "There is nothing to do here yet" in page
    assert 'href="/en/dossiers/new/"' in page


def test_filters_stand_in_the_address_and_narrow_the_list(browse, police):
    minor, adult = dossier(police, {"age": 16}, step="found"), dossier(police, {"age": 40}, step="found")
    client = browse(police)
    page = text(client.get("/en/?group=minor&block=this_week"))
    assert minor.person.pseudonym in page
    assert adult.person.pseudonym not in page
    assert "Clear filters" in page
    assert "group=minor" in page.split("Parts of the worklist")[1].split("</nav>")[0]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("agreement=route", True),
        ("agreement=other", True),
        ("agreement=route&duty=tell", True),
        ("agreement=route&duty=decide", False),
        ("track=protection", True),
        ("track=residence", False),
        ("party=police", True),
        ("party=guardian", False),
        ("due_before=1-1-2020", False),
        ("due_before=1-1-2030", True),
        ("due_before=nonsense", True),
        ("group=strange&page=nonsense", True),
        ("page=99999999999999999999", True),
    ],
)
def test_each_filter_does_what_it_says(browse, police, query, found):
    one = dossier(police, step="found")
    page = browse(police).get(f"/en/?block=this_week&{query}")
    assert page.status_code == 200
    assert (one.person.pseudonym in text(page)) is found


def test_long_list_comes_in_pages(browse, police):
    for _ in range(27):
        dossier(police, step="found")
    client = browse(police)
    everything = text(client.get("/en/"))
    assert "Show all 27" in everything
    assert everything.count('class="utrecht-table__row vn-task"') == 5 + 5, "five of mine, five of others"
    first, second = (text(client.get(f"/en/?block=this_week&page={page}")) for page in (1, 2))
    assert [page.count('class="utrecht-table__row vn-task"') for page in (first, second)] == [25, 2]


@pytest.mark.parametrize("dossiers", [1, 30])
def test_number_of_queries_does_not_grow(browse, police, dossiers):
    for _ in range(dossiers):
        dossier(police, step="found")
    client = browse(police)
    client.get("/en/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/en/")
    assert len(asked) <= 17, [one["sql"][:90] for one in asked]


def test_looking_writes_nothing(browse, police):
    dossier(police, step="found")
    client = browse(police)
    with CaptureQueriesContext(connection) as asked:
        client.get("/en/")
    not_read = [one["sql"] for one in asked if not one["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]
    assert all(statement.startswith('INSERT INTO "access_auditentry"') for statement in not_read)


def test_what_time_changed_is_brought_up_to_date_by_a_button(browse, police):
    dossier(police, step="found")
    DossierStanding.objects.update(next_change_at=clock.now())
    client = browse(police)
    assert "Bring the list up to date" in text(client.get("/en/"))
    page = text(client.post("/en/worklist/renew/", follow=True))
    assert "1 dossier is up to date again." in page
    assert "Bring the list up to date" not in page


@pytest.fixture
def asked(police):
    """A request to take part, with somebody of the organisation that was asked."""
    shelter, one = actor("shelter"), dossier(police, {"age": 16}, step="found")
    services.involve(
        one, organisation=shelter.organisation, ground="vc:b8.3", message="Bed for tonight?", by=police
    )
    return shelter, one


def test_offer_shows_who_asks_and_why_and_nothing_about_the_person(browse, asked):
    shelter, one = asked
    client = browse(shelter)
    for page in (text(client.get("/en/")), text(client.get(f"/en/offers/{one.address}/"))):
        assert "Aliens Circular B8/3" in page
        assert "Bed for tonight?" in page
        assert one.person.pseudonym not in page
        assert "form of exploitation" not in page


def test_accepted_offer_opens_the_dossier(browse, asked):
    shelter, one = asked
    answer = browse(shelter).post(f"/en/offers/{one.address}/", {"answer": "accept"})
    assert answer["Location"] == f"/en/dossiers/{one.address}/"
    assert queries.may_see(shelter, one)


def test_declined_offer_needs_and_keeps_its_reason(browse, asked):
    shelter, one = asked
    client = browse(shelter)
    page = text(client.post(f"/en/offers/{one.address}/", {"answer": "decline"}))
    assert "Give the reason" in page
    assert "<title>Error:" in page
    client.post(f"/en/offers/{one.address}/", {"answer": "decline", "reason": "No place until Monday"})
    involvement = Involvement.objects.get(dossier=one, organisation=shelter.organisation)
    assert involvement.state == "declined"
    assert involvement.changes.last().reason == "No place until Monday"


def test_answer_sent_twice_counts_once(browse, asked):
    shelter, one = asked
    client = browse(shelter)
    client.post(f"/en/offers/{one.address}/", {"answer": "accept"})
    again = client.post(f"/en/offers/{one.address}/", {"answer": "accept"}, follow=True)
    assert "not open any more" in text(again)


def test_offer_to_others_looks_like_an_offer_that_never_was(browse, asked):
    _shelter, one = asked
    client = browse(actor("shelter"))
    pages = [client.get(address) for address in (f"/en/offers/{one.address}/", "/en/offers/nothing/")]
    assert [(page.status_code, page["Location"]) for page in pages] == [(302, "/en/")] * 2


def test_reader_sees_why_they_cannot_answer(browse, asked):
    shelter, one = asked
    reader = actor(role=Reader, of=shelter.organisation)
    client = browse(reader)
    assert "Your role (Reader)" in text(client.get(f"/en/offers/{one.address}/"))
    assert client.post(f"/en/offers/{one.address}/", {"answer": "accept"}).status_code == 403


def test_offered_track_leads_to_its_answer(browse, police):
    one = dossier(police, step="found")
    guardian = joined(one, police, "guardian")
    (track,) = queries.tracks(police, one)
    services.hand_over_track(track, to=guardian.organisation, by=police)
    page = text(browse(guardian).get("/en/?block=offered"))
    assert f"Take over the track protection of {one.person.pseudonym}" in page
    assert f'href="/en/dossiers/{one.address}/tracks/protection/answer/"' in page
