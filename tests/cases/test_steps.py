import pytest
from django.utils import translation

from tests.factories import actor, at, dossier, draft, joined, on, step
from vangnet.access.models import AuditEntry
from vangnet.access.roles import Reader
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.cases import queries, services
from vangnet.cases.services import ReasonNeeded
from vangnet.protocol.log import EntryRefused
from vangnet.protocol.moments import exactly


def outcomes(act):
    return list(AuditEntry.objects.filter(act=act).order_by("moment", "pk").values_list("outcome", flat=True))


def test_step_is_recorded_with_event_and_trace(police):
    one = dossier(police, step="found")
    entry = step(one, "told", police, facts={"age": 31}, note="In het Pools")
    assert queries.entries(police, one)[-1] == entry
    assert (entry.subject, entry.party) == (one.person_id, "police")
    line = AuditEntry.objects.get(act="step.record")
    assert (line.dossier_id, line.object_ids, line.outcome) == (one.pk, [str(entry.pk)], "done")


def test_step_of_somebody_else_keeps_who_did_it(police):
    one = dossier(police, step="found")
    assert step(one, "asked", police, party="victim").party == "victim"


def test_same_submission_is_recorded_once(police):
    one = dossier(police, step="found")
    first = step(one, "told", police, submission_key="k")
    assert step(one, "told", police, submission_key="k") == first
    corrected = services.correct_event(one, entry=first, draft=draft("told", submission_key="k2"), by=police)
    assert (
        services.correct_event(one, entry=first, draft=draft("told", submission_key="k2"), by=police)
        == corrected
    )
    assert len(queries.entries(police, one)) == 4
    assert outcomes("step.record") == ["done", "repeated"]
    assert outcomes("step.correct") == ["done", "repeated"]


def test_step_that_misses_another_asks_for_a_reason(police):
    one = dossier(police, step="found")
    with pytest.raises(ReasonNeeded) as refusal:
        step(one, "granted", police, party="immigration_service")
    verdict = refusal.value.verdict
    assert str(verdict.reason) == "Ask first. Not recorded yet: Asked."
    assert verdict.source == "Testregel 9"
    assert len(queries.entries(police, one)) == 2
    assert outcomes("step.record") == ["refused"]


def test_reason_is_given_in_the_language_of_the_reader(police):
    one = dossier(police, step="found")
    with translation.override("nl"), pytest.raises(ReasonNeeded) as refusal:
        step(one, "granted", police)
    assert str(refusal.value.verdict.reason) == "Eerst vragen. Nog niet vastgelegd: Gevraagd."


def test_step_that_deviates_is_recorded_with_a_reason(police):
    one = dossier(police, step="found")
    entry = step(one, "granted", police, deviation_reason="Ambtshalve")
    assert entry.deviation_reason == "Ambtshalve"
    (deviation,) = queries.judgement(police, one).deviations
    assert deviation.event.id == entry.event_id


def test_step_that_comes_too_late_asks_for_a_reason(police):
    one = dossier(police, step="found")
    step(one, "closed", police)
    with pytest.raises(ReasonNeeded, match="Not after closing. Recorded before: Closed."):
        step(one, "told", police)


def test_forbidden_step_asks_for_a_reason_and_is_a_breach(police):
    one = dossier(police, step="found")
    step(one, "asked", police, party="victim")
    step(one, "granted", police, party="immigration_service")
    with pytest.raises(ReasonNeeded, match="This is forbidden now: No removal during the stay."):
        step(one, "removed", police, party="return_service")
    step(one, "removed", police, party="return_service", deviation_reason="Met instemming")
    assert len(queries.judgement(police, one).breaches) == 1
    step(one, "removed", police, party="police")


def test_requirement_that_may_apply_asks_for_a_reason(police):
    one = dossier(police, {"age": "unknown"})
    with pytest.raises(ReasonNeeded, match="Care for minors. Not recorded yet: Found."):
        step(one, "cared", police)
    step(dossier(police, {"age": 30}), "cared", police)


def test_prohibition_in_doubt_says_that_it_may_hold(police, settings, tmp_path):
    text = (settings.AGREEMENTS_DIR / "route" / "2020-01-01.yaml").read_text()
    (tmp_path / "route").mkdir()
    (tmp_path / "route" / "2020-01-01.yaml").write_text(
        text.replace("    not: removed\n", '    not: removed\n    when: "detention"\n').replace(
            ", sets: {detention: false}", ""
        )
    )
    settings.AGREEMENTS_DIR = tmp_path
    one = dossier(police, step="found")
    step(one, "asked", police)
    step(one, "granted", police)
    with pytest.raises(ReasonNeeded, match="This may be forbidden now: No removal during the stay."):
        step(one, "removed", police, party="return_service")


def test_earlier_deviation_does_not_hold_up_a_later_step(police):
    one = dossier(police, step="found")
    step(one, "granted", police, deviation_reason="Ambtshalve")
    assert step(one, "told", police).sequence == 4


def test_wrong_step_is_refused_and_nothing_is_kept(police):
    one = dossier(police)
    with pytest.raises(EntryRefused):
        step(one, "flown", police)
    with pytest.raises(EntryRefused):
        step(one, "told", police, exactly(at(days=1)))
    assert len(queries.entries(police, one)) == 1


def test_first_step_of_a_track_opens_it_for_who_records(police):
    one = dossier(police, step="found")
    registrar = joined(one, police)
    step(one, "reported", registrar)
    step(one, "cared", registrar)
    step(one, "escalated", registrar)
    owners = {track.kind: track.owner for track in queries.tracks(police, one)}
    assert owners == {"protection": police.organisation, "minor_care": registrar.organisation}
    assert str(queries.tracks(police, one)[0]) == f"{one.person.pseudonym}: protection"


def test_correction_replaces_what_was_recorded(police):
    one = dossier(police, step="found")
    wrong = step(one, "told", police)
    made = services.correct_event(one, entry=wrong, draft=draft("told", exactly(at(days=-1))), by=police)
    assert made.corrects == wrong
    assert outcomes("step.correct") == ["done"]
    with pytest.raises(EntryRefused, match="already corrected"):
        services.correct_event(one, entry=wrong, draft=draft("told"), by=police)


def test_opening_facts_are_corrected_but_never_retracted(police):
    one = dossier(police, step="found")
    opening = queries.entries(police, one)[0]
    services.correct_event(
        one, entry=opening, draft=draft("told", exactly(at()), facts={"age": 12}), by=police
    )
    assert queries.entries(police, one)[-1].step == "dossier.opened"
    assert "care" in {duty.duty for duty in queries.judgement(police, one).duties}
    with pytest.raises(NotAllowed, match="stays opened"):
        services.retract_event(one, entry=opening, reason="x", by=police)


def test_retracted_step_no_longer_counts(police):
    one = dossier(police, step="found")
    told = step(one, "told", police)
    services.retract_event(one, entry=told, reason="Andere betrokkene", by=police)
    assert queries.entries(police, one)[-1].note == "Andere betrokkene"
    assert {duty.duty: duty.status for duty in queries.judgement(police, one).duties}["tell"] == "open"
    assert outcomes("step.retract") == ["done"]


@pytest.mark.parametrize("reason", ["", "  ", "\x00", "x" * 10_001])
def test_retraction_needs_a_readable_reason(police, reason):
    one = dossier(police, step="found")
    with pytest.raises(EntryRefused) as refusal:
        services.retract_event(one, entry=queries.entries(police, one)[1], reason=reason, by=police)
    assert [problem.field for problem in refusal.value.problems] == ["reason"]


def test_event_of_another_organisation_is_not_changed_but_disputed(police):
    one = dossier(police, step="found")
    registrar = joined(one, police)
    found = queries.entries(police, one)[1]
    for act in (
        lambda: services.correct_event(one, entry=found, draft=draft("found"), by=registrar),
        lambda: services.retract_event(one, entry=found, reason="x", by=registrar),
    ):
        with pytest.raises(NotAllowed, match="mark the fact as disputed"):
            act()
    step(one, "reported", registrar, facts={"age": {"value": 16, "certainty": "disputed"}})
    assert queries.judgement(police, one).facts_to_ask == ["age"]
    assert queries.view(police, one).facts["age"].certainty == "disputed"


def test_act_on_a_dossier_is_not_corrected(police):
    one = dossier(police)
    joined(one, police)
    invited = queries.entries(police, one)[1]
    with pytest.raises(NotAllowed, match="opposite act"):
        services.correct_event(one, entry=invited, draft=draft("told"), by=police)


def test_reader_records_nothing(police):
    one = dossier(police, step="found")
    reader = actor(role=Reader, of=police.organisation)
    with pytest.raises(NotAllowed, match="record a step"):
        step(one, "told", reader)


@pytest.mark.parametrize(
    "act",
    [
        lambda one, by: step(one, "told", by),
        lambda one, by: services.correct_event(one, entry=one.first, draft=draft("told"), by=by),
        lambda one, by: services.retract_event(one, entry=one.first, reason="x", by=by),
    ],
)
def test_stranger_finds_no_dossier_to_write_in(police, act):
    one = dossier(police, step="found")
    one.first = queries.entries(police, one)[1]
    stranger = actor("kmar")
    with pytest.raises(NotFound):
        act(one, stranger)
    assert AuditEntry.objects.get(account=stranger.account).outcome == "not_found"


def test_step_is_judged_by_the_day_on_which_it_happened(police):
    one = dossier(police, step="found")
    with on(days=10):
        step(one, "told", police, exactly(at(hours=2)))
        assert {duty.duty: duty.status for duty in queries.judgement(police, one).duties}["tell"] == "in_time"
