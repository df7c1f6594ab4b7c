"""What somebody with all rights in the database changes behind the system's back, and that the check finds it."""

import random
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import translation

from tests.factories import actor
from vangnet.access import audit, disclosures, notices
from vangnet.access.evidence import anchoring, keys, logs, sealer, verifying
from vangnet.access.models import AuditEntry, Leaf, Seal
from vangnet.access.sealing import seals, trees
from vangnet.core.ids import uuid7


@pytest.fixture
def sealed(superuser, signer, tmp_path):
    """Three seals over lines of several logs, with a copy elsewhere."""
    giver, receiver = actor(), actor("shelter")
    for _round in range(3):
        for number in range(4):
            audit.record("x.look", by=giver, dossier=uuid7(), objects=[number])
        disclosures.record(uuid7(), receiver=receiver.organisation, ground="Wet B", by=giver)
        sealer.seal_everything(signer)
    anchoring.publish(tmp_path / "anchors")
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET session_replication_role = replica")
    return AuditEntry.objects.filter(act="x.look").order_by("pk")


def run(sql, *values):
    logs.connection.cursor().execute(sql, values)


def findings(tmp_path, **options):
    (tmp_path / "anchors").mkdir(exist_ok=True)
    with translation.override("en"):
        report = verifying.verify(keys.known(), anchors=anchoring.kept(tmp_path / "anchors"), **options)
    return report.problems


def test_untouched_logs_fit(sealed, tmp_path):
    report = verifying.verify(keys.known(), anchors=anchoring.kept(tmp_path / "anchors"))
    assert (report.problems, report.waiting, report.is_anchored, report.is_sound) == ([], 0, True, True)
    assert report.lines == Leaf.objects.count() == Seal.objects.order_by("-number")[0].total


def test_line_that_waits_for_its_seal_is_no_problem(sealed, tmp_path):
    run("SET session_replication_role = origin")
    audit.record("x.later", by=actor())
    report = verifying.verify(keys.known())
    assert report.waiting >= 1
    assert report.problems == []


def change(column, value):
    def tamper(lines):
        run(f"UPDATE access_auditentry SET {column} = {value} WHERE id = %s", lines[2].pk)

    return tamper


def swap_rows(lines):
    one, other, between = lines[0].pk, lines[1].pk, uuid7()
    for old, new in ((one, between), (other, one), (between, other)):
        run("UPDATE access_auditentry SET id = %s WHERE id = %s", new, old)


def insert(lines):
    run(
        "INSERT INTO access_auditentry (id, moment, role, act, object_ids, purpose, outcome, trace, span, parent, "
        "activity, categories, reason) VALUES (%s, now(), 'x', 'x.forged', '[]', 'x', 'done', '', '', '', '', '[]', '')",
        uuid7(),
    )


def swap_leaves(lines):
    run("UPDATE access_leaf SET position = 1000 WHERE seal = 2 AND position = 0")
    run("UPDATE access_leaf SET position = 0 WHERE seal = 2 AND position = 1")
    run("UPDATE access_leaf SET position = 1 WHERE seal = 2 AND position = 1000")


def recompute_leaf(lines):
    change("role", "'other'")(lines)
    model = logs.logs()["access_auditentry"]
    text = logs.rows(
        f"SELECT {logs.content(logs.shape(model), 'r')} FROM access_auditentry r WHERE id = %s", [lines[2].pk]
    )[0][0]
    run(
        "UPDATE access_leaf SET digest = %s WHERE line = %s",
        trees.line("access_auditentry", text),
        lines[2].pk,
    )


def recompute_seal(lines):
    """Everything calculated anew, as the system would, but with a key of one's own."""
    recompute_leaf(lines)
    mine = seals.signer(seals.new_key())
    previous, frontier = seals.NOTHING_BEFORE, trees.Frontier()
    for made in Seal.objects.order_by("number"):
        leaves = Leaf.objects.filter(seal=made.number).order_by("position")
        made.root, made.previous = trees.root([bytes(one.digest) for one in leaves]), previous
        made.history = frontier.root
        made.signature = mine.sign(sealer.statement(made))
        previous = sealer.statement(made).digest(made.signature)
        frontier = frontier.add(previous)
        run(
            "UPDATE access_seal SET root = %s, previous = %s, history = %s, frontier = %s, signature = %s WHERE number = %s",
            *(made.root, made.previous, made.history, frontier.as_bytes(), made.signature, made.number),
        )


def cut_tail(lines):
    last = Seal.objects.order_by("-number")[0].number
    run(
        "DELETE FROM access_auditentry a USING access_leaf l WHERE l.line = a.id AND l.seal = %s",
        last,
    )
    for log in logs.logs():
        run(
            f'DELETE FROM "{log}" r USING access_leaf l WHERE l.line = r.id AND l.log = %s AND l.seal = %s',
            log,
            last,
        )
    run("DELETE FROM access_leaf WHERE seal = %s", last)
    run("DELETE FROM access_seal WHERE number = %s", last)


def renumber(lines):
    run("UPDATE access_seal SET number = 1000 WHERE number = 1")
    run("UPDATE access_seal SET number = 1 WHERE number = 2")
    run("UPDATE access_seal SET number = 2 WHERE number = 1000")


TAMPERINGS = {
    "changed field": (change("act", "'y.look'"), "was changed"),
    "one microsecond": (change("moment", "moment + interval '1 microsecond'"), "was changed"),
    "changed JSON": (change("object_ids", "'[\"99\"]'"), "was changed"),
    "swapped actor": (change("account_id", "NULL"), "was changed"),
    "deleted row": (lambda lines: run("DELETE FROM access_auditentry WHERE id = %s", lines[2].pk), "is gone"),
    "inserted row": (insert, "has no seal"),
    "moved rows": (swap_rows, "was changed"),
    "unsealed row": (
        lambda lines: run("DELETE FROM access_leaf WHERE line = %s", lines[2].pk),
        "has no seal",
    ),
    "deleted leaf and row": (
        lambda lines: [
            run("DELETE FROM access_leaf WHERE line = %s", lines[2].pk),
            run("DELETE FROM access_auditentry WHERE id = %s", lines[2].pk),
        ],
        "not the ones that were sealed",
    ),
    "swapped leaves": (swap_leaves, "not the ones that were sealed"),
    "recomputed leaf": (recompute_leaf, "not the ones that were sealed"),
    "leaf of no seal": (
        lambda lines: run("UPDATE access_leaf SET seal = 77 WHERE seal = 3"),
        "does not exist",
    ),
    "renumbered seals": (renumber, "does not follow"),
    "recomputed seals": (recompute_seal, "not signed by our key"),
    "deleted seal": (lambda lines: run("DELETE FROM access_seal WHERE number = 2"), "Seal 2 is missing"),
    "changed count": (lambda lines: run("UPDATE access_seal SET total = 1 WHERE number = 2"), "not signed"),
    "cut tail": (cut_tail, "is gone: a copy elsewhere knows seal"),
    "guard switched off": (
        lambda lines: run("ALTER TABLE access_auditentry DISABLE TRIGGER only_grows"),
        "no longer refuses changes",
    ),
    "mark switched off": (
        lambda lines: run("ALTER TABLE access_auditentry DISABLE TRIGGER to_be_sealed"),
        "not marked for sealing",
    ),
    "dropped column": (
        lambda lines: run("ALTER TABLE access_auditentry DROP COLUMN outcome CASCADE"),
        "the column outcome is gone",
    ),
}


@pytest.mark.parametrize("kind", TAMPERINGS)
def test_tampering_is_found_and_named(sealed, tmp_path, kind):
    tamper, words = TAMPERINGS[kind]
    tamper(sealed)
    found = findings(tmp_path)
    assert any(words in one for one in found), found


def test_cut_tail_is_only_found_with_a_copy_elsewhere(sealed, tmp_path):
    cut_tail(sealed)
    assert not any("gone" in one for one in verifying.verify(keys.known()).problems)


def test_changed_seal_differs_from_its_copy_elsewhere(sealed, tmp_path):
    recompute_seal(sealed)
    assert any("of which a copy is kept" in one for one in findings(tmp_path))


def test_line_removed_before_it_was_sealed_is_found_and_sealing_goes_on(sealed, signer, tmp_path):
    run("SET session_replication_role = origin")
    gone, stays = audit.record("x.gone", by=actor()), audit.record("x.stays", by=actor())
    run("SET session_replication_role = replica")
    run("DELETE FROM access_auditentry WHERE id = %s", gone.pk)
    assert sealer.seal_everything(signer) == 1
    assert Leaf.objects.filter(line=stays.pk).exists()
    assert any("removed before it got its seal" in one and str(gone.pk) in one for one in findings(tmp_path))


def test_check_since_a_moment_reads_no_older_lines_but_all_seals(sealed, tmp_path):
    change("act", "'y.look'")(sealed)
    newest = Seal.objects.order_by("-number")[0]
    assert findings(tmp_path, since=newest.moment) == []
    renumber(sealed)
    assert findings(tmp_path, since=newest.moment) != []


def test_after_many_problems_only_their_number_is_kept(sealed, monkeypatch, tmp_path):
    monkeypatch.setattr(verifying, "MOST", 2)
    run("UPDATE access_auditentry SET act = 'y'")
    report = verifying.verify(keys.known())
    assert len(report.problems) == 2
    assert report.more > 2
    assert not report.is_sound


MUTABLE = ("moment", "role", "act", "object_ids", "purpose", "outcome", "trace", "dossier_id", "account_id")
VALUES = {"object_ids": "'[\"7\"]'::jsonb", "dossier_id": "gen_random_uuid()", "account_id": "NULL"}


@pytest.mark.parametrize("seed", range(25))
def test_any_random_change_of_any_sealed_line_is_found(sealed, tmp_path, seed):
    chance = random.Random(seed)
    column, row = chance.choice(MUTABLE), chance.choice(list(sealed))
    value = VALUES.get(column, f"left({column}::text || 'x', 19)")
    if column == "moment":
        value = f"moment + interval '{chance.randint(1, 10**6)} microseconds'"
    run(f"UPDATE access_auditentry SET {column} = {value} WHERE id = %s", row.pk)
    assert any(str(row.pk) in one for one in findings(tmp_path))


def empty_on_order(line):
    """What the functions of the owner leave when two persons agreed to empty a line: the line, and the order in a log."""
    run("UPDATE access_auditentry SET object_ids = '[]' WHERE id = %s", line.pk)
    run(
        "INSERT INTO access_redaction (id, decision_id, dossier_id, moment, log, row, columns, emptied, before, after) "
        "SELECT %s, %s, %s, now(), 'access_auditentry', %s, to_jsonb(names), '[\"object_ids\"]', 'x', "
        "vangnet_line_digest('access_auditentry', %s, names) "
        "FROM (SELECT ARRAY['id', 'act', 'object_ids'] AS names) one",
        *(uuid7(), uuid7(), uuid7(), line.pk, line.pk),
    )


def test_line_that_was_emptied_on_order_fits_until_somebody_changes_it_again(sealed, signer, tmp_path):
    run("SET session_replication_role = replica")
    line = sealed[2]
    empty_on_order(line)
    marked = logs.rows("SELECT id FROM access_redaction")
    run("INSERT INTO access_unsealedline (log, line) VALUES ('access_redaction', %s)", marked[0][0])
    sealer.seal_everything(signer)
    assert findings(tmp_path) == []
    change("act", "'y.look'")(sealed)
    assert [str(line.pk) in one for one in findings(tmp_path)] == [True]


def test_log_that_came_later_is_checked_from_then_on(superuser, signer, monkeypatch, tmp_path):
    everything = logs.logs()
    before = {name: model for name, model in everything.items() if name != "access_notice"}
    by = actor()
    monkeypatch.setattr(sealer, "logs", lambda: before)
    sealer.seal_everything(signer)
    told = notices.tell("t.later", organisation=by.organisation, by=by)
    audit.record("x.do", by=by)
    sealer.seal(signer)
    monkeypatch.setattr(sealer, "logs", lambda: everything)
    sealer.seal_everything(signer)
    assert findings(tmp_path) == []
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET session_replication_role = replica")
    run("UPDATE access_notice SET code = 'y' WHERE id = %s", told.pk)
    assert [str(told.pk) in one for one in findings(tmp_path)] == [True]


def test_log_without_marks_gets_them_by_migrating_and_its_lines_wait(superuser, signer, tmp_path):
    by = actor()
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("DROP TRIGGER to_be_sealed ON access_notice")
    told = notices.tell("t.unmarked", organisation=by.organisation, by=by)
    run("SET CONSTRAINTS ALL IMMEDIATE")
    assert any("not marked for sealing" in one for one in findings(tmp_path))
    out = StringIO()
    call_command("build_seals", verbosity=2, stdout=out)
    assert "1 logs mark" in out.getvalue()
    sealer.seal_everything(signer)
    assert Leaf.objects.filter(line=told.pk).exists()
    assert findings(tmp_path) == []
    call_command("build_seals", verbosity=2, stdout=out)
    assert "0 logs mark" in out.getvalue()
