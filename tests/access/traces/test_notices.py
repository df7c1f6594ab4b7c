"""Notices: who is told what, and who has seen it."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from tests.factories import actor
from vangnet.access import notice_words, notices
from vangnet.access.actors import system
from vangnet.access.models import Notice
from vangnet.access.roles import PrivacyOfficer
from vangnet.core.ids import uuid7

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    worker = actor()
    return worker, actor(of=worker.organisation), actor(role=PrivacyOfficer, of=worker.organisation), actor()


def told(person):
    return {one.code for one in notices.notices(person)}


def test_notice_reaches_everybody_of_the_organisation_or_one_role_or_one_person(people):
    worker, colleague, officer, stranger = people
    notices.tell("t.all", organisation=worker.organisation, by=system())
    notices.tell("t.officer", organisation=worker.organisation, role=PrivacyOfficer, by=worker)
    notices.tell("t.one", organisation=worker.organisation, account=worker.account, by=colleague)
    assert told(worker) == {"t.all", "t.one"}
    assert told(colleague) == {"t.all"}
    assert told(officer) == {"t.all", "t.officer"}
    assert told(stranger) == told(system()) == set()


def test_seen_notice_is_new_no_longer_for_who_saw_it_only(people):
    worker, colleague, *_ = people
    notices.tell("t.all", organisation=worker.organisation, dossier=uuid7(), by=system())
    assert notices.unread(worker) == 1
    assert notices.mark_read(worker) == 1
    assert notices.mark_read(worker) == 0
    assert (notices.unread(worker), notices.unread(colleague)) == (0, 1)
    assert [one.is_read for one in notices.notices(worker)] == [True]


def test_notice_says_its_sentence_with_what_was_filled_in():
    notice_words.register("t.words", "The key of %(thing)s is %(state)s.", page="portal:start")
    assert notice_words.say("t.words", {"thing": "A"}) == "The key of A is –."
    assert notice_words.words_of("t.words").page == "portal:start"
    assert notice_words.say("t.unknown", {}) == "t.unknown"
    with pytest.raises(ValueError, match="two kinds"):
        notice_words.register("t.words", "Something else", page="portal:about")


def test_notices_of_the_records_have_dutch_words():
    with translation.override("nl"):
        assert notice_words.say("nightly.failed", {"problem": "x"}).startswith("Het werk van de nacht")


def test_notice_cannot_be_changed_or_removed():
    notices.tell("t.all", organisation=actor().organisation, by=system())
    for statement in ("UPDATE access_notice SET code = 'x'", "DELETE FROM access_notice"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)
    assert str(Notice.objects.get()).endswith("t.all")
