"""The pages of a dossier, with the route for tests: what they show, what they keep and what they refuse."""

import re

import pytest

from tests.cases.browsing import address, answers, signed_in, text
from tests.factories import actor, dossier, draft, joined, on, step
from vangnet.access.models import AuditEntry
from vangnet.access.roles import Administrator, Reader
from vangnet.cases import queries, services
from vangnet.cases.models import Dossier
from vangnet.cases.queries.visibility import looking


@pytest.fixture
def browse(police):
    """A browser in which somebody of the police is signed in."""
    return signed_in(police)


PAGES = ["overview", "steps", "tracks", "timeline", "persons", "sharing", "answer", "involve", "link"]


@pytest.mark.parametrize("name", PAGES)
def test_page_of_a_dossier_opens(police, browse, name):
    made = dossier(police, step="found")
    page = browse.get(address(name, made))
    assert page.status_code == 200
    assert made.person.pseudonym in text(page)


@pytest.mark.parametrize("name", PAGES)
def test_page_of_a_dossier_of_others_does_not_exist(police, browse, name):
    theirs = dossier(actor("kmar"))
    assert browse.get(address(name, theirs)).status_code == 404
    assert AuditEntry.objects.filter(account=police.account, outcome="not_found").count() == 1


@pytest.mark.parametrize("name", PAGES)
def test_page_of_a_dossier_asks_few_questions_of_the_database(
    police, browse, name, django_assert_max_num_queries
):
    made, second = dossier(police, step="found"), dossier(police)
    joined(made, police)
    services.link_persons(made, other=second, kind="sibling", by=police)
    for day in range(20):
        with on(days=day):
            step(made, "found", police)
    browse.get(address(name, made))
    with on(days=21), django_assert_max_num_queries(19 if name == "sharing" else 17):
        browse.get(address(name, made))


def test_list_shows_the_dossiers_of_the_own_organisation_only(police, browse):
    mine, theirs = dossier(police), dossier(actor("kmar"))
    page = text(browse.get(address("index")))
    assert mine.person.pseudonym in page
    assert theirs.person.pseudonym not in page
    assert "adult · Dutch · labour" in page


def test_dossier_is_found_by_its_pseudonym(police, browse):
    mine, other = dossier(police), dossier(police)
    found = text(browse.get(address("index"), {"pseudonym": mine.person.pseudonym.lower()}))
    assert mine.person.pseudonym in found
    assert other.person.pseudonym not in found
    assert "Check it letter by letter" in text(browse.get(address("index"), {"pseudonym": "ZZZZ-0000"}))


def test_empty_list_says_what_to_do(police, browse):
    assert "Open one, or say yes" in text(browse.get(address("index")))


def test_administrator_sees_no_dossiers(police):
    made = dossier(police)
    browse = signed_in(actor(of=police.organisation, role=Administrator))
    assert browse.get(address("overview", made)).status_code == 404
    assert made.person.pseudonym not in text(browse.get(address("index")))
    assert browse.get(address("open")).status_code == 403


def test_reader_reads_and_is_told_why_not_more(police):
    made = dossier(police, step="found")
    browse = signed_in(actor(of=police.organisation, role=Reader))
    assert "Record" not in text(browse.get(address("overview", made)))
    refused = browse.get(address("record", made, "told"))
    assert refused.status_code == 403
    assert "does not include this: record a step" in text(refused)


def test_dossier_opens_from_the_minimum(police, browse):
    given = answers(
        fact_age_unknown="on",
        fact_origin="unknown",
        fact_form_of_exploitation="labour",
        certainty_form_of_exploitation="established",
        ground="Wet A",
        step="found",
    )
    reply = browse.post(address("open"), given)
    made = Dossier.objects.get()
    assert reply.url == address("overview", made)
    first, second = queries.entries(police, made)
    assert first.facts["age"] == {"value": "unknown", "certainty": "claimed"}
    assert first.facts["form_of_exploitation"] == {"value": "labour", "certainty": "established"}
    assert second.step == "found"
    assert browse.post(address("open"), given).url == reply.url
    assert Dossier.objects.count() == 1


def test_dossier_is_not_opened_without_answers_and_keeps_what_was_given(police, browse):
    page = browse.post(address("open"), answers(fact_age="honderd", ground="Wet A", note="Bij de kassa"))
    shown = page.content.decode()
    assert page.status_code == 200
    assert "Error:" in re.search("<title>(.*?)</title>", shown, re.DOTALL).group(1)
    assert "“honderd” is not a whole number" in text(page)
    assert "Bij de kassa" in shown
    assert not Dossier.objects.exists()


def test_dossier_is_opened_without_a_step_that_needs_a_reason(police, browse):
    given = answers(
        fact_age="30", fact_origin="nl", fact_form_of_exploitation="labour", ground="Wet A", step="granted"
    )
    page = browse.post(address("open"), given)
    assert "Open the dossier without this step" in text(page)
    assert not Dossier.objects.exists()


@pytest.mark.parametrize(
    "odd",
    [
        "?party=%00",
        "?fact=%00",
        "?at=%00",
        "?seen=%00",
        "?seen=99999999999999",
        "?q=%00",
        "?pseudonym=%00",
        "?page=x",
    ],
)
def test_odd_addresses_are_no_accident(police, browse, odd):
    made = dossier(police, step="found")
    # A null character never comes from a person; such an address is refused before any page looks at it.
    expected = 400 if "%00" in odd else 200
    for name in PAGES:
        assert browse.get(address(name, made) + odd).status_code == expected
    assert browse.get(address("event", made, 2) + odd).status_code == expected
    assert browse.get(address("index") + odd).status_code == expected


def test_dossier_is_shown_as_of_a_moment(police, browse):
    made = dossier(police, step="found")
    with on(days=2):
        step(made, "told", police)
    with on(days=5):
        then = browse.get(address("overview", made), {"at": "4-3-2025"})
        now = browse.get(address("overview", made))
    assert "You are looking at another moment" in text(then)
    assert "Back to today" in text(then)
    assert "Record" not in text(then)
    assert "Told" in text(then)
    assert "You are looking" not in text(now)


def test_story_can_be_walked_from_event_to_event(police, browse):
    made = dossier(police, step="found")
    with on(days=2):
        step(made, "told", police)
    with on(days=5):
        page = browse.get(address("timeline", made), {"at": "2025-03-03T12:00:00"})
        onward = re.search(r'href="(\?at=[^"]+)">Next event', page.content.decode()).group(1)
        later = browse.get(address("timeline", made) + onward)
    assert "Next event" not in text(later)
    assert 'href="?at=2025-03-03T10%3A00"' in later.content.decode()
    assert "Told" in text(later)


def test_moment_of_looking_stays_through_the_tabs_and_filters(police, browse):
    made = dossier(police, step="found")
    page = browse.get(
        address("timeline", made), {"at": "2025-03-03", "known": "3-3-2025 10:00"}
    ).content.decode()
    assert 'value="2025-03-03"' in page
    assert f"{address('steps', made)}?at=2025-03-03&amp;known=2025-03-03T10%3A00" in page


def test_what_was_not_known_yet_is_left_out(police, browse):
    made = dossier(police, step="found")
    with on(days=3):
        step(made, "told", police, occurred=draft("told").occurred)
        page = text(browse.get(address("timeline", made), {"known": "4-3-2025"}))
    assert "Only what had been recorded" in page
    assert "Told" not in page


def test_wrong_moment_shows_the_present(police, browse):
    made = dossier(police, step="found")
    page = browse.get(address("overview", made), {"at": "nooit"})
    assert page.status_code == 200
    assert "You are looking at another moment" not in text(page)


def test_timeline_is_narrowed_by_its_address(police, browse):
    made = dossier(police, step="found")
    step(made, "asked", police)
    page = text(browse.get(address("timeline", made), {"track": "residence"}))
    assert "Asked" in page
    assert "Dossier opened" not in page
    acts = text(
        browse.get(address("timeline", made), {"kind": "act", "organisation": police.organisation.code})
    )
    assert "Dossier opened" in acts
    assert "No event fits" in text(
        browse.get(address("timeline", made), {"kind": "interpretation", "track": "residence"})
    )


def test_steps_are_searched_by_words_of_their_name(police, browse):
    made = dossier(police, step="found")
    page = text(browse.get(address("steps", made), {"q": "care"}))
    assert "Care started" in page
    assert "Renewed" not in page
    assert "No step has these words" in text(browse.get(address("steps", made), {"q": "zzz"}))


def test_next_steps_say_why(police, browse):
    made = dossier(police, step="found")
    page = text(browse.get(address("steps", made)))
    assert "Steps that settle a duty Told" in page
    assert "This is because on 3 March 2025 10:00 this step was recorded: Found." in page
    assert "Ground: Testregel 1." in page


def test_age_grows_with_the_years(police, browse):
    made = dossier(police, {"age": 15})
    with on(days=800):
        page = text(browse.get(address("overview", made)))
    assert "15 years (claimed on 3 Mar 2025); now 17 or 18 years" in page
    with on(days=801):
        step(made, "found", police, facts={"age": 18})
        page = text(browse.get(address("overview", made)))
    assert "Age when the dossier was opened: 15 years" in page


def test_minor_becomes_adult_with_the_years(police, browse):
    made = dossier(police, {"age": 17}, step="found")
    with on(days=365):
        assert "minor ·" in text(browse.get(address("overview", made)))
    with on(days=366):
        assert "adult ·" in text(browse.get(address("overview", made)))
        assert queries.worklist(police).behind == 1
        services.keep_right(by=police)
        assert queries.worklist(police).behind == 0
        assert "adult ·" in text(browse.get(address("index")))


def test_facts_that_contradict_each_other_are_shown_and_asked_again(police, browse):
    made = dossier(police, {"age": 12})
    page = browse.post(
        address("answer", made) + "?fact=age&fact=age_at_recruitment",
        answers(fact_age="12", fact_age_at_recruitment="30"),
    )
    assert "The age now (12) is lower than the age when it began (30)." in text(page)
    browse.post(address("answer", made) + "?fact=age_at_recruitment", answers(fact_age_at_recruitment="30"))
    assert "These facts contradict each other" in text(browse.get(address("overview", made)))
    with on(days=18 * 366):
        assert "contradict" not in text(browse.get(address("overview", made)))


def test_unknown_has_no_degree_of_certainty(police, browse):
    made = dossier(police, {"age": "unknown"})
    assert (
        "(claimed)" not in text(browse.get(address("event", made, 1))).split("Age")[1].split("recorded by")[0]
    )
    assert "So far: unknown." in text(browse.get(address("answer", made) + "?fact=age"))


def test_page_is_in_the_language_of_its_address(police):
    made = dossier(police, step="found")
    client = signed_in(police)
    dutch = client.get(address("overview", made).removeprefix("/en"))
    assert "Gevraagd van uw organisatie" in text(dutch)
    assert "Zo" not in re.search("<title>(.*?)</title>", dutch.content.decode(), re.DOTALL).group(1)


def test_title_names_nobody(police, browse):
    made = dossier(police, step="found")
    for name in PAGES:
        title = re.search("<title>(.*?)</title>", browse.get(address(name, made)).content.decode(), re.DOTALL)
        assert made.person.pseudonym not in title.group(1)


def test_that_somebody_takes_part_is_remembered_for_one_look_only(police):
    made = dossier(police)
    colleague = joined(made, police)
    with looking():
        assert queries.takes_part(colleague.organisation, made)
        services.end_involvement(
            queries.involvement_of(colleague.organisation, made), reason="Klaar", by=colleague
        )
        assert queries.takes_part(colleague.organisation, made)
    assert not queries.takes_part(colleague.organisation, made)
    assert not queries.takes_part(None, made)
