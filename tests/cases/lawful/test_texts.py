import pytest

from tests.cases.browsing import address, answers, signed_in, text
from tests.factories import actor, dossier, draft, joined, step
from vangnet.access.actors import system
from vangnet.access.roles import Reader
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.cases import classifying, queries, services
from vangnet.cases.models import Paragraph
from vangnet.persons import keys
from vangnet.protocol import log
from vangnet.protocol.log import EntryRefused
from vangnet.protocol.models import LogEntry

SECRET = "Zeldzaamwoord"


@pytest.fixture
def made(police):
    return dossier(police, step="found")


@pytest.fixture
def partner(made, police):
    return joined(made, police, "shelter")


def written(of, by, *texts):
    kept = [services.Text(words, kind) for words, kind in texts]
    return services.record_step(of, draft=draft("told"), texts=kept, by=by)


def read(by, of, entry):
    return [(one.text, one.is_hidden, one.is_judged) for one in queries.view(by, of).texts.get(entry.pk, [])]


def test_text_is_sealed_and_stands_nowhere_in_the_log(made, police):
    entry = step(made, "told", police, note=SECRET)
    assert entry.note == ""
    [line] = Paragraph.objects.filter(entry=entry)
    assert SECRET.encode() not in bytes(line.kept_text.sealed)
    assert read(police, made, entry) == [(SECRET, False, True)]


def test_each_paragraph_is_read_by_its_own_kind(made, police, partner):
    entry = written(made, police, ("Stap", "progress"), ("Ziek", "health"), ("Tapt", "investigation"))
    assert read(police, made, entry) == [("Stap", False, True), ("Ziek", False, True), ("Tapt", False, True)]
    assert read(partner, made, entry) == [("Stap", False, True), (None, True, True)]


def test_text_that_nobody_judged_counts_as_the_most_secret_kind(made, police, partner):
    entry = written(made, police, ("Wat dan ook", ""), ("Geheim", "health"))
    assert read(partner, made, entry)[0] == (None, True, False)
    assert read(police, made, entry)[0] == ("Wat dan ook", False, False)
    page = text(signed_in(partner).get(address("timeline", made)))
    assert "text that nobody has judged yet" in page
    assert "Wat dan ook" not in page
    assert "Not for your organisation: health" in page


def test_judging_again_adds_a_line_and_opens_the_text(made, police, partner):
    entry = written(made, police, (SECRET, ""), ("Geheim", "health"))
    first = Paragraph.objects.get(entry=entry, number=1)
    made_new = services.classify(first, category="progress", reason="Staat niets bijzonders in", by=police)
    assert made_new.replaces == first
    assert Paragraph.objects.filter(entry=entry).count() == 3
    assert read(partner, made, entry)[0] == (SECRET, False, True)
    assert LogEntry.objects.filter(history=made.pk, step="text.classified").exists()
    with pytest.raises(NotFound):
        services.classify(first, category="health", reason="Toch wel", by=police)
    with pytest.raises(NotAllowed, match="already has this kind"):
        services.classify(made_new, category="progress", reason="Nog eens", by=police)


def test_who_cannot_read_a_text_cannot_judge_it(made, police, partner):
    entry = written(made, police, ("Ziek", "health"))
    line = Paragraph.objects.get(entry=entry)
    with pytest.raises(NotFound):
        services.classify(line, category="progress", reason="Wil het lezen", by=partner)
    with pytest.raises(NotAllowed):
        services.classify(
            line, category="progress", reason="x", by=actor(role=Reader, of=police.organisation)
        )
    with pytest.raises(EntryRefused):
        services.classify(line, category="progress", reason=" ", by=police)


def test_text_too_long_is_refused_and_nothing_is_kept(made, police):
    before = LogEntry.objects.count()
    with pytest.raises(EntryRefused):
        written(made, police, ("x" * 10_001, "progress"))
    assert (LogEntry.objects.count(), Paragraph.objects.count()) == (before, 0)


def test_note_from_before_there_were_kinds_is_read_by_its_writer_only(made, police, partner):
    log.record(made.history, draft=draft("told", note=SECRET), by=police)
    written(made, police, ("Ziek", "health"))
    assert SECRET in text(signed_in(police).get(address("timeline", made)))
    page = text(signed_in(partner).get(address("timeline", made)))
    assert SECRET not in page
    assert "text that nobody has judged yet" in page


def test_texts_are_written_and_judged_on_the_pages(made, police):
    browse = signed_in(police)
    given = answers(note="Gaat goed", note_kind="progress", note_2="Heeft pijn", note_2_kind="health")
    where = browse.post(address("record", made, "told"), given).url
    page = text(browse.get(where))
    assert "Gaat goed (steps, duties and terms" in page
    assert "Heeft pijn (health" in page
    form = address("classify", made, 3, 2)
    assert "Heeft pijn" in text(browse.get(form))
    assert browse.post(form, {"category": "signal", "reason": "Ander soort"}).url == address("event", made, 3)
    assert "Heeft pijn (signals" in text(browse.get(where))
    assert browse.get(address("classify", made, 3, 9)).status_code == 404


def test_most_secret_of_nothing_is_progress():
    assert classifying.current().most_secret([]) == "progress"


def test_check_of_the_keyring_counts_texts_by_the_key_they_ask_for(made, police):
    for note in (SECRET, "Gaat goed"):
        step(made, "told", police, note=note)
    kind = Paragraph.objects.first().sealed_as
    (rows,) = queries.sealed_texts(system())
    assert (rows.subject, rows.category, rows.count) == (made.pk, kind, 2)
    assert rows.key == keys.keyring().keys([(made.pk, kind)])[made.pk, kind].id
    assert queries.sealed_texts(police) == []
