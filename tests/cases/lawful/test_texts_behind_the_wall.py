"""Plain SQL, without the program in between: who reaches the sealed text of which kind."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.access.wall.rows import FAR, LONG_AGO
from tests.factories import actor, dossier, draft
from vangnet.access import disclosures, grants
from vangnet.access.categories import DataCategory
from vangnet.access.levels import Level
from vangnet.access.roles import Reader
from vangnet.access.wall.context import as_actor, with_token
from vangnet.cases import queries, services
from vangnet.cases.models import Paragraph, ParagraphText

KINDS = [one.value for one in DataCategory]
FOUND = "SELECT kind FROM cases_paragraphtext"


def given(case, by, to, *categories, level=Level.PART, until=None, account=None):
    line = disclosures.record(
        case.pk, receiver=to.organisation, ground="vc:b8.3", categories=categories, by=by
    )
    grants.give(line, level=level, categories=categories, until=until, account=account, by=by)
    return to


def kinds_reached():
    with connection.cursor() as cursor:
        cursor.execute(FOUND)
        return {kind for (kind,) in cursor.fetchall()}


@pytest.fixture
def made(police):
    case = dossier(police, step="found")
    texts = [services.Text(f"Tekst over {kind}", kind) for kind in KINDS]
    services.record_step(case, draft=draft("told"), texts=texts, by=police)
    return case


@pytest.mark.parametrize("kind", KINDS)
def test_organisation_reaches_texts_of_the_kind_it_has_access_to_and_no_other(made, police, kind):
    colleague = given(made, police, actor("shelter"), kind)
    with as_actor(colleague):
        assert kinds_reached() == {kind}
    with as_actor(actor(role=Reader, of=colleague.organisation)):
        assert kinds_reached() == {kind}


def test_writers_reach_every_text_of_their_own_organisation(made, police):
    with as_actor(actor(role=Reader, of=police.organisation)):
        assert kinds_reached() == set(KINDS)


def test_two_grants_together_give_two_kinds(made, police):
    partner = given(made, police, actor("shelter"), "health")
    given(made, police, partner, "progress", until=FAR)
    with as_actor(partner):
        assert kinds_reached() == {"health", "progress"}


@pytest.mark.parametrize(
    "how", [{"level": Level.ASKED}, {"until": LONG_AGO}], ids=["only asked", "ended by itself"]
)
def test_without_standing_access_no_text_is_reached(made, police, how):
    with as_actor(given(made, police, actor("shelter"), *KINDS, **how)):
        assert kinds_reached() == set()


def test_access_of_one_person_gives_their_colleagues_nothing(made, police):
    one = actor("shelter")
    given(made, police, one, "health", account=one.account)
    with as_actor(one):
        assert kinds_reached() == {"health"}
    with as_actor(actor("shelter", of=one.organisation)):
        assert kinds_reached() == set()


def test_stranger_and_nobody_reach_no_text(made):
    with as_actor(actor("shelter")):
        assert kinds_reached() == set()
    with with_token("", None):
        assert kinds_reached() == set()


def test_writers_whose_access_ended_reach_their_texts_no_longer(made, police):
    partner = given(made, police, actor("shelter"), "progress")
    with as_actor(partner):
        entry_texts = [services.Text("Van ons", "health")]
        services.texts.keep_texts(made, entry=made.history.entries.first(), texts=entry_texts, by=partner)
        assert kinds_reached() == {"progress", "health"}
    grants.end(made.pk, organisation=partner.organisation, reason="klaar", by=police)
    with as_actor(partner):
        assert kinds_reached() == set()


def test_unjudged_text_stands_as_the_most_secret_kind_of_its_dossier(police):
    case = dossier(police, step="found")
    texts = [services.Text("Nog niet beoordeeld"), services.Text("Ziek", "health")]
    services.record_step(case, draft=draft("told"), texts=texts, by=police)
    assert set(ParagraphText.objects.values_list("kind", flat=True)) == {"health"}
    with as_actor(given(case, police, actor("shelter"), "progress", "contact")):
        assert kinds_reached() == set()


def test_judging_again_writes_a_text_of_the_new_kind_and_leaves_the_old_one(police):
    case = dossier(police, step="found")
    entry = services.record_step(
        case, draft=draft("told"), texts=[services.Text("Ziek", "health")], by=police
    )
    partner = given(case, police, actor("shelter"), "progress")
    with as_actor(partner):
        assert kinds_reached() == set()
    services.classify(Paragraph.objects.get(entry=entry), category="progress", reason="Anders", by=police)
    with as_actor(partner):
        assert kinds_reached() == {"progress"}
    assert sorted(ParagraphText.objects.values_list("kind", flat=True)) == ["health", "progress"]


def test_text_that_the_wall_keeps_shows_as_hidden_whatever_the_program_thinks(police, monkeypatch):
    case = dossier(police, step="found")
    entry = services.record_step(
        case, draft=draft("told"), texts=[services.Text("Ziek", "health")], by=police
    )
    partner = given(case, police, actor("shelter"), "progress")
    monkeypatch.setattr(queries.texts, "may_read", lambda *_given: True)
    with as_actor(partner):
        sight = queries.reach.sight(partner, case, [entry])
        found = queries.texts.texts(partner, case, sight, [entry])
    assert [(one.text, one.is_hidden) for one in found.of[entry.pk]] == [(None, True)]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO cases_paragraphtext (id, paragraph_id, dossier_id, kind, organisation_id, sealed) "
        "SELECT gen_random_uuid(), gen_random_uuid(), %(dossier)s, 'progress', vangnet_organisation(), ''",
        "UPDATE cases_paragraphtext SET kind = 'progress' WHERE dossier_id = %(dossier)s",
        "DELETE FROM cases_paragraphtext WHERE dossier_id = %(dossier)s",
    ],
)
def test_stranger_neither_adds_nor_changes_nor_removes_a_text(made, statement):
    refused = pytest.raises(DatabaseError, match="row-level security|denied|only grows")
    with refused, transaction.atomic(), as_actor(actor("shelter")), connection.cursor() as cursor:
        cursor.execute(statement, {"dossier": made.pk})
