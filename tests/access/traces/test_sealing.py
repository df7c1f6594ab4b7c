"""Sealing: nothing is skipped, also not what is committed late, and one sealer works at a time."""

import os
import signal
import threading
from datetime import UTC
from io import StringIO

import psycopg
import pytest
from django.conf import settings as product
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from tests.factories import actor
from vangnet.access import audit, nights, notices
from vangnet.access.actors import system
from vangnet.access.evidence import anchoring, keys, logs, sealer, sealing_now, triggers, verifying
from vangnet.access.models import Leaf, Notice, Seal, UnsealedLine, Verification
from vangnet.access.moments_given import moment
from vangnet.access.roles import PrivacyOfficer
from vangnet.access.sealing import seals, trees
from vangnet.access.sealing.anchors import AnchorFault
from vangnet.core.ids import uuid7


def run(name, *words, **options):
    out, err = StringIO(), StringIO()
    call_command(name, *words, stdout=out, stderr=err, **options)
    return out.getvalue() + err.getvalue()


@pytest.mark.django_db
def test_every_log_marks_its_lines():
    assert triggers.missing(connection) == []
    assert set(logs.logs()) >= {"access_auditentry", "access_disclosure", "protocol_logentry"}


@pytest.mark.django_db
def test_new_line_waits_and_then_has_its_place_in_a_seal(signer):
    sealer.seal_everything(signer)
    line = audit.record("x.do", by=actor())
    assert UnsealedLine.objects.filter(log="access_auditentry", line=line.pk).count() == 1
    assert sealer.seal(signer) is not None
    leaf = Leaf.objects.get(line=line.pk)
    made = Seal.objects.get(number=leaf.seal)
    assert not UnsealedLine.objects.exists()
    leaves = [bytes(one.digest) for one in Leaf.objects.filter(seal=made.number).order_by("position")]
    proof = trees.inclusion(leaves, leaf.position)
    root = bytes(made.root)
    assert trees.includes(bytes(leaf.digest), place=leaf.position, size=made.lines, proof=proof, root=root)


@pytest.mark.django_db
def test_nothing_waiting_makes_no_seal_and_a_double_mark_no_double_leaf(signer):
    line = audit.record("x.do", by=actor())
    sealer.seal_everything(signer)
    assert sealer.seal(signer) is None
    UnsealedLine.objects.create(log="access_auditentry", line=line.pk)
    assert sealer.seal(signer) is None
    assert not UnsealedLine.objects.exists()


@pytest.mark.django_db
def test_many_lines_get_several_seals_and_history_grows_consistently(signer):
    by = actor()
    for _ in range(7):
        audit.record("x.do", by=by)
    while sealer.seal(signer, at_most=3):
        pass
    made = list(Seal.objects.order_by("number"))
    digests = [sealer.statement(one).digest(bytes(one.signature)) for one in made]
    for one in made:
        assert bytes(one.history) == trees.root(digests[: one.number - 1])
    proof = trees.consistency(digests, 1)
    last = anchoring.anchor(made[-1])
    assert trees.begins_with(
        earlier=1,
        earlier_root=trees.root(digests[:1]),
        size=len(digests),
        later_root=bytes.fromhex(last.history),
        proof=proof,
    )


def as_application():
    wanted = connection.settings_dict
    return psycopg.connect(
        dbname=wanted["NAME"],
        user=wanted["USER"],
        password=wanted["PASSWORD"],
        host=wanted["HOST"],
        port=wanted["PORT"] or None,
    )


@pytest.mark.django_db(transaction=True)
def test_line_that_is_committed_late_is_not_skipped(signer, superuser_connections):
    """Writers that take their time, while others write and the sealer seals again and again."""
    late = [superuser_connections() for _ in range(3)]
    keys_of_late = [uuid7() for _ in late]
    for slow, key in zip(late, keys_of_late, strict=True):
        slow.execute(FORGED, [key])
    for _round in range(4):
        audit.record("x.quick", by=system())
        sealer.seal_everything(signer)
        assert not Leaf.objects.filter(line__in=keys_of_late).exists()
        if late:
            late.pop().commit()
            sealer.seal_everything(signer)
            assert Leaf.objects.filter(line=keys_of_late.pop()).exists()
    assert verifying.verify(keys.known()).problems == []
    assert not UnsealedLine.objects.exists()


FORGED = (
    "INSERT INTO access_auditentry (id, moment, role, act, object_ids, purpose, outcome, trace, span, parent, activity, "
    "categories, reason) VALUES (%s, now(), 'x', 'x.slow', '[]', 'administration', 'done', '', '', '', '', '[]', '')"
)


@pytest.mark.django_db(transaction=True)
def test_two_sealers_do_not_seal_at_once(signer):
    audit.record("x.do", by=system())
    with as_application() as other:
        other.execute("SELECT pg_advisory_xact_lock(7264265)")
        assert sealer.seal(signer) is None
    assert sealer.seal(signer) is not None


@pytest.mark.django_db
def test_commands_seal_check_and_give_a_copy(tmp_path):
    with pytest.raises(CommandError, match="Nothing was sealed"):
        run("export_anchor", str(tmp_path / "copy.jsonl"))
    audit.record("x.do", by=actor())
    assert "1 seals made" in run("seal_traces")
    assert "Seal 1" in run("export_anchor", str(tmp_path / "copy.jsonl"))
    said = run("verify_traces", anchor=[tmp_path / "copy.jsonl"])
    assert "Everything fits." in said
    assert "compared with copies elsewhere" in said
    assert "Everything fits." in run("verify_traces", "--since", "2020-01-01")
    assert Verification.objects.count() == 2


@pytest.mark.django_db
def test_check_that_finds_something_ends_badly_and_writes_it_down(monkeypatch, settings):
    settings.VANGNET_ANCHORS = []
    monkeypatch.setattr(verifying, "MOST", 1)
    monkeypatch.setattr(triggers, "missing", lambda _: [("access_auditentry", name) for name in "ab"])
    with pytest.raises(CommandError, match="2 things"):
        run("verify_traces")
    assert len(Verification.objects.get().problems) == 1


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-11-21", "2026-11-20T23:00:00+00:00"),
        ("2026-11-21T10:00", "2026-11-21T09:00:00+00:00"),
        ("2026-11-21T10:00Z", "2026-11-21T10:00:00+00:00"),
    ],
)
def test_day_without_a_zone_is_dutch(text, read):
    assert moment(text).astimezone(UTC).isoformat() == read


@pytest.mark.parametrize("text", ["yesterday", "2026-13-45"])
def test_moment_that_is_none_is_refused(text):
    with pytest.raises(CommandError):
        run("verify_traces", "--since", text)


@pytest.mark.django_db
def test_damaged_copy_is_refused(tmp_path):
    (tmp_path / "copy.jsonl").write_bytes(b"\xff")
    with pytest.raises(CommandError, match="copy.jsonl"):
        run("verify_traces", anchor=[tmp_path / "copy.jsonl"])
    with pytest.raises(AnchorFault):
        anchoring.kept(tmp_path / "none.jsonl")


@pytest.mark.django_db
def test_folder_gets_every_seal_once(tmp_path, signer):
    by = actor()
    for _ in range(3):
        audit.record("x.do", by=by)
        sealer.seal_everything(signer)
    assert anchoring.publish(tmp_path / "a") == 3
    assert anchoring.publish(tmp_path / "a") == 0
    assert [one.number for one in anchoring.kept(tmp_path / "a")] == [1, 2, 3]


@pytest.mark.django_db
def test_half_a_line_that_a_power_cut_left_is_written_again(tmp_path, signer):
    by = actor()
    for _ in range(2):
        audit.record("x.do", by=by)
        sealer.seal_everything(signer)
    anchoring.publish(tmp_path / "a")
    file = next((tmp_path / "a").iterdir())
    file.write_bytes(file.read_bytes()[:-40])
    assert anchoring.publish(tmp_path / "a") == 1
    assert [one.number for one in anchoring.kept(tmp_path / "a")] == [1, 2]


def test_key_is_made_once_privately_and_can_be_replaced(settings):
    first = keys.own()
    assert keys.own().public == first.public
    assert settings.VANGNET_SEAL_KEY_FILE.stat().st_mode & 0o777 == 0o600
    assert run("seal_key").strip() == first.public
    second = run("seal_key", replace=True).strip()
    assert second != first.public
    known = keys.known()
    statement = seals.Statement(1, "m", 0, 0, b"", b"", b"", {})
    assert known.accept(first.name, statement, first.sign(statement))


@pytest.mark.django_db
def test_production_has_no_key_of_its_own(settings):
    settings.VANGNET_SEAL_KEY_FILE = None
    with pytest.raises(CommandError, match="VANGNET_SEAL_KEY is missing"):
        run("seal_traces")
    with pytest.raises(CommandError, match="Change it there"):
        run("seal_key", replace=True)
    private, public = [line.partition("=")[2] for line in run("seal_key", new=True).splitlines()]
    settings.VANGNET_SEAL_KEY = private
    assert keys.own().public == public
    statement = seals.Statement(1, "m", 0, 0, b"", b"", b"", {})
    assert keys.known().accept(keys.own().name, statement, keys.own().sign(statement))


def test_two_processes_that_make_the_key_at_once_have_the_same(settings):
    found = []
    threads = [threading.Thread(target=lambda: found.append(keys.own().public)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1


@pytest.mark.django_db
def test_night_seals_checks_and_rebuilds():
    audit.record("x.do", by=actor())
    assert "is done" in run("nightly")
    assert Verification.objects.get().problems == []


@pytest.mark.django_db
def test_night_that_fails_tells_privacy_officers_and_goes_on(settings):
    officer, worker = actor(role=PrivacyOfficer), actor()
    settings.VANGNET_NIGHTLY = [f"{__name__}.{name}" for name in ("breaks", "finds", "fine")]
    fine.count = 0
    with pytest.raises(CommandError, match="2 things"):
        run("nightly")
    assert fine.count == 1
    assert [one.about["problem"] for one in notices.notices(officer)] == [f"{__name__}.breaks: OSError (+1)"]
    assert not notices.notices(worker).exists()
    assert Notice.objects.get(organisation=officer.organisation).code == "nightly.failed"


def breaks(by):
    raise OSError("full")


def finds(by):
    return ["found"]


def fine(by):
    fine.count += 1
    return []


def test_every_part_of_the_night_exists():
    from_settings = product.VANGNET_NIGHTLY
    assert [callable(nights.import_string(name)) for name in from_settings] == [True] * len(from_settings)


@pytest.mark.django_db
def test_watching_ends_when_it_is_told(monkeypatch):
    handlers = {}
    monkeypatch.setattr(signal, "signal", lambda number, handler: handlers.setdefault(number, handler))
    calls = []

    def once():
        calls.append(1)
        if len(calls) == 1:
            raise OperationalError("the server is starting")
        handlers[signal.SIGTERM](signal.SIGTERM, None)

    monkeypatch.setattr(sealing_now, "once", once)
    monkeypatch.setattr(connection, "close", lambda: None)
    assert "waits for the database" in run("seal_traces", watch=0.001)
    assert len(calls) == 2


@pytest.mark.django_db
def test_sealer_beside_a_server_ends_with_it(monkeypatch):
    parents = iter([1, 1, 1, 2])
    calls = []
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(sealing_now, "once", lambda: calls.append(1))
    run("seal_traces", watch=0.001, with_parent=True)
    assert len(calls) == 2
