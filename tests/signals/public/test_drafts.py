"""A report under way: kept after every page, opened by its words only, gone when its term is over."""

import pytest
from django.db import connection

from tests.factories import on
from vangnet.core.uploads.kinds import CleanFile
from vangnet.persons.vault.envelopes import SealBrokenError
from vangnet.signals import public_form, terms, words
from vangnet.signals.models import Draft, DraftFile
from vangnet.signals.services import drafts
from vangnet.signals.services.drafts import NoSuchDraftError, TooManyFilesError

pytestmark = pytest.mark.django_db
STORY = "Een jongen slaapt in het magazijn van de wasserij."


def file(content=b"plain words", kind="text"):
    return CleanFile(content, kind, "text/plain", "x.txt", "")


def keep(code, nobody, page="seen", **answers):
    drafts.keep(code, page=page, answers=answers or {"story": STORY}, by=nobody)


def dumped(table):
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT t::text FROM "{table}" AS t')
        return "\n".join(row[0] for row in cursor.fetchall())


def test_what_was_answered_comes_back_with_the_words(begun, nobody):
    told, code = begun
    keep(code, nobody)
    keep(code, nobody, "who", age=16)
    typed = words.read(told.upper(), public_form.current().words)
    assert drafts.reopen(typed, by=nobody).answers == {"seen": {"story": STORY}, "who": {"age": 16}}


def test_page_that_is_answered_again_replaces_its_answers(code, nobody):
    keep(code, nobody)
    keep(code, nobody, story="Iets anders.")
    assert drafts.reopen(code, by=nobody).answers == {"seen": {"story": "Iets anders."}}


def test_database_holds_neither_the_words_nor_the_answers(begun, nobody):
    told, code = begun
    keep(code, nobody)
    drafts.add_file(code, file=file(STORY.encode()), by=nobody)
    held = dumped("signals_draft") + dumped("signals_draftfile")
    for secret in (*told.split(), code.secret.hex(), code.key.hex(), STORY, STORY.encode().hex()):
        assert secret not in held


def test_other_words_open_nothing(begun, nobody):
    with pytest.raises(NoSuchDraftError):
        drafts.reopen(words.read("appel molen trein fiets molen water", 6), by=nobody)


def test_answers_of_one_draft_cannot_be_put_into_another(code, nobody):
    keep(code, nobody)
    _told, other = drafts.begin(by=nobody)
    stolen = Draft.objects.get(locator=code.locators[0])
    Draft.objects.filter(locator=other.locators[0]).update(wrapped=stolen.wrapped, sealed=stolen.sealed)
    with pytest.raises(SealBrokenError):
        drafts.reopen(other, by=nobody)


def test_new_words_open_the_same_draft_and_the_old_ones_no_longer(code, nobody):
    keep(code, nobody)
    drafts.add_file(code, file=file(), by=nobody)
    _told, fresh = drafts.renew(code, by=nobody)
    assert drafts.reopen(fresh, by=nobody).answers == {"seen": {"story": STORY}}
    assert drafts.files_of(fresh, by=nobody)[0].content == b"plain words"
    with pytest.raises(NoSuchDraftError):
        drafts.reopen(code, by=nobody)


def test_thrown_away_draft_is_gone_with_its_files(code, nobody):
    drafts.add_file(code, file=file(), by=nobody)
    drafts.discard(code, by=nobody)
    assert not Draft.objects.exists()
    assert not DraftFile.objects.exists()


def test_draft_is_gone_when_its_term_is_over_and_every_page_begins_the_term_anew(begun, nobody):
    code = begun[1]
    days = terms.current().days["draft"]
    with on(days - 1):
        keep(code, nobody)
    with on(days + 1):
        assert drafts.reopen(code, by=nobody).answers
        assert drafts.forget_expired(by=nobody) == 0
    with on(2 * days):
        with pytest.raises(NoSuchDraftError):
            drafts.reopen(code, by=nobody)
        assert drafts.forget_expired(by=nobody) == 1
    assert not Draft.objects.exists()


def test_files_come_back_one_by_one_and_can_be_removed(code, nobody):
    drafts.add_file(code, file=file(b"one"), by=nobody)
    drafts.add_file(code, file=file(b"two"), by=nobody)
    first, second = drafts.reopen(code, by=nobody).files
    assert (first[1], first[2]) == ("text", 3)
    drafts.remove_file(code, file=first[0], by=nobody)
    drafts.remove_file(code, file=first[0], by=nobody)
    assert [one.content for one in drafts.files_of(code, by=nobody)] == [b"two"]


def test_one_file_too_many_is_refused_and_the_rest_stays(code, nobody):
    most = public_form.current().most_files
    for _ in range(most):
        drafts.add_file(code, file=file(), by=nobody)
    with pytest.raises(TooManyFilesError):
        drafts.add_file(code, file=file(), by=nobody)
    assert len(drafts.files_of(code, by=nobody)) == most


def test_draft_that_is_not_sent_is_not_sent(code, nobody):
    assert not drafts.is_sent(code, by=nobody)
