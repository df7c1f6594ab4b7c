"""Marks are kept sealed, compared by keyed numbers, and opened with a line in the trail."""

import pytest

from tests.factories import actor, signal
from tests.signals.adding_up.stories import PHONE, added, kinds, of, seen
from vangnet.access.actors import system
from vangnet.access.models import AuditEntry
from vangnet.access.roles import PrivacyOfficer, Reader
from vangnet.access.verdicts import NotAllowed
from vangnet.access.wall.context import as_actor
from vangnet.persons import keys
from vangnet.signals.models import Link, Mark, SignalEvent, TextTrace
from vangnet.signals.queries import marks as queries
from vangnet.signals.reports import ReportedMark
from vangnet.signals.rules.linking import MOST_MARKS
from vangnet.signals.services import marks

pytestmark = pytest.mark.django_db
AD = (
    "Kinida werkt in Westdam vlak bij de haven, ruime kamer met douche en balkon, "
    "vraag naar Kinida of haar vriendin Besalo"
)


def test_marks_of_a_report_are_kept_sealed_and_nothing_can_be_read_in_the_table(police):
    found = seen(police, ("telephone", PHONE), ("person", "Ana Pop 2004"))
    for line in Mark.objects.filter(signal=found):
        content = bytes(line.sealed) + bytes(line.exact) + bytes(line.normal)
        assert b"0000" not in content
        assert b"Pop" not in content
    assert kinds(found) == ["person", "telephone"]


def test_opening_marks_leaves_a_line_first(police):
    found = seen(police, ("telephone", PHONE))
    opened = marks.open_marks(found, by=police)
    assert list(opened.values()) == [PHONE]
    line = AuditEntry.objects.get(act="signal.open_marks")
    assert (line.dossier_id, line.categories) == (found.pk, ["contact"])
    assert str(next(iter(opened))) in line.object_ids


def test_mark_whose_key_was_destroyed_cannot_be_opened(police):
    found = seen(police, ("telephone", PHONE), ("vehicle", "12-ABC-3"))
    keys.keyring().destroy(found.pk, ["contact"])
    assert sorted(marks.open_marks(found, by=police).values(), key=str) == ["12-ABC-3", None]


def test_only_the_owner_reads_adds_and_opens_marks(police, inspectorate):
    found = seen(police, ("telephone", PHONE))
    assert queries.marks(inspectorate, found) == []
    for act in (
        lambda: added(found, inspectorate, ("vehicle", "12-ABC-3")),
        lambda: marks.open_marks(found, by=inspectorate),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert AuditEntry.objects.filter(outcome="refused", account=inspectorate.account).count() == 2


def test_who_reads_no_signals_opens_no_marks(police):
    found = seen(police, ("telephone", PHONE))
    officer = actor(of=police.organisation, role=PrivacyOfficer)
    with pytest.raises(NotAllowed):
        marks.open_marks(found, by=officer)


def test_who_only_reads_adds_no_marks(police):
    found = seen(police, ("telephone", PHONE))
    reader = actor(of=police.organisation, role=Reader)
    with pytest.raises(NotAllowed):
        added(found, reader, ("vehicle", "12-ABC-3"))
    assert list(marks.open_marks(found, by=reader).values()) == [PHONE]


def test_wall_keeps_marks_from_who_only_reported(police, registrar):
    found = signal(police, marks=(ReportedMark("telephone", PHONE),))
    assert found.owner == registrar.organisation
    with as_actor(police):
        assert not Mark.objects.exists()
    with as_actor(registrar):
        assert Mark.objects.count() == 1


def test_same_mark_twice_is_kept_once_and_what_cannot_be_compared_is_kept_too(police):
    found = seen(police, ("telephone", PHONE), ("telephone", "0600001234"), ("place", "..."), ("place", "  "))
    assert kinds(found) == ["place", "telephone"]
    assert added(found, police, ("telephone", "+31600001234")) == []


def test_signal_without_marks_is_no_work(police):
    found = seen(police)
    assert (kinds(found), of(found).cluster) == ([], None)


def test_added_mark_is_written_in_the_events_of_the_signal(police):
    found = seen(police)
    added(found, police, ("vehicle", "12-ABC-3"))
    line = SignalEvent.objects.get(signal=found, code="marks_added")
    assert (line.account, line.about) == (police.account, {"marks": 1})


def test_a_signal_has_at_most_a_page_of_marks(police):
    found = seen(police)
    with pytest.raises(NotAllowed):
        added(found, police, *(("telephone", f"06-0000{number:04d}") for number in range(MOST_MARKS + 1)))
    assert kinds(found) == []


def test_forgotten_signal_is_compared_no_more_and_its_group_falls_apart(police):
    middle = seen(police, ("telephone", PHONE), ("vehicle", "12-ABC-3"), ("advertisement", AD))
    one, other = seen(police, ("telephone", PHONE)), seen(police, ("vehicle", "12-ABC-3"))
    assert of(one).cluster == of(other).cluster is not None
    marks.forget(middle, by=police)
    assert (of(one).cluster, of(other).cluster, of(middle).cluster) == (None, None, None)
    assert not Link.objects.exists()
    assert not TextTrace.objects.exists()
    assert Mark.objects.filter(signal=middle).count() == 0
    assert of(seen(police, ("advertisement", AD))).cluster is None


def test_forgetting_what_is_linked_to_nothing_changes_nothing_else(police):
    alone, other = seen(police, ("telephone", PHONE)), seen(police, ("telephone", "06-00009999"))
    marks.forget(alone, by=police)
    assert kinds(other) == ["telephone"]


def test_who_does_not_own_a_signal_opens_no_marks(police, inspectorate):
    found = seen(police, ("telephone", PHONE))
    with pytest.raises(NotAllowed, match="Only the organisation"):
        marks.open_marks(found, by=inspectorate)


def test_every_sealed_mark_has_its_key(police):
    found = seen(police, ("telephone", PHONE), ("vehicle", "12-ABC-3"))
    rows = queries.sealed_marks(system())
    assert {(row.subject, row.category) for row in rows} == {(found.pk, "contact"), (found.pk, "signal")}
    assert queries.sealed_marks(police) == []
