"""House rules that the syntax shows. Each replaces a sentence in a style guide."""

import ast

import pytest

from tests.architecture import source

# Where a table may be touched besides queries, services and models: the doors that everything goes through.
DOORS = {
    "vangnet/protocol/log.py": "the one door for writing an event",
    "vangnet/access/audit.py": "the one door for the audit trail",
    "vangnet/access/grants.py": "the one door for access",
    "vangnet/access/disclosures.py": "the one door for the disclosure register",
    "vangnet/access/notices.py": "the one door for telling people something",
    "vangnet/access/evidence/sealer.py": "the one door for seals",
    "vangnet/access/evidence/anchoring.py": "copies seals to elsewhere",
    "vangnet/access/evidence/verifying.py": "checks seals",
    "vangnet/access/evidence/sealing_now.py": "writes down each check of the seals",
}
ALLOWED = {"queries", "services", "models"}
# Parts of an act that only other services call, inside a transaction that is already there.
INSIDE_AN_ACT = {
    "vangnet/persons/services/texts.py": "seals and opens notes for an act or a look, which leaves the line",
    "vangnet/cases/services/reasons.py": "checks a text and changes nothing",
    "vangnet/signals/services/brakes.py": "counts how much arrives, from nobody in particular",
    "vangnet/signals/services/access_of_owner.py": "gives access within the act that changes the owner",
    "vangnet/signals/services/after_receipt.py": "part of receiving a signal, which leaves the line",
    "vangnet/signals/services/keeping_texts.py": "seals texts within the act that they belong to",
    "vangnet/signals/services/moving.py": "the move of an act, which leaves the line",
    "vangnet/signals/services/noting.py": "the event of an act, which leaves the line",
    "vangnet/signals/services/keeping_sightings.py": "keeps what was seen within the act that brings it",
    "vangnet/signals/services/priorities.py": "follows from other acts; a signal that comes into another class has its line",
    "vangnet/signals/services/telling.py": "tells coordinators within the act that causes it",
    "vangnet/signals/services/adding.py": "adds up within the act that brings a mark",
    "vangnet/signals/services/comparing.py": "keeps marks within the act that brings them, and forgets them with the signal",
    "vangnet/signals/services/finding.py": "only looks, for the act that adds up",
    "vangnet/signals/services/groups.py": "keeps groups within the act that links or rejects",
    "vangnet/signals/services/turns.py": "only waits",
    "vangnet/signals/services/drafts.py": "of a draft nobody is known and nothing can be read; sending it leaves the line",
}


def test_only_queries_services_and_models_touch_tables():
    found = []
    for file in source.files("vangnet"):
        at_home = file.stem in ALLOWED or file.parent.name in ALLOWED
        if at_home or source.name(file) in DOORS:
            continue
        found += [
            f"{source.name(file)}:{node.lineno}"
            for node in ast.walk(source.tree(file))
            if isinstance(node, ast.Attribute) and node.attr == "objects" and isinstance(node.value, ast.Name)
            if node.value.id[:1].isupper()
        ]
    assert found == []


def test_every_door_is_still_there():
    assert [door for door in DOORS if not (source.ROOT / door).exists()] == []


def test_every_act_is_keyword_only_after_its_subject_and_knows_who():
    faults = []
    for file in source.modules("services"):
        if source.name(file) in INSIDE_AN_ACT:
            continue
        for act in source.public_functions(file):
            words = {argument.arg for argument in act.args.kwonlyargs}
            if "by" not in words or len(act.args.args) > 1:
                faults.append(f"{source.name(file)}: {act.name}")
    assert faults == []


def test_every_read_starts_with_the_actor_or_says_why_not():
    faults = []
    for file in source.modules("queries"):
        for read in source.public_functions(file):
            arguments = [argument.arg for argument in read.args.args]
            by_actor = arguments[:1] == ["actor"]
            if not by_actor and "unscoped" not in source.decorators(read) and not _asks_nothing(read):
                faults.append(f"{source.name(file)}: {read.name}")
    assert faults == []


def _asks_nothing(read):
    """Whether a function of a queries module only looks at values that it was given."""
    reads = {node.attr for node in ast.walk(read) if isinstance(node, ast.Attribute)}
    return not reads & {"objects", "filter", "get", "exists", "select_related"}


@pytest.mark.parametrize("kind", ["services", "rules", "queries"])
def test_every_act_rule_and_read_says_in_a_sentence_what_it_is(kind):
    faults = []
    for file in source.modules(kind):
        for function in source.public_functions(file):
            said = ast.get_docstring(function) or ""
            if not said[:1].isupper() or not said.splitlines()[0].rstrip().endswith((".", ";", ":")):
                faults.append(f"{source.name(file)}: {function.name}")
    assert faults == []


def test_no_class_is_called_victim_and_no_package_is_a_drawer():
    drawers = {"utils", "common", "helpers", "misc", "lib", "signals_"}
    names = {part for file in source.files("vangnet") for part in (*file.parent.parts, file.stem)}
    assert names & drawers == set()
    classes = {
        node.name
        for file in source.files("vangnet")
        for node in ast.walk(source.tree(file))
        if isinstance(node, ast.ClassDef)
    }
    assert "Victim" not in classes


def test_no_import_is_hidden_in_a_function():
    found = [
        f"{source.name(file)}:{node.lineno}"
        for file in source.files("vangnet")
        for function in ast.walk(source.tree(file))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert [place for place in found if place.split(":")[0] not in LATE_IMPORTS] == []


# Commands that must start fast, or before Django is set up, import what they need when they need it.
LATE_IMPORTS = {
    "vangnet/protocol/commands.py": "starts in a third of a second; judging does not need the checks",
    "vangnet/config/commandline.py": "the views can only be read once the settings stand",
}

LONGEST_FILE, LONGEST_FUNCTION = 400, 50
TOO_LONG = {
    "vangnet/protocol/engine/holidays_nl.py": "a table",
    "tests/protocol/engine/test_check_seeded_errors.py": "a table: one line per mistake that must be found",
    "tests/protocol/engine/check_corpora.py:sound_corpora": "a table: the sound agreements as text",
}


def test_no_file_is_too_long():
    lengths = {
        source.name(file): len(file.read_text(encoding="utf-8").splitlines())
        for file in source.files("vangnet", "tests", "tools", "bench")
    }
    too_long = {
        file: length for file, length in lengths.items() if length > LONGEST_FILE and file not in TOO_LONG
    }
    assert too_long == {}


def test_every_exception_is_still_needed_somewhere():
    assert [place for place in TOO_LONG if not (source.ROOT / place.split(":")[0]).exists()] == []


def test_no_function_is_too_long():
    too_long = {
        f"{source.name(file)}:{node.name}": node.end_lineno - node.lineno + 1
        for file in source.files("vangnet", "tests", "tools", "bench")
        for node in ast.walk(source.tree(file))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    }
    assert {place: length for place, length in too_long.items() if place not in TOO_LONG} == {}


# Acts that leave no line of their own, with the reason.
WITHOUT_A_LINE = {
    "answered": "part of answering what somebody asks, which leaves the line",
    "attach": "part of sending a report, which leaves the line",
    "certificate": "part of destroying, which leaves the line",
    "empty_lines": "part of destroying, which leaves the line",
    "begin_with": "part of opening a dossier, which leaves the line",
    "expected": "foretells what sending will do and opens nothing but the own draft",
    "give_to_opener": "part of opening a dossier, which leaves the line",
    "held": "holds a signal for an act, which leaves the line",
    "keep_texts": "part of recording a step, which leaves the line",
    "note_change": "part of an answer, which leaves the line",
    "opens_again": "part of recording a step, which leaves the line",
    "put_off": "part of putting off an answer, which leaves the line",
    "recorded": "part of writing down what somebody asks, which leaves the line",
    "tell": "part of every act on a dossier itself, which leaves the line",
    "enter": "part of sharing, which leaves the line",
    "end_what_rested_on": "part of withdrawing a consent, which leaves the line",
    "let_go": "part of withdrawing a consent, which leaves the line",
    "pass_on": "part of withdrawing a consent, which leaves the line",
    "write_step": "part of recording a step, which leaves the line",
    "refresh": "part of every act: the worklist follows the events and is no act itself",
    "open_identity": "a page of one, which leaves the line",
    "follow_offers": "leaves a line for each signal that somebody is told about",
    "look_again": "leaves a line for each signal that somebody is told about",
    "watch_feedback": "leaves a line for each signal that somebody is told about",
    "watch_new": "leaves a line for each signal that somebody is told about",
    "take_back": "part of ending a signal, which leaves the line",
    "keep_right": "the worklist follows the time and is no act of somebody",
}


def test_every_act_leaves_a_line_in_the_audit_trail():
    without = {
        act.name
        for file in source.modules("services")
        if source.name(file) not in INSIDE_AN_ACT
        for act in source.public_functions(file)
        if not any(
            isinstance(node, ast.Attribute)
            and node.attr == "act"
            and getattr(node.value, "id", "") == "audit"
            for node in ast.walk(act)
        )
    }
    assert without == set(WITHOUT_A_LINE)
