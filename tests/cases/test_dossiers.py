import pytest

from tests.factories import ADULT, actor, at, dossier, draft, joined, on, step
from vangnet.access.actors import system
from vangnet.access.models import AuditEntry, Disclosure
from vangnet.access.roles import Administrator, Caseworker, Rapporteur
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.cases import queries, services
from vangnet.cases.models import Dossier
from vangnet.cases.queries.newest import newest
from vangnet.core.ids import uuid7
from vangnet.persons.models import Person, PersonLink
from vangnet.protocol.log import EntryRefused
from vangnet.protocol.moments import exactly

Kind = PersonLink.Kind


def codes(timeline):
    return [item.entry.step for item in timeline]


def test_dossier_opens_with_its_minimum_facts_in_the_first_event(police):
    made = dossier(police, {"age": 16, "origin": "unknown"}, note="Bij het loket", party="kmar")
    (first,) = queries.entries(police, made)
    assert (first.step, first.party, first.note, first.ground) == ("dossier.opened", "kmar", "", "Wet A")
    [written] = queries.view(police, made).texts[first.pk]
    assert (written.text, written.kind, written.is_hidden) == ("Bij het loket", "progress", False)
    assert first.subject == made.person_id
    assert first.facts["age"]["value"] == 16
    assert first.facts["origin"]["value"] == "unknown"
    assert made.history_id == made.pk
    assert made.opened_by == police.organisation


def test_dossier_opens_with_the_step_that_was_the_occasion(police):
    made = dossier(police, step="found")
    assert codes(queries.timeline(police, made)) == ["dossier.opened", "found"]
    assert [track.kind for track in queries.tracks(police, made)] == ["protection"]


def test_opening_organisation_takes_part_on_a_ground(police):
    made = dossier(police)
    (involvement,) = queries.involvements(police, made)
    assert (involvement.organisation, involvement.state) == (police.organisation, "accepted")
    (line,) = Disclosure.objects.filter(dossier_id=made.pk)
    assert (line.provider, line.receiver, line.ground) == (police.organisation, police.organisation, "Wet A")
    assert str(involvement) == f"{police.organisation}: accepted"


def test_same_submission_opens_one_dossier(police):
    first = dossier(police, submission_key="k")
    assert dossier(police, submission_key="k") == first
    assert Dossier.objects.count() == Person.objects.count() == 1
    assert AuditEntry.objects.filter(act="dossier.open", outcome="repeated").count() == 1


def test_submission_of_somebody_else_shows_nothing(police):
    dossier(police, submission_key="k")
    with pytest.raises(NotFound):
        dossier(actor("kmar"), submission_key="k")


@pytest.mark.parametrize(
    ("minimum", "also", "field"),
    [
        ({"age": 300}, {}, "age"),
        ({"shoe": 3}, {}, "shoe"),
        (ADULT, {"occurred": exactly(at(days=1))}, "occurred"),
        (ADULT, {"ground": "  "}, "ground"),
        (ADULT, {"ground": "x" * 201}, "ground"),
        (ADULT, {"step": "flown"}, "step"),
    ],
)
def test_wrong_minimum_opens_nothing(police, minimum, also, field):
    with pytest.raises(EntryRefused) as refusal:
        dossier(police, minimum, **also)
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("role", [Administrator, Rapporteur])
def test_role_without_that_task_opens_nothing(role):
    with pytest.raises(NotAllowed, match=str(role.name)):
        dossier(actor(role=role))
    assert AuditEntry.objects.get(act="dossier.open").outcome == "refused"


def test_system_without_organisation_opens_nothing():
    with pytest.raises(NotAllowed, match="for an organisation"):
        dossier(system())


def test_dossier_is_found_by_key_and_by_pseudonym_with_a_trace(police):
    made = dossier(police)
    for reference in (made.pk, made.person.pseudonym, made.person.pseudonym.lower()):
        assert queries.dossier(police, reference) == made
    assert AuditEntry.objects.filter(act="dossier.read", dossier_id=made.pk, outcome="done").count() == 3
    assert str(made) == made.person.pseudonym


@pytest.mark.parametrize("reference", [uuid7(), "KAVO-0000", "", "' OR 1=1", "\x00"])
def test_what_does_not_exist_is_not_found(police, reference):
    with pytest.raises(NotFound):
        queries.dossier(police, reference)
    assert AuditEntry.objects.get(act="dossier.read").outcome == "not_found"


def test_opening_and_linking_leave_an_event_and_a_trace(police):
    first, second = dossier(police), dossier(police)
    link = services.link_persons(first, other=second, kind=Kind.SIBLING, by=police)
    for one in (first, second):
        assert codes(queries.timeline(police, one))[-1] == "person.linked"
    assert [linked.dossier for linked in queries.linked_persons(police, first)] == [second]
    assert [linked.dossier for linked in queries.linked_persons(police, second)] == [first]
    services.end_link(link, by=police)
    assert queries.linked_persons(police, first) == []
    assert codes(queries.timeline(police, second))[-1] == "person.link_ended"
    assert (
        AuditEntry.objects.filter(act__in=["dossier.link", "dossier.end_link"], outcome="done").count() == 2
    )


def test_persons_are_linked_once_in_the_same_way(police):
    first, second = dossier(police), dossier(police)
    link = services.link_persons(first, other=second, kind=Kind.SIBLING, by=police)
    with pytest.raises(NotAllowed, match="already linked"):
        services.link_persons(second, other=first, kind=Kind.SIBLING, by=police)
    services.link_persons(second, other=first, kind=Kind.TRAVELS_WITH, by=police)
    services.end_link(link, by=police)
    services.link_persons(first, other=second, kind=Kind.SIBLING, by=police)
    assert len(queries.linked_persons(police, first)) == 2


def test_link_is_ended_once(police):
    first, second = dossier(police), dossier(police)
    link = services.link_persons(first, other=second, kind=Kind.SIBLING, by=police)
    line = services.end_link(link, by=police)
    for ended in (link, line):
        with pytest.raises(NotAllowed, match="already been ended"):
            services.end_link(ended, by=police)


def test_person_is_not_linked_with_itself(police):
    one = dossier(police)
    with pytest.raises(NotAllowed, match="another dossier"):
        services.link_persons(one, other=one, kind=Kind.SIBLING, by=police)


def test_person_in_a_dossier_of_others_is_neither_linked_nor_shown(police):
    mine, theirs = dossier(police), dossier(actor("kmar"))
    with pytest.raises(NotFound):
        services.link_persons(mine, other=theirs, kind=Kind.SIBLING, by=police)
    second = dossier(police)
    link = services.link_persons(mine, other=second, kind=Kind.SIBLING, by=police)
    registrar = joined(mine, police)
    assert queries.linked_persons(registrar, mine) == []
    with pytest.raises(NotFound):
        services.end_link(link, by=registrar)


def test_view_shows_a_dossier_as_of_a_moment(police):
    made = dossier(police, step="found")
    with on(days=2):
        step(made, "told", police)
    with on(days=5):
        entry = queries.entries(police, made)[0]
        services.correct_event(
            made, entry=entry, draft=draft("", exactly(at()), facts={"age": 15}), by=police
        )
        now, then = queries.view(police, made), queries.view(police, made, at=at(days=1), known=at(days=1))
    assert codes(now.timeline) == ["dossier.opened", "found", "dossier.opened", "told"]
    assert codes(then.timeline) == ["dossier.opened", "found"]
    assert (now.facts["age"].value, then.facts["age"].value) == (15, 30)
    assert {duty.duty: duty.status for duty in then.judgement.duties} == {"tell": "open", "report": "open"}
    statuses = {duty.duty: duty.status for duty in now.judgement.duties}
    assert (statuses["tell"], statuses["care"]) == ("late", "overdue")
    assert (then.at, then.known, then.dossier) == (at(days=1), at(days=1), made)
    assert len(then.involvements) == 1
    assert len(then.tracks) == 1
    assert then.linked == []


def test_timeline_keeps_facts_interpretations_and_acts_apart(police):
    made = dossier(police, step="found")
    step(made, "asked", police, party="victim")
    entry = step(made, "granted", police)
    items = queries.timeline(police, made)
    assert [item.kind for item in items] == ["act", "fact", "fact", "interpretation"]
    assert [item.track for item in items] == ["", "protection", "residence", "residence"]
    assert [item.label("en") for item in items][1:] == ["Found", "Asked", "Granted"]
    assert items[0].label("en") == str(items[0].label("nl"))
    assert queries.entry(police, made, entry.sequence) == entry
    assert queries.entry(police, made, 99) is None


def test_timeline_says_what_was_replaced_by_what(police):
    made = dossier(police, step="found")
    found = queries.entries(police, made)[1]
    with on(days=1):
        made_again = services.correct_event(made, entry=found, draft=draft("found", exactly(at())), by=police)
        items = {item.entry.sequence: item.replaced_by for item in queries.timeline(police, made)}
    assert items == {1: None, 2: made_again, 3: None}


def test_next_steps_say_whose_duty_they_fulfil(police):
    made = dossier(police, step="found")
    steps = {one.step: one for one in queries.next_steps(police, made)}
    assert [duty.duty for duty in steps["told"].fulfils] == ["tell"]
    assert (steps["granted"].verdict, steps["asked"].verdict) == ("no", "yes")
    assert "ended" not in steps


READS = {
    "view": lambda by, one: queries.view(by, one),
    "entries": lambda by, one: queries.entries(by, one),
    "entry": lambda by, one: queries.entry(by, one, 1),
    "timeline": lambda by, one: queries.timeline(by, one),
    "judgement": lambda by, one: queries.judgement(by, one),
    "next_steps": lambda by, one: queries.next_steps(by, one),
    "linked_persons": lambda by, one: queries.linked_persons(by, one),
    "involvements": lambda by, one: queries.involvements(by, one),
    "tracks": lambda by, one: queries.tracks(by, one),
    "dossier": lambda by, one: queries.dossier(by, one.pk),
    "require": lambda by, one: queries.require(by, one),
    "require_part": lambda by, one: queries.require_part(by, one),
    "consents": lambda by, one: queries.consents(by, one),
    "consent": lambda by, one: queries.consent(by, one, one.pk),
    "requests": lambda by, one: queries.requests(by, one),
    "uses": lambda by, one: queries.uses(by, one),
}


@pytest.mark.parametrize("read", READS)
def test_organisation_that_does_not_take_part_sees_nothing(read, police):
    made = dossier(police, step="found")
    asked = actor("shelter")
    services.involve(made, organisation=asked.organisation, ground="vc:b8.3", by=police)
    colleague_without_right = actor(role=Rapporteur, of=police.organisation)
    for by in (
        actor("kmar"),
        asked,
        colleague_without_right,
        actor(role=Administrator, of=police.organisation),
    ):
        with pytest.raises(NotFound):
            READS[read](by, made)


@pytest.mark.parametrize("role", [Caseworker, Administrator, Rapporteur])
def test_lists_of_an_organisation_that_does_not_take_part_are_empty(role, police):
    made = dossier(police, step="found")
    services.link_persons(made, other=dossier(police), kind=Kind.SIBLING, by=police)
    stranger = actor("registrar", role=role)
    work = queries.worklist(stranger)
    blocks = (work.late, work.this_week, work.later, work.waiting)
    assert [(block.total, block.rows) for block in blocks] == [(0, [])] * 4
    assert (work.offered, work.handovers, work.behind) == ([], [], 0)
    assert not queries.dossiers(stranger).exists()
    assert not queries.may_see(stranger, made)


def test_every_read_of_a_dossier_is_in_the_table_of_reads():
    about_one = {
        name for name in dir(queries) if "dossier" in getattr(getattr(queries, name), "__annotations__", {})
    }
    rules_only = {
        "involvement_of",
        "is_linked",
        "open_tracks_of",
        "takes_part",
        "may_see",
        "seen",
        "seen_by",
        "open_emergency",
    }
    values = {"TimelineItem", "LinkedPerson", "DossierView"}
    assert about_one - rules_only - values <= set(READS)


def test_reading_leaves_no_trace_of_values(police):
    made = dossier(police, note="GEHEIM")
    queries.dossier(police, made.pk)
    for line in AuditEntry.objects.values_list("object_ids", "act"):
        assert "GEHEIM" not in str(line)


def test_list_shows_the_newest_dossier_first_and_finds_one_by_pseudonym(police):
    first = dossier(police)
    with on(days=1):
        second = dossier(police)
    dossier(actor("kmar"))
    assert list(queries.listed(police)) == [second, first]
    assert list(newest(police)) == [second, first]
    assert (newest(police)[1:], len(newest(police))) == ([first], 2)
    for nobody in (system(), actor(role=Rapporteur, of=police.organisation)):
        assert (list(newest(nobody)), len(newest(nobody))) == ([], 0)
    assert list(queries.listed(police, pseudonym=f" {first.person.pseudonym.lower()} ")) == [first]
    assert list(queries.listed(police, pseudonym="KAVO-0000")) == []
