"""The command line of the sharing rules."""

import json

import pytest

from vangnet.access import deciding, kinds
from vangnet.access.deciding.impact import changes
from vangnet.access.sharing_rules import FOLDER
from vangnet.config.commandline import main

NAME = "2018-05-25.yaml"


@pytest.fixture
def draft(tmp_path):
    """A draft in which the guardian gets the duty to report, the police lose a ground and one condition is added."""
    text = (FOLDER / NAME).read_text()
    for old, new in (
        ("from: [duty_holders, emm], to: [registrar]", "from: [duty_holders, emm, nidos], to: [registrar]"),
        ("from: [anonymous_reports], to: [police_units]", "from: [anonymous_reports], to: [police]"),
        ("code: takes_part_progress, acts", "conditions: [own_task], code: takes_part_progress, acts"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    (tmp_path / NAME).write_text(text)
    return tmp_path


def run(capsys, *words):
    code = main(["sharing", *map(str, words)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_check_counts_the_rules_and_finds_nothing_wrong(capsys):
    code, out, _err = run(capsys, "check", "--json")
    assert code == 0
    figures = json.loads(out)
    assert figures["wrong"] == 0
    assert figures["pairs"] >= 60
    assert figures["kinds"] >= 31
    assert "rules " in run(capsys, "check")[1]


def test_check_says_which_worked_questions_fail(capsys, tmp_path):
    text = (
        (FOLDER / NAME)
        .read_text()
        .replace("to: [registrar], grounds: [duty], says", "to: [shelter], grounds: [duty], says")
    )
    (tmp_path / NAME).write_text(text)
    (tmp_path / "examples").mkdir()
    for file in (FOLDER / "examples").glob("*.yaml"):
        (tmp_path / "examples" / file.name).write_text(file.read_text())
    code, _out, err = run(capsys, "check", "--rules", tmp_path)
    assert code == 1
    assert "police_reports_signal: expected yes, got gap by no_rule." in err


def test_check_of_a_broken_file_names_file_and_line(capsys, tmp_path):
    (tmp_path / NAME).write_text("a: [\n")
    (tmp_path / "kinds.yaml").write_text(kinds.FILE.read_text())
    code, _out, err = run(capsys, "check", "--rules", tmp_path)
    assert code == 1
    assert err.startswith(f"{NAME}:")


def test_decide_answers_in_sentences_and_as_json(capsys):
    question = ("decide", "hospital", "share", "signal", "--with", "police", "--ground", "conflict_of_duties")
    code, out, _err = run(capsys, *question)
    assert code == 0
    assert out.startswith("nee: Hier geldt het beroepsgeheim.")
    assert "Wie anders kan beslissen: de arts" in out
    code, out, _err = run(
        capsys, *question, "--state", "medical_secrecy_lifted", "--json", "--lang", "en", "--on", "2026-01-01"
    )
    answer = json.loads(out)
    assert (answer["outcome"], answer["rule"], answer["ready"]) == (
        "conditions",
        "conflict_of_duties_share",
        True,
    )
    assert "secrecy_weighed" in answer["conditions"]
    _code, out, _err = run(capsys, *question, "--state", "medical_secrecy_lifted", "--lang", "en")
    assert "- Write down why silence does more harm here than speaking." in out
    assert "Who can decide otherwise: the doctor" in out


def test_decide_without_anybody_who_can_decide_leaves_that_line_out(capsys):
    _code, out, _err = run(capsys, "decide", "shelter", "export", "contact")
    assert "Wie anders" not in out


def test_decide_says_which_code_was_meant(capsys):
    code, _out, err = run(capsys, "decide", "hospitl", "see", "signal")
    assert code == 2
    assert "Did you mean 'hospital'?" in err


def test_wrong_date_is_refused_with_advice(capsys):
    with pytest.raises(SystemExit):
        run(capsys, "table", "--on", "yesterday")
    assert "write year-month-day" in capsys.readouterr().err


def test_table_lays_out_who_sees_what(capsys):
    code, out, _err = run(capsys, "table", "--json", "--on", "2026-11-21")
    assert code == 0
    table = json.loads(out)
    assert table["police"]["shelter_location"] == "no"
    assert table["national_rapporteur"]["statistics"] == "yes"
    assert "  gezondheid: nee (health_closed_to_enforcement)" in run(capsys, "table")[1]


def test_impact_says_in_words_which_cells_change(capsys, draft):
    code, out, _err = run(capsys, "impact", draft, "--lang", "en", "--all")
    assert code == 0
    assert (
        "more: Nidos (guardianship) → Registrar (CoMensha) (Reporting duty to the registrar): "
        "signals and what happened to the person: no ground found → yes (no_rule → duty_report)"
    ) in out
    assert "less: Police (local team): steps, duties and terms: yes → yes, under conditions" in out
    assert (
        "less: Line for anonymous reports (Stichting M.) → Trafficking detectives (Anonymous report)" in out
    )
    first, *_rest, last = out.splitlines()
    assert last.startswith("more 4, less ")
    assert first.partition(":")[0] in ("more", "less", "otherwise")


def test_impact_prints_the_first_changes_and_counts_all(capsys, draft):
    out = run(capsys, "impact", draft)[1].splitlines()
    assert len(out) == 41


def test_impact_as_json_has_every_change(capsys, draft):
    found = json.loads(run(capsys, "impact", draft, "--json")[1])
    assert {change["direction"] for change in found} == {"more", "less"}
    assert {change["act"] for change in found} == {"see", "share"}
    assert all(change["before"] != change["after"] for change in found if change["act"] == "share")


def test_impact_of_the_same_rules_is_nothing(capsys):
    assert run(capsys, "impact", FOLDER)[1] == "more 0, less 0, otherwise 0\n"


def test_other_conditions_for_the_same_outcome_are_a_change_too(tmp_path):
    text = (FOLDER / NAME).read_text()
    old = 'conditions: [only_needed, agreed_use], obligations: [register], says: {nl: "Aan een zorgtafel'
    assert old in text
    (tmp_path / NAME).write_text(text.replace(old, old.replace("only_needed, ", ""), 1))
    now = deciding.load(FOLDER).versions[-1]
    new = deciding.load(tmp_path, kinds.FILE).versions[-1]
    assert {change.direction for change in changes(now, new)} == {"otherwise"}
