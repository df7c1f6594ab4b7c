from datetime import timedelta

import pytest

from tests.cases.browsing import address, signed_in, text
from tests.factories import actor, dossier, joined, on, step
from vangnet.access import disclosures, grants, notices
from vangnet.access.categories import DataCategory
from vangnet.access.levels import Level
from vangnet.access.models import Disclosure
from vangnet.access.roles import Reader
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.cases import queries, services
from vangnet.cases.models import Consent, Decider, Heard
from vangnet.cases.presenters import lawful as words
from vangnet.cases.queries import lawful
from vangnet.cases.states import ConsentState
from vangnet.core import clock
from vangnet.protocol.log import EntryRefused
from vangnet.protocol.models import LogEntry


def talk(receivers, categories=("signal",), **also):
    given = {"purpose": "protection", "asked_on": clock.today(), "language": "Hongaars", **also}
    return services.Talk(categories=categories, receivers=receivers, **given)


def said(of, by, receiver, state=ConsentState.GIVEN, categories=("signal",), **also):
    asked = talk([receiver.code], categories, **also)
    return services.record_consent(of, state=state, talk=asked, by=by)


@pytest.fixture
def shelter():
    return actor("shelter")


@pytest.fixture
def made(shelter):
    return dossier(shelter, step="found")


def test_consent_opens_what_it_names_for_whom_it_names(made, shelter):
    other, third = actor("police").organisation, actor("hospital").organisation

    def may(receiver, category="signal"):
        found = lawful.consider(shelter, made, receiver=receiver, ground="consent", categories=[category])
        return found[0].answer.ready

    assert not may(other)
    said(made, shelter, other)
    assert may(other)
    assert not may(other, "health")
    assert not may(third)


def test_consent_can_name_every_organisation_of_a_kind(made, shelter):
    services.record_consent(made, state=ConsentState.GIVEN, talk=talk(["kind:police"]), by=shelter)
    known = lawful.circumstances(shelter, made, actor("police").organisation)
    assert "consent_given" in known.states("signal")
    assert "consent_given" not in lawful.circumstances(shelter, made, actor("iom").organisation).states(
        "signal"
    )


def test_withdrawal_stops_sharing_at_once_and_stays_readable(made, shelter):
    other = actor("police").organisation
    consent = said(made, shelter, other)
    with on(hours=1):
        services.withdraw_consent(consent, reason="Bedacht zich", by=shelter)
        assert "consent_given" not in lawful.circumstances(shelter, made, other).states("signal")
        [line] = queries.consents(shelter, made)
        assert (line.state, line.stands) == (ConsentState.WITHDRAWN, False)
        assert line.withdrawal.explanation == "Bedacht zich"
        with pytest.raises(NotAllowed, match="already been withdrawn"):
            services.withdraw_consent(consent, reason="Nog eens", by=shelter)
        with pytest.raises(NotAllowed, match="Only a yes"):
            services.withdraw_consent(line.withdrawal, reason="Nog eens", by=shelter)


def test_access_that_rested_on_a_consent_ends_and_other_access_stays(made, shelter):
    police = joined(made, shelter, "police")
    colleague = actor("police", of=police.organisation)
    consent = said(made, shelter, police.organisation, categories=("signal", "contact"))
    services.share(
        made,
        plan=services.Plan(
            receiver=police.organisation,
            categories=["signal", "contact"],
            purpose="protection",
            ground="consent",
            agreed=[code for code, _words in words.every_condition_to_keep()],
        ),
        kind="access",
        by=shelter,
    )
    line = Disclosure.objects.get(receiver=police.organisation, consent_id=consent.pk)
    assert line.rule
    assert {"signal", "contact"} <= queries.seen(colleague, made)
    before = queries.seen(police, made)
    with on(hours=1):
        services.withdraw_consent(consent, reason="Wil niet meer", by=shelter)
        assert queries.seen(police, made) == before - {"signal", "contact"}
        assert queries.may_see(police, made)
        assert [one.code for one in notices.notices(police)] == ["consent.withdrawn"]


def taking_part_on_consent(made, shelter, party="police", accepts=True):
    one = actor(party)
    consent = said(made, shelter, one.organisation, categories=[kind.value for kind in DataCategory])
    offer = services.involve(made, organisation=one.organisation, ground="consent", by=shelter)
    if accepts:
        services.accept_involvement(offer, by=one)
    return one, consent, offer


def steps_of(made):
    return set(LogEntry.objects.filter(history=made.pk).values_list("step", flat=True))


def test_whose_taking_part_rested_on_a_consent_is_out_when_it_is_taken_back(made, shelter):
    police, consent, offer = taking_part_on_consent(made, shelter)
    assert queries.may_see(police, made)
    with on(hours=1):
        services.withdraw_consent(consent, reason="Wil niet meer", by=shelter)
        offer.refresh_from_db()
        assert (offer.state, queries.may_see(police, made)) == ("ended", False)
        assert queries.seen(police, made) == frozenset()
        assert "involvement.ended" in steps_of(made)
        assert [one.code for one in notices.notices(police)] == ["consent.participation_ended"]
        assert not LogEntry.objects.filter(history=made.pk, note__contains="Wil niet meer").exists()


def test_offer_that_rested_on_a_consent_is_taken_back_with_it(made, shelter):
    police, consent, offer = taking_part_on_consent(made, shelter, accepts=False)
    with on(hours=1):
        services.withdraw_consent(consent, reason="Wil niet meer", by=shelter)
        offer.refresh_from_db()
        assert offer.state == "withdrawn"
        assert queries.offers(police) == []
        assert "involvement.withdrawn" in steps_of(made)


def test_taking_part_stays_when_another_line_of_the_register_carries_it(made, shelter):
    police, consent, offer = taking_part_on_consent(made, shelter)
    plan = services.Plan(
        receiver=police.organisation,
        categories=["signal"],
        purpose="protection",
        ground="vital_interest",
        said=["vital_danger"],
        agreed=[code for code, _words in words.every_condition_to_keep()],
    )
    services.share(made, plan=plan, kind="access", by=shelter)
    with on(hours=1):
        services.withdraw_consent(consent, reason="Wil niet meer", by=shelter)
        offer.refresh_from_db()
        assert (offer.state, queries.seen(police, made)) == ("accepted", {"signal"})
        assert [one.code for one in notices.notices(police)] == ["consent.withdrawn"]


def test_access_for_a_while_that_is_over_carries_nobody(made, shelter):
    police, consent, offer = taking_part_on_consent(made, shelter)
    line = disclosures.record(made.pk, receiver=police.organisation, ground="vc:b8.3", by=shelter)
    until = clock.now() + timedelta(minutes=5)
    grants.give(line, level=Level.PART, categories=["progress"], until=until, by=shelter)
    with on(hours=1):
        services.withdraw_consent(consent, reason="Wil niet meer", by=shelter)
        offer.refresh_from_db()
        assert offer.state == "ended"


def test_tracks_of_who_is_out_go_to_who_stays(made, shelter):
    police, consent, _offer = taking_part_on_consent(made, shelter)
    (track,) = queries.tracks(shelter, made)
    services.accept_handover(services.hand_over_track(track, to=police.organisation, by=shelter), by=police)
    back = services.hand_over_track(track, to=shelter.organisation, by=police)
    with on(hours=1):
        services.withdraw_consent(consent, reason="Wil niet meer", by=shelter)
        track.refresh_from_db()
        back.refresh_from_db()
        assert (track.owner, back.state) == (shelter.organisation, "withdrawn")


def test_who_writes_down_the_withdrawal_can_be_out_by_it(made, shelter):
    police, consent, offer = taking_part_on_consent(made, shelter)
    (track,) = queries.tracks(shelter, made)
    services.accept_handover(services.hand_over_track(track, to=police.organisation, by=shelter), by=police)
    page = signed_in(police).post(address("consent_withdraw", made, consent.pk), {"reason": "Bedacht zich"})
    assert page.url == address("index")
    offer.refresh_from_db()
    track.refresh_from_db()
    assert (offer.state, track.owner) == ("ended", shelter.organisation)


def test_nobody_to_go_to_leaves_a_track_where_it_is(made, shelter):
    police, consent, offer = taking_part_on_consent(made, shelter)
    (track,) = queries.tracks(shelter, made)
    services.accept_handover(services.hand_over_track(track, to=police.organisation, by=shelter), by=police)
    mine = queries.involvement_of(shelter.organisation, made)
    services.end_involvement(mine, reason="Klaar", by=shelter)
    services.withdraw_consent(consent, reason="Bedacht zich", by=police)
    offer.refresh_from_db()
    track.refresh_from_db()
    assert (offer.state, track.owner) == ("ended", police.organisation)


def test_withdrawal_of_what_nothing_rests_on_ends_nothing(made, shelter):
    police = joined(made, shelter, "police")
    consent = said(made, shelter, police.organisation)
    told = services.Plan(
        receiver=police.organisation,
        categories=["signal"],
        purpose="protection",
        ground="consent",
        agreed=[code for code, _words in words.every_condition_to_keep()],
    )
    services.share(made, plan=told, kind="spoken", by=shelter)
    before = queries.seen(police, made)
    with on(hours=1):
        services.withdraw_consent(consent, reason="Toch niet", by=shelter)
        assert queries.seen(police, made) == before
        assert not notices.notices(police)


def test_last_answer_counts(made, shelter):
    other = actor("police").organisation
    said(made, shelter, other)
    said(made, shelter, other, ConsentState.REFUSED)
    states = lawful.circumstances(shelter, made, other).states("signal")
    assert "consent_refused" in states
    assert "consent_given" not in states


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"categories": ()}, "categories"),
        ({"receivers": ()}, "receivers"),
        ({"language": " "}, "language"),
        ({"language": "x" * 61}, "language"),
        ({"asked_on": "tomorrow"}, "asked_on"),
    ],
)
def test_talk_that_says_too_little_is_refused(made, shelter, wrong, field):
    if wrong.get("asked_on"):
        wrong = {"asked_on": clock.today() + timedelta(days=1)}
    given = {"receivers": ["police"], "categories": ["signal"], **wrong}
    with pytest.raises(EntryRefused) as refusal:
        services.record_consent(
            made,
            state=ConsentState.GIVEN,
            talk=talk(given.pop("receivers"), given.pop("categories"), **given),
            by=shelter,
        )
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert not Consent.objects.exists()


def test_answers_stand_in_the_log_without_what_was_said(made, shelter):
    other = actor("police").organisation
    consent = said(made, shelter, other, explanation="GEHEIM")
    services.withdraw_consent(consent, reason="STIL", by=shelter)
    lines = LogEntry.objects.filter(history=made.pk, step__startswith="consent.").order_by("sequence")
    assert [line.step for line in lines] == ["consent.given", "consent.withdrawn"]
    assert all("GEHEIM" not in line.note and "STIL" not in line.note for line in lines)


def test_strangers_and_readers_record_nothing(made, shelter):
    other = actor("police")
    with pytest.raises(NotFound):
        said(made, other, other.organisation)
    with pytest.raises(NotAllowed):
        said(made, actor("shelter", role=Reader, of=shelter.organisation), other.organisation)
    with pytest.raises(NotFound):
        queries.consents(other, made)


def test_refusal_changes_no_duty_of_help(made, shelter):
    joined(made, shelter, "registrar")
    step(made, "found", shelter)
    before = [
        (duty.code, duty.status, duty.due, duty.holder) for duty in queries.judgement(shelter, made).duties
    ]
    assert before
    said(made, shelter, actor("police").organisation, ConsentState.REFUSED, categories=("signal", "health"))
    after = [
        (duty.code, duty.status, duty.due, duty.holder) for duty in queries.judgement(shelter, made).duties
    ]
    assert after == before


def test_talk_is_recorded_and_withdrawn_on_the_pages(made, shelter):
    browse = signed_in(shelter)
    assert "Nobody has talked" in text(browse.get(address("consent", made)))
    page = browse.post(address("consent_new", made), {"state": "given"})
    assert "Choose at least one of the answers." in text(page)
    given = {
        "state": "given",
        "categories": ["signal", "health"],
        "receivers": ["kind:police", shelter.organisation.code],
        "purpose": "protection",
        "asked_on": "3-3-2025",
        "language": "Hongaars",
        "interpreter": "Hongaars, telefonisch",
        "decider": Decider.BOTH.value,
        "child_heard": Heard.YES.value,
        "explanation": "Wil dat de tolk blijft",
    }
    assert browse.post(address("consent_new", made), given).url == address("consent", made)
    page = text(browse.get(address("consent", made)))
    for told in (
        "every organisation of the kind",
        "health",
        "Hongaars, telefonisch",
        "Child heard: yes",
        "given",
    ):
        assert told in page
    key = Consent.objects.get().pk
    assert browse.post(address("consent_withdraw", made, key), {"reason": "Nee"}).url == address(
        "consent", made
    )
    assert "Withdrawn: Nee" in text(browse.get(address("consent", made)))
    assert browse.get(address("consent_withdraw", made, made.pk)).status_code == 404
    assert browse.get(address("consent_withdraw", made, key)).status_code == 403


@pytest.mark.parametrize("language", ["nl", "en"])
def test_text_to_read_aloud_is_there_in_both_languages(made, shelter, language):
    with on(language=language):
        page = text(signed_in(shelter).get(address("consent_aloud", made)))
    assert {"nl": "U mag nee zeggen", "en": "You may say no"}[language] in page
