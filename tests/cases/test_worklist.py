from datetime import timedelta

import pytest

from tests.factories import actor, at, dossier, draft, joined, on, step
from vangnet.access.roles import Reader
from vangnet.cases import queries, services
from vangnet.cases.models import DossierStanding, WorklistEntry
from vangnet.cases.queries import WorklistFilter
from vangnet.protocol.moments import exactly


def duties(block):
    return [row.line.duty for row in block.rows]


def test_duty_moves_from_this_week_to_late_by_time_alone(police):
    one = dossier(police, step="found")
    work = queries.worklist(police)
    assert (duties(work.this_week), duties(work.late)) == (["tell"], [])
    (row,) = work.this_week.rows
    assert (row.status, row.due_at, row.pseudonym) == ("open", at(days=1), one.person.pseudonym)
    with on(days=1):
        assert duties(queries.worklist(police).this_week) == ["tell"]
    with on(days=1, hours=1):
        work = queries.worklist(police)
        assert (duties(work.this_week), duties(work.late)) == ([], ["tell"])
        assert work.late.rows[0].status == "overdue"
    assert str(row.line) == f"{one.person.pseudonym}: route.tell"


def test_what_is_due_later_and_what_is_not_certain_stays_in_sight(police):
    one = dossier(police, {"age": "unknown"}, step="found")
    guardian, service = joined(one, police, "guardian"), joined(one, police, "immigration_service")
    step(one, "asked", police, party="victim")
    work = queries.worklist(guardian)
    assert (work.later.total, work.questions.total) == (0, 1)
    (question,) = work.questions.rows
    assert (question.dossier, question.facts) == (one, ["age"])
    assert [(line.duty, line.is_in_doubt) for line in question.lines] == [("care", True)]
    (row,) = queries.worklist(service).later.rows
    assert (row.line.duty, row.status, row.due_at) == ("decide", "open", at(days=10))


def test_questions_of_one_dossier_are_one_line_for_everybody_who_takes_part(police):
    for _ in range(2):
        dossier(police, {"age": "unknown"}, step="found")
    work = queries.worklist(police)
    assert work.questions.total == len(work.questions.rows) == 2
    assert "care" not in duties(work.waiting)
    chosen = WorklistFilter(start={"questions": 1})
    assert len(queries.worklist(police, chosen).questions.rows) == 1
    chosen = WorklistFilter(start={"questions": 5})
    assert queries.worklist(police, chosen).questions.rows == []


def test_clock_that_stands_still_shows_what_is_left(police):
    one = dossier(police, step="found")
    service = joined(one, police, "immigration_service")
    step(one, "asked", police, party="victim")
    with on(days=2):
        step(one, "on_hold", service)
    with on(days=40):
        (row,) = queries.worklist(service).later.rows
        assert (row.status, row.line.due_at, row.line.remaining) == ("open", None, timedelta(days=8))
        assert row.due_at == at(days=48)
        step(one, "hold_lifted", service)
        assert queries.worklist(service).later.rows[0].due_at == at(days=48)


def test_clock_that_had_run_out_is_not_helped_by_a_stop(police):
    one = dossier(police, step="found")
    service = joined(one, police, "immigration_service")
    step(one, "asked", police, party="victim")
    with on(days=12):
        step(one, "on_hold", service)
    with on(days=20):
        assert duties(queries.worklist(service).late) == ["decide"]


def test_each_organisation_of_the_kind_has_the_duty(police):
    one = dossier(police, step="found")
    first, second = joined(one, police), joined(one, police)
    for by in (first, second):
        assert duties(queries.worklist(by).this_week) == ["report"]
    assert duties(queries.worklist(police).waiting) == ["report", "report"]


@pytest.fixture
def three(police):
    return [
        dossier(police, {"age": 16, "origin": "eu", "form_of_exploitation": "labour"}, step="found"),
        dossier(police, {"age": 18, "origin": "nl", "form_of_exploitation": "sexual"}, step="found"),
        dossier(police, {"age": "unknown", "origin": "unknown"}, step="found"),
    ]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, {0, 1, 2}),
        ({"group": "minor"}, {0}),
        ({"group": "adult"}, {1}),
        ({"group": "unknown"}, {2}),
        ({"group": "nonsense"}, {0, 1, 2}),
        ({"origin": "eu"}, {0}),
        ({"form_of_exploitation": "sexual"}, {1}),
        ({"agreement": "route"}, {0, 1, 2}),
        ({"agreement": "other"}, set()),
        ({"duty": "tell"}, {0, 1, 2}),
        ({"duty": "care"}, set()),
        ({"track": "protection"}, {0, 1, 2}),
        ({"track": "residence"}, set()),
        ({"party": "police"}, {0, 1, 2}),
        ({"party": "guardian"}, set()),
        ({"due_before": at(days=2)}, {0, 1, 2}),
        ({"due_before": at(hours=1)}, set()),
    ],
)
def test_filter_leaves_what_was_chosen(police, three, chosen, expected):
    rows = queries.worklist(police, WorklistFilter(**chosen)).this_week.rows
    assert {row.line.dossier_id for row in rows} == {three[number].pk for number in expected}


def test_filter_finds_one_person(police, three):
    chosen = WorklistFilter(pseudonym=three[1].person.pseudonym.lower())
    (row,) = queries.worklist(police, chosen).this_week.rows
    assert row.standing.age == 18
    assert str(row.standing).startswith(three[1].person.pseudonym)


def test_disputed_age_is_unknown_to_the_filter(police, three):
    step(three[1], "asked", police, facts={"age": {"value": 15, "certainty": "disputed"}})
    rows = queries.worklist(police, WorklistFilter(group="unknown")).this_week.rows
    assert {row.line.dossier_id for row in rows} == {three[1].pk, three[2].pk}


def test_long_block_is_shown_by_the_page(police, monkeypatch):
    monkeypatch.setattr("vangnet.cases.queries.worklists.PAGE", 2)
    for _ in range(3):
        dossier(police, step="found")
    first = queries.worklist(police).this_week
    rest = queries.worklist(police, WorklistFilter(start={"this_week": 2})).this_week
    assert (first.total, len(first.rows), first.start) == (3, 2, 0)
    assert (rest.total, len(rest.rows), rest.start) == (3, 1, 2)
    assert queries.worklist(police, WorklistFilter(start={"this_week": -5})).this_week.start == 0


def test_worklist_asks_the_database_the_same_for_many_dossiers(police, django_assert_max_num_queries):
    for _ in range(6):
        joined(dossier(police, step="found"), police)
    with django_assert_max_num_queries(13):
        work = queries.worklist(police)
        assert {row.pseudonym and row.standing.age for row in work.this_week.rows} == {30}
        assert all(row.line.holder for row in work.waiting.rows)


def test_term_with_a_consequence_is_followed_when_it_passes(police):
    one = dossier(police, step="found")
    council = joined(one, police, "municipality")
    with on(days=2):
        assert queries.worklist(council).behind == 0
        assert services.keep_right(by=council) == 0
    with on(days=3, hours=1):
        assert queries.worklist(council).behind == 1
        assert services.keep_right(by=council) == 1
        work = queries.worklist(council)
        assert (work.behind, duties(work.this_week)) == (0, ["escalate"])


def test_end_of_a_period_is_followed_when_it_passes(police):
    one = dossier(police, step="found")
    service = joined(one, police, "immigration_service")
    step(one, "asked", police, party="victim")
    step(one, "granted", service)
    with on(days=93):
        services.keep_right(by=service)
        assert duties(queries.worklist(service).this_week) == ["renew"]


def test_only_dossiers_that_somebody_may_see_are_kept_right(police):
    dossier(police, step="found")
    with on(days=5):
        assert services.keep_right(by=actor("kmar")) == 0
        assert services.keep_right(by=actor(role=Reader, of=police.organisation)) == 1


def test_new_version_makes_every_dossier_behind(police, settings, tmp_path):
    dossier(police, step="found")
    _change(settings, tmp_path, "target: PT24H", "target: PT12H")
    assert queries.worklist(police).behind == 1
    assert services.keep_right(by=police) == 1
    work = queries.worklist(police)
    assert (work.behind, work.this_week.rows[0].due_at) == (0, at(hours=12))


def test_version_that_comes_into_force_changes_what_is_open(police, settings, tmp_path):
    _change(settings, tmp_path, "target: PT24H", "target: P30D")
    later = (tmp_path / "route" / "2020-01-01.yaml").read_text()
    (tmp_path / "route" / "2025-03-10.yaml").write_text(
        later.replace("valid_from: 2020-01-01", "valid_from: 2025-03-10\ntransition: immediate").replace(
            "P30D", "P20D"
        )
    )
    dossier(police, step="found")
    assert queries.worklist(police).later.rows[0].due_at == at(days=30)
    with on(days=7):
        assert services.keep_right(by=police) == 1
        assert queries.worklist(police).later.rows[0].due_at == at(days=20)


def _change(settings, folder, old, new):
    text = (settings.AGREEMENTS_DIR / "route" / "2020-01-01.yaml").read_text()
    (folder / "route").mkdir()
    (folder / "route" / "2020-01-01.yaml").write_text(text.replace(old, new))
    settings.AGREEMENTS_DIR = folder


def test_many_acts_are_computed_once_at_the_end(police):
    with services.deferred_refresh(by=police):
        one = dossier(police, step="found")
        with services.deferred_refresh(by=police):
            step(one, "told", police)
        assert not WorklistEntry.objects.exists()
        assert queries.worklist(police).behind == 1
    assert queries.worklist(police).behind == 0
    assert duties(queries.worklist(police).waiting) == ["report"]


def test_acts_that_break_off_leave_their_dossier_behind(police):
    with pytest.raises(ZeroDivisionError), services.deferred_refresh(by=police):
        dossier(police, step="found")
        raise ZeroDivisionError
    assert services.keep_right(by=police) == 1
    assert duties(queries.worklist(police).this_week) == ["tell"]
    assert DossierStanding.objects.get().program_hash


def test_correction_changes_the_worklist_at_once(police):
    one = dossier(police, step="found")
    found = queries.entries(police, one)[1]
    services.correct_event(one, entry=found, draft=draft("found", exactly(at(days=-5))), by=police)
    assert duties(queries.worklist(police).late) == ["tell"]
    services.retract_event(one, entry=queries.entries(police, one)[-1], reason="x", by=police)
    assert duties(queries.worklist(police).late) == []


@pytest.mark.parametrize("few", [0, 1000])
def test_organisation_with_many_dossiers_sees_the_same_as_one_with_few(police, three, monkeypatch, few):
    monkeypatch.setattr("vangnet.cases.queries.worklists.FEW", few)
    dossier(actor("police"), step="found")
    joined(three[0], police)
    work = queries.worklist(police)
    assert {row.line.dossier_id for row in work.this_week.rows} == {one.pk for one in three}
    assert (work.this_week.total, work.waiting.total, work.questions.total) == (3, 4, 1)
    assert queries.worklist(police, WorklistFilter(group="minor")).waiting.total == 2
    assert queries.worklist(police, WorklistFilter(group="minor")).this_week.total == 1


def test_lists_that_are_not_shown_are_counted_all_the_same(police):
    one = dossier(police, step="found")
    joined(one, police)
    whole = queries.worklist(police)
    names = ("late", "this_week", "later", "waiting")
    shown = next(name for name in names if getattr(whole, name).rows)
    some = queries.worklist(police, WorklistFilter(only=shown))
    assert [getattr(some, name).total for name in names] == [getattr(whole, name).total for name in names]
    assert [name for name in names if getattr(some, name).rows] == [shown]
    assert len(getattr(some, shown).rows) == len(getattr(whole, shown).rows)
