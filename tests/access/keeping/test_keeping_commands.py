"""`vangnet keeping check` and `impact`, as people use them."""

import pytest

from vangnet.access.keeping_terms import FOLDER
from vangnet.config import commandline

GOOD = (FOLDER / "2020-01-01.yaml").read_text(encoding="utf-8")


@pytest.fixture
def draft(tmp_path):
    def write(*changes):
        text = GOOD
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / "2020-01-01.yaml").write_text(text, encoding="utf-8")
        return str(tmp_path)

    return write


def test_check_names_what_rests_on_an_assumption(capsys):
    assert commandline.main(["keeping", "check"]) == 0
    out = capsys.readouterr().out
    assert "2020-01-01.yaml: " in out
    assert "shelter_location under any" in out


def test_check_says_file_and_line_of_a_mistake(draft, capsys):
    folder = draft(("term: P6M", "term: 6M"))
    assert commandline.main(["keeping", "check", "--folder", folder]) == 1
    assert "2020-01-01.yaml:" in capsys.readouterr().err


def test_impact_says_what_goes_earlier_and_what_later(draft, capsys):
    folder = draft(
        ("term: P6M", "term: P2Y"),
        ("term: P2Y\n    from: last_event", "term: P1Y\n    from: last_event"),
        ("access: {term: P1M, extension: P2M", "access: {term: P2M, extension: P2M"),
        ("then: anonymise", "then: review"),
    )
    assert commandline.main(["keeping", "impact", folder]) == 0
    out = capsys.readouterr().out
    assert "shelter_location under any: 6 months from closing, then destroy becomes 2 years" in out
    assert "later, 2025-07-01 becomes 2027-01-01" in out
    assert "EARLIER, 2027-01-01 becomes 2026-01-01" in out
    assert "answer to access: 1 month becomes 2 months" in out
    assert "on the same day in the example" in out


def test_impact_says_what_is_new_and_what_is_gone(draft, capsys):
    folder = draft(
        ("category: health\n    regime: avg_medical", "category: contact\n    regime: avg_medical")
    )
    assert commandline.main(["keeping", "impact", folder]) == 0
    out = capsys.readouterr().out
    assert "health under avg_medical: falls under the general term again" in out
    assert "contact under avg_medical: new, 20 years from last_event" in out


def test_impact_tells_an_answer_that_falls_away(draft, capsys):
    folder = draft(('  erasure: {term: P1M, extension: P2M, ground: "AVG 17, 12 lid 3"}\n', ""))
    commandline.main(["keeping", "impact", folder])
    assert "answer to erasure: 1 month becomes nothing" in capsys.readouterr().out


def test_same_draft_changes_nothing_and_a_broken_one_is_told(draft, capsys):
    assert commandline.main(["keeping", "impact", draft()]) == 0
    assert "as long as now" in capsys.readouterr().out
    assert commandline.main(["keeping", "impact", draft(("then: review", "then: burn"))]) == 1
    assert "burn" in capsys.readouterr().err
