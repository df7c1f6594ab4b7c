"""Files with rules: whatever is wrong is said with its file, its line and what to do."""

import re
from datetime import date

import pytest

from tests.access.deciding.questions import BOOK
from vangnet.access import deciding, kinds
from vangnet.access.deciding import RuleErrors
from vangnet.access.deciding.examples import failing, read_examples
from vangnet.access.deciding.kinds_file import read_kinds
from vangnet.access.deciding.yaml_lines import MAX_BYTES, read_lined
from vangnet.access.sharing_rules import FOLDER

NAME = "2018-05-25.yaml"
RULES = (FOLDER / NAME).read_text()
KINDS = kinds.FILE.read_text()


def problems(folder):
    with pytest.raises(RuleErrors) as error:
        deciding.load(folder, kinds.FILE)
    return error.value.problems


def draft(folder, *changes, name=NAME, text=RULES):
    """Write the rules with some texts replaced, and give the line on which the first change stands."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    (folder / name).write_text(text)
    first = changes[0][1] if changes else ""
    return text[: text.index(first)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "message", "advice"),
    [
        ("assumed: true", "asumed: true", "unknown key 'asumed'", "Did you mean 'assumed'?"),
        ("effect: opens", "effect: helps", "cannot be 'helps'", "Choose one of: opens, closes, turns."),
        ("acts: [share, export]", "acts: [shar, export]", "cannot be 'shar'", "Did you mean 'share'?"),
        (
            "code: duty_report,",
            "code: Duty-Report,",
            "does not match",
            "Write it in lower case with underscores",
        ),
        ("valid_from: 2018-05-25", "valid_from: 2018-13-45", "which is no day", "Write year-month-day."),
        ("to: [registrar], grounds: [duty]", "to: [registar], grounds: [duty]", "'registar'", "'registrar'"),
        (
            "detectives: [investigation, avim,",
            "detectives: [investigation, avmi,",
            "no kind or group 'avmi'",
            "avim",
        ),
        ("  detectives: [inv", "  police: [inv", "has the name of a kind", "Give it another name."),
        (
            "to: [registrar], grounds: [duty]",
            "to: [registrar], grounds: [dutty]",
            "There is no ground 'dutty'",
            "'duty'",
        ),
        (
            "conditions: [lowered_level, only",
            "conditions: [lowered_levl, only",
            "There is no condition 'lowered_levl'",
            "'lowered_level'",
        ),
        (
            "obligations: [log, reason, tell_owner]",
            "obligations: [logg]",
            "There is no obligation 'logg'",
            "'log'",
        ),
        ("decider: prosecutor", "decider: prosecuter", "There is no decider 'prosecuter'", "'prosecutor'"),
        (
            "unless: [break_glass]",
            "unless: [open_investigation]",
            "uses 'open_investigation' under `unless`, where a state stands that opens",
            "Choose one of",
        ),
        (
            "states: [break_glass], conditions",
            "states: [confidential_address], conditions",
            "uses 'confidential_address' under `states`",
            "Choose one of",
        ),
        ("met_by: consent_given", "met_by: consent_refused", "no state that opens", "'consent_given'"),
        (
            "code: emm_x",
            "code: duty_report_identity",
            "A second rule is called 'duty_report_identity'",
            "Give each rule its own name.",
        ),
    ],
)
def test_mistake_in_the_rules_is_said_with_its_line_and_what_to_do(tmp_path, old, new, message, advice):
    changes = [(old, new)]
    if old == "code: emm_x":
        changes = [("code: signals_to_emm", new)]
    line = draft(tmp_path, *changes)
    found = problems(tmp_path)
    fitting = [one for one in found if message in one.message and advice in one.advice]
    assert fitting, [str(one) for one in found]
    assert str(fitting[0]).startswith(f"{NAME}:")
    assert abs(fitting[0].line - line) <= 400 if "second rule" in message else fitting[0].line == line


def test_rule_without_a_source_or_key_is_refused(tmp_path):
    draft(tmp_path, (', source: "seed 002 L12656-L12687"}\n\n# A refusal', "}\n\n# A refusal"))
    assert any(
        "'source' is a required property" in one.message and one.advice == "Add it."
        for one in problems(tmp_path)
    )


def test_wrong_type_is_said_with_a_hint(tmp_path):
    draft(tmp_path, ("assumed: true", "assumed: maybe"))
    found = problems(tmp_path)
    assert "is not of type 'boolean'" in found[0].message
    assert found[0].advice == "Look at the parts around it for the shape."


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: [1\nb: 2\n", 2, "This is not YAML"),
        ("", 1, "The file is empty."),
        ("a: &x 1\nb: *x\n", 1, "Anchors and aliases are not allowed."),
        ("a: 1\nb: 2\na: 3\n", 3, "The key 'a' stands here a second time."),
        ("a: 1\n[b]: 2\n", 2, "A key is not a plain word."),
        ("a: " + "[" * 14 + "]" * 14, 1, "nested more than"),
        ("x" * (MAX_BYTES + 1), 1, "larger than"),
        ("[" * 50_000, 1, "nested more than"),
        ("\n".join(" " * deep + "a:" for deep in range(20)), 13, "nested more than"),
    ],
)
def test_file_that_is_no_plain_yaml_is_refused(tmp_path, text, line, message):
    (tmp_path / NAME).write_text(text)
    found = problems(tmp_path)
    assert message in found[0].message
    assert found[0].line == line


def test_file_in_another_spelling_than_utf8_is_refused(tmp_path):
    (tmp_path / NAME).write_bytes(b"a: 1\nb: \xff\n")
    assert (problems(tmp_path)[0].line, problems(tmp_path)[0].message) == (2, "This is not UTF-8.")


def test_file_that_is_not_there_is_said():
    with pytest.raises(RuleErrors, match="cannot be opened"):
        read_lined(FOLDER / "nothing.yaml")


def test_words_stay_words_and_only_numbers_and_truths_are_read(tmp_path):
    file = tmp_path / "words.yaml"
    file.write_text('a: no\nb: true\nc: 12\nd: "12"\ne:\nf: 2018-05-25\n')
    lined = read_lined(file)
    assert lined.value == {"a": "no", "b": True, "c": 12, "d": "12", "e": None, "f": "2018-05-25"}
    assert lined.line("c") == 3
    assert lined.line("nowhere", 4) == 1
    assert lined.line("f", "deeper", 2) == 6


def test_folder_without_rules_is_said(tmp_path):
    assert "The folder has no file of rules." in problems(tmp_path)[0].message


def test_file_is_named_after_its_first_day(tmp_path):
    draft(tmp_path, name="2019-01-01.yaml")
    assert "The file is named 2019-01-01.yaml and begins on 2018-05-25." in problems(tmp_path)[0].message


@pytest.mark.parametrize(
    ("end", "message"),
    [
        ("", "This version has no last day, while 2026-01-01.yaml begins on 2026-01-01."),
        ("valid_until: 2025-11-30\n", "ends on 2025-11-30"),
        ("valid_until: 2026-02-01\n", "ends on 2026-02-01"),
    ],
)
def test_versions_leave_no_gap_and_do_not_overlap(tmp_path, end, message):
    draft(tmp_path, ("assumed: true\n", f"assumed: true\n{end}"))
    draft(tmp_path, ("valid_from: 2018-05-25", "valid_from: 2026-01-01"), name="2026-01-01.yaml")
    found = problems(tmp_path)
    assert message in found[0].message
    assert found[0].advice == "Write `valid_until: 2025-12-31`."


def test_each_day_is_decided_by_the_version_that_holds_on_it(tmp_path):
    draft(tmp_path, ("assumed: true\n", "assumed: true\nvalid_until: 2025-12-31\n"))
    draft(
        tmp_path,
        ("valid_from: 2018-05-25", "valid_from: 2026-01-01\nvalid_until: 2026-06-30"),
        name="2026-01-01.yaml",
    )
    book = deciding.load(tmp_path, kinds.FILE)
    days = [date(2018, 5, 24), date(2018, 5, 25), date(2025, 12, 31), date(2026, 1, 1), date(2026, 7, 1)]
    assert [version and version.code for version in map(book.on, days)] == [
        None,
        "2018-05-25",
        "2018-05-25",
        "2026-01-01",
        None,
    ]


def test_kinds_are_read_from_the_folder_itself_or_from_the_one_beside_it(tmp_path):
    inside = tmp_path / "own"
    inside.mkdir()
    draft(inside)
    (inside / "kinds.yaml").write_text(KINDS)
    assert deciding.load(inside).kinds == BOOK.kinds
    assert deciding.load(FOLDER).kinds == BOOK.kinds


def test_kind_with_a_duty_names_its_source(tmp_path):
    file = tmp_path / "kinds.yaml"
    file.write_text(re.sub(r'duty_source: "[^"]*", ', "", KINDS, count=1))
    with pytest.raises(RuleErrors, match="police has a reporting duty without a source"):
        read_kinds(file)


def test_kind_with_an_unknown_side_is_refused(tmp_path):
    file = tmp_path / "kinds.yaml"
    file.write_text(KINDS.replace("side: enforcement", "side: enforcemint", 1))
    with pytest.raises(RuleErrors, match="Did you mean 'enforcement'"):
        read_kinds(file)


EXAMPLE = """title: {nl: Proef, en: Trial}
examples:
  - {name: trial, story: {nl: "Een.", en: "One."}, who: shelter, act: see, category: signal, purpose: protection, ground: disclosure, expect: "yes", source: x}
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "who: shelter",
            "who: sheltr",
            "trial.yaml:3: actor_kind cannot be 'sheltr'. Did you mean 'shelter'?",
        ),
        ("source: x", "on: 2026-02-31, source: x", "trial.yaml:3: day is out of range"),
        ('expect: "yes"', "expect: perhaps", "cannot be 'perhaps'"),
        ("category: signal", "category: story", "category cannot be 'story'"),
    ],
)
def test_mistake_in_a_worked_question_is_said_with_its_line(tmp_path, old, new, says):
    (tmp_path / "trial.yaml").write_text(EXAMPLE.replace(old, new))
    with pytest.raises(RuleErrors) as error:
        read_examples(tmp_path, BOOK)
    assert says in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('expect: "yes"', 'expect: "no"', "trial: expected no, got yes by signal_in_chain."),
        (
            'expect: "yes"',
            'expect: "yes", rule: other',
            "trial: expected the rule other, got signal_in_chain.",
        ),
        ('expect: "yes"', 'expect: "yes", conditions: [only_needed]', "the condition only_needed is missing"),
    ],
)
def test_worked_question_with_another_answer_is_said(tmp_path, old, new, says):
    (tmp_path / "trial.yaml").write_text(EXAMPLE.replace(old, new))
    wrong = failing(read_examples(tmp_path, BOOK), BOOK)
    assert [says in str(one) for one in wrong] == [True]
    (tmp_path / "trial.yaml").write_text(EXAMPLE)
    assert failing(read_examples(tmp_path, BOOK), BOOK) == []


def test_pair_of_an_unknown_kind_is_said(tmp_path):
    (tmp_path / "pairs.yaml").write_text(
        "title: {nl: P, en: P}\npairs:\n  - {kind: circus, category: signal, expect: gap, source: x}\n"
    )
    with pytest.raises(RuleErrors, match="actor_kind cannot be 'circus'"):
        read_examples(tmp_path, BOOK)
