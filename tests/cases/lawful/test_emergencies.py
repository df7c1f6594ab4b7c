from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.cases.browsing import address, signed_in, text
from tests.factories import actor, at, dossier, joined, on, step
from vangnet.access import notices
from vangnet.access.actors import system
from vangnet.access.models import AuditEntry, Disclosure
from vangnet.access.roles import Administrator, PrivacyOfficer
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.cases import emergencies, queries, services
from vangnet.cases.models import BreakGlass, Track
from vangnet.core import clock
from vangnet.protocol.log import EntryRefused
from vangnet.protocol.models import LogEntry

NEED = {"reason": "acute_danger", "explanation": "Staat hier, nu", "categories": ["signal", "health"]}


@pytest.fixture
def made(police):
    return dossier(police, step="found")


@pytest.fixture
def helper():
    return actor("hospital")


def opened(of, by, **also):
    return services.open_in_emergency(of.person.pseudonym, by=by, **{**NEED, **also})


def officer_of(somebody):
    return actor(role=PrivacyOfficer, of=somebody.organisation)


def reviewed(use, officer):
    return services.review_break_glass(use, is_justified=True, findings="Gebeld, klopt", by=officer)


def test_emergency_opens_one_dossier_to_one_person_for_an_hour(made, helper):
    colleague = actor("hospital", of=helper.organisation)
    use = opened(made, helper)
    assert use.until - use.since == timedelta(minutes=60)
    assert queries.dossier(helper, made.pk) == made
    assert queries.seen(helper, made) == {"signal", "health"}
    with pytest.raises(NotFound):
        queries.view(colleague, made)
    assert not queries.dossiers(helper).exists()
    with on(hours=1):
        with pytest.raises(NotFound):
            queries.view(helper, made)
        with pytest.raises(NotFound):
            queries.dossier(helper, made.person.pseudonym)


def test_emergency_lets_nobody_change_anything(made, helper):
    opened(made, helper)
    with pytest.raises(NotAllowed, match="read it and change nothing"):
        step(made, "found", helper)
    with pytest.raises(NotAllowed):
        services.involve(made, organisation=actor("iom").organisation, ground="vc:b8.3", by=helper)


def test_emergency_is_loud(made, helper, police):
    officers = officer_of(police), officer_of(helper)
    use = opened(made, helper)
    for told in (police, *officers):
        assert [one.code for one in notices.notices(told)] == ["emergency.opened"]
    line = Disclosure.objects.get(pk=use.disclosure_id)
    assert (line.receiver, line.ground) == (helper.organisation, "vital_interest")
    assert set(line.categories) == {"signal", "health"}
    assert AuditEntry.objects.filter(act="emergency.open", outcome="done", account=helper.account).exists()
    page = text(signed_in(police).get(address("overview", made)))
    assert "This dossier was opened in an emergency" in page
    with on(days=2):
        assert "was opened in an emergency" not in text(signed_in(police).get(address("overview", made)))
        assert "Staat hier, nu" in text(signed_in(police).get(address("sharing", made)))


def test_review_within_one_working_day_by_the_owner(made, helper, police):
    use = opened(made, helper)
    assert use.review_by.date() == at(days=1).date()
    assert [one.pk for one in queries.reviews(officer_of(police))] == [use.pk]
    assert queries.reviews(officer_of(helper)) == []
    assert queries.reviews(police) == []
    for stranger in (officer_of(helper), police):
        with pytest.raises(NotAllowed):
            reviewed(use, stranger)
    reviewed(use, officer_of(police))
    with pytest.raises(NotAllowed, match="already been reviewed"):
        reviewed(use, officer_of(police))


def test_use_that_nobody_reviewed_blocks_the_next(made, helper, police):
    use = opened(made, helper)
    other = dossier(police)
    with on(hours=3):
        with pytest.raises(NotAllowed, match="not been reviewed yet"):
            opened(other, helper)
        reviewed(use, officer_of(police))
        assert opened(other, helper)


def test_three_uses_a_month_are_the_most(helper, police):
    officer = officer_of(police)
    for _number in range(3):
        reviewed(opened(dossier(police), helper), officer)
    with pytest.raises(NotAllowed, match="3 times this month"):
        opened(dossier(police), helper)
    with on(days=31):
        assert opened(dossier(police), helper)


@pytest.mark.parametrize("kind", ["shelter_location", "investigation"])
def test_some_kinds_never_open(made, helper, kind):
    with pytest.raises(NotAllowed, match="does not open this"):
        opened(made, helper, categories=["signal", kind])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"reason": "curious"}, "from the list"), ({"categories": []}, "which kinds")],
)
def test_emergency_needs_a_reason_and_says_what_is_needed(made, helper, wrong, said):
    with pytest.raises(NotAllowed, match=said):
        opened(made, helper, **wrong)


def test_emergency_needs_an_explanation(made, helper):
    with pytest.raises(EntryRefused):
        opened(made, helper, explanation=" ")


def test_administrator_and_participant_cannot_use_it(made, police):
    with pytest.raises(NotAllowed):
        opened(made, actor("hospital", role=Administrator))
    with pytest.raises(NotAllowed, match="takes part"):
        opened(made, police, categories=["signal"])
    assert not BreakGlass.objects.exists()


def test_pseudonym_that_does_not_exist_is_refused_at_the_end_and_leaves_a_line(helper):
    with pytest.raises(NotAllowed, match="Check the pseudonym"):
        services.open_in_emergency("XXXX-0000", by=helper, **NEED)
    line = AuditEntry.objects.get(act="emergency.open", account=helper.account)
    assert line.outcome == "refused"
    assert line.dossier_id is None


def test_emergency_is_of_somebody_at_an_organisation(made, helper):
    opened(made, helper)
    for nobody in (system(), replace(helper, organisation=None)):
        with pytest.raises(NotFound):
            queries.dossier(nobody, made.person.pseudonym)


def test_owner_of_a_track_is_told_and_reviews(police, helper):
    made = dossier(police)
    registrar = joined(made, police)
    step(made, "found", registrar)
    use = opened(made, helper)
    assert use.owner == registrar.organisation


def test_rules_are_dated():
    rules = emergencies.in_force(at(days=-9999).date())
    assert rules == emergencies.current()
    start, end = rules.month_of(at())
    assert (start.day, end.day, end.month) == (1, 1, 4)


def test_emergency_on_the_pages(helper, police):
    # The wall asks the clock of the database, so this happens at the present moment.
    with clock.fixed(datetime.now(UTC)):
        walk_through(dossier(police, step="found"), helper, police)


def walk_through(made, helper, police):
    browse = signed_in(helper)
    page = text(browse.get(address("emergency")))
    assert "for 60 minutes" in page
    given = {"pseudonym": made.person.pseudonym, **NEED}
    assert "Choose one of the answers." in text(browse.post(address("emergency"), {**given, "reason": ""}))
    assert "Check the pseudonym" in text(
        browse.post(address("emergency"), {**given, "pseudonym": "XXXX-0000"})
    )
    assert browse.post(address("emergency"), given).url == address("overview", made)
    assert "read it until" in text(browse.get(address("overview", made)))
    assert "You can look until" in text(browse.get(address("why", made)))
    assert made.person.pseudonym in text(browse.get(address("emergency")))
    officer = signed_in(officer_of(police))
    assert made.person.pseudonym in text(officer.get(address("reviews")))
    assert "Emergency access to review" in text(officer.get(address("index")))
    use = BreakGlass.objects.get()
    where = f"{address('reviews')}{use.pk}/"
    assert "Was it needed?" in text(officer.get(where))
    assert officer.post(where, {"verdict": "no", "findings": "Kon wachten"}).url == address("reviews")
    assert "It was not needed." in text(officer.get(address("reviews")))
    assert officer.get(where).status_code == 403
    assert officer.get(f"{address('reviews')}{made.pk}/").status_code == 404
    assert browse.get(address("reviews")).status_code == 403


def test_page_in_an_emergency_offers_nothing_to_record(made, helper, police):
    opened(made, helper)
    own, passing = (
        signed_in(one).get(address("overview", made)).content.decode() for one in (police, helper)
    )
    assert "/record/" in own or "Record a step" in own
    assert "/record/" not in passing
    assert "Record a step" not in passing


def test_owner_with_a_privacy_officer_reviews_before_one_without(made, helper, police):
    second = joined(made, police)
    first_event = LogEntry.objects.earliest("pk")
    Track.objects.create(dossier=made, kind="residence", owner=second.organisation, opened_by=first_event)
    assert opened(made, helper).owner == police.organisation
    officer_of(second)
    assert opened(made, actor("hospital")).owner == second.organisation
