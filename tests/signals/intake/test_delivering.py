"""Reading files: encodings, separators, formulas, hidden characters, and what is wrong said per cell."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import on
from tests.signals.intake.files import COLUMNS, GOOD, file
from vangnet.signals import choices, delivering
from vangnet.signals.delivering import FileRefused, check, read_table, template
from vangnet.signals.delivering.columns import versions
from vangnet.signals.delivering.vocabulary import MOST_PROPOSALS, plain

BOOK = delivering.current()


@pytest.fixture(autouse=True)
def _now():
    with on():
        yield


def checked(*rows, columns=COLUMNS, **how):
    return check(
        read_table(file(*rows, columns=columns, **how), book=BOOK), vocabulary=choices.vocabulary(BOOK.lists)
    )


def only_problem(row, columns=COLUMNS):
    found = checked(row, columns=columns)
    assert found.rows == []
    (problem,) = found.problems
    return problem


def refused(content):
    with pytest.raises(FileRefused) as refusal:
        read_table(content, book=BOOK)
    return str(refusal.value)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_file_is_read_with_any_separator_with_and_without_mark(delimiter, encoding):
    (row,) = checked(
        {"what_was_seen": 'Zoë, né; "José"'.replace('"', "'")}, delimiter=delimiter, encoding=encoding
    ).rows
    assert row.values["what"] == "Zoë, né; 'José'"


def test_titles_may_be_dutch_english_or_codes_in_any_order():
    dutch = ";".join(
        BOOK.columns[code].label["nl"] for code in reversed(BOOK.of_body("police") and list(BOOK.columns))
    )
    table = read_table((dutch + "\n" + ";" * (len(BOOK.columns) - 1) + "x").encode(), book=BOOK)
    assert {column.code for column in table.columns} == set(BOOK.columns)
    assert BOOK.named(" Own Number ").code == BOOK.named("own_key").code == "own_key"


def test_template_of_a_body_can_be_read_back_and_has_what_is_always_needed():
    for party in (*BOOK.bodies, "police"):
        for language in ("nl", "en"):
            content = template(BOOK.of_body(party), language)
            assert content.startswith(b"\xef\xbb\xbf")
            assert refused(content).startswith("This file has titles but no rows")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\xff\xfea\x00", "UTF-8"),
        (COLUMNS.encode() + b"\nZ;\xe9", "Line 2"),
        (COLUMNS.encode() + b"\n\0", "not a file with text"),
        (b"own_number;who\nx;y", "“who” does not exist"),
        (b"own_number;eigen_nummer\nx;y", "twice"),
        (b"own_number\nx", "missing: seen_from"),
        (COLUMNS.encode() + b'\n"x;1', "quotation mark"),
        (COLUMNS.encode() + b"\n;;;\n", "no rows"),
        (b"x" * 10_000_001, "larger than 10 MB"),
    ],
)
def test_file_that_cannot_be_read_says_why_and_what_to_do(content, says):
    assert says in refused(content)


def test_file_with_too_many_rows_is_refused_with_the_number():
    row = ";".join(GOOD[title] for title in COLUMNS.split(";"))
    assert "20001 rows" in refused(f"{COLUMNS}\n{(row + chr(10)) * 20_001}".encode())


def test_number_of_a_row_is_that_of_the_spreadsheet_also_after_an_empty_line():
    content = file({}) + b"\r\n;;\r\n" + b"Z-9;12-2-2025;x;labour;old;1;nl\r\n"
    (problem,) = check(read_table(content, book=BOOK), vocabulary=choices.vocabulary(BOOK.lists)).problems
    assert (problem.row, problem.column) == (4, "age")


@pytest.mark.parametrize(
    ("title", "value", "column", "says"),
    [
        ("own_number", "", "own_key", "empty"),
        ("own_number", "onbekend", "own_key", "own number"),
        ("own_number", "x" * 61, "own_key", "61 characters and 60 fit"),
        ("seen_from", "soon", "seen_from", "soon"),
        ("seen_from", "12-2-2031", "seen_from", "future"),
        ("what_was_seen", "", "what", "empty"),
        ("what_was_seen", "x" * 5001, "what", "5001 characters"),
        ("what_was_seen", "=HYPERLINK()", "what", "formula"),
        ("what_was_seen", "@SUM(1)", "what", "formula"),
        ("what_was_seen", "-2+3", "what", "formula"),
        ("what_was_seen", "see \u202egnp", "what", "cannot be seen"),
        ("what_was_seen", "bell \x07", "what", "cannot be seen"),
        ("form_of_exploitation", "labour|labuor", "forms", "Do you mean “labour”?"),
        ("form_of_exploitation", "labour|xyzzy", "forms", "Choose from: "),
        ("form_of_exploitation", "labour|unknown", "forms", "together"),
        ("age", "16.5", "age", "0 to 120"),
        ("age", "121", "age", "0 to 120"),
        ("age", "", "age", "“unknown”"),
        ("age_at_recruitment", "18", "age_at_recruitment", "older than the age now"),
        ("nationality", "Roemeense", "nationality", "Do you mean “Roemenië”?"),
        ("nationality", "zzzzzz", "nationality", "See which values are allowed"),
        ("also_suspect", "perhaps", "suspect", "not in the list"),
        ("also_suspect", "ja", "adult_behind", "adult"),
    ],
)
def test_mistake_is_named_with_its_column_and_advice(title, value, column, says):
    problem = only_problem({title: value})
    assert (problem.row, problem.column) == (2, column)
    assert says in problem.message


def test_value_of_a_mistake_is_shown_short_and_without_hidden_characters():
    assert only_problem({"age": "\u202e" + "9" * 100}).value == "\ufffd" + "9" * 59 + "…"


@pytest.mark.parametrize(
    ("more", "value", "column", "says"),
    [
        ("number_of_people", "0", "number_of_people", "1 to 10000"),
        ("indicators", "wages_witheld", "indicators", "Do you mean “wages_withheld”?"),
        ("indicators", "xyzzy", "indicators", "See which codes"),
        ("seen_until", "1-1-2025", "seen_until", "before the first day"),
        ("setting", "workplce", "setting", "Do you mean “workplace”?"),
    ],
)
def test_mistake_in_a_column_that_may_be_left_out_is_named_too(more, value, column, says):
    problem = only_problem({more: value}, columns=f"{COLUMNS};{more}")
    assert problem.column == column
    assert says in problem.message


def test_same_own_number_twice_in_a_file_names_the_first_row():
    found = checked({"own_number": "A"}, {"own_number": "B"}, {"own_number": "A"})
    assert [(one.row, one.column) for one in found.problems] == [(4, "own_key")]
    assert "row 2" in found.problems[0].message


def test_row_with_more_cells_than_titles_is_named():
    content = file({}) + b";too much\r\n"
    problems = check(
        read_table(content, book=BOOK),
        vocabulary=choices.vocabulary(BOOK.lists),
    ).problems
    assert [(one.row, one.column) for one in problems] == [(2, "")]


def test_words_in_both_languages_and_unknown_are_understood():
    row = {
        "form_of_exploitation": "Arbeid|Bedelen",
        "nationality": "Roemenië",
        "age": "Onbekend",
        "also_suspect": "nee",
        "telephone": "unknown",
    }
    values = checked(row).rows[0].values
    assert (values["forms"], values["nationality"], values["age"]) == (("labour", "begging"), "ro", "unknown")
    assert (values["suspect"], values["telephone"]) == ("no", None)


def test_indicator_may_be_written_as_its_code_or_in_words_and_counts_once():
    row = {"indicators": "WAGES_WITHHELD|Krijgt het loon niet of veel te laat|very_long_days"}
    (found,) = checked(row, columns=f"{COLUMNS};indicators").rows
    assert found.values["indicators"] == ("wages_withheld", "very_long_days")


@pytest.mark.parametrize("language", choices.LANGUAGES)
def test_mistake_in_a_short_list_names_what_may_stand_there_in_the_language_of_the_reader(language):
    with override(language):
        message = only_problem({"also_suspect": "xyzzy"}).message
        assert all(str(label) in message for _code, label in choices.of("answer"))


def test_everything_that_may_be_written_stands_for_one_value():
    vocabulary = choices.vocabulary(BOOK.lists)
    for name in (*BOOK.lists, "indicators"):
        meant = {}
        for written, code in vocabulary[name].spellings():
            assert meant.setdefault(plain(written), code) == code, (name, written)


def test_proposals_stop_after_a_hundred_different_mistakes():
    vocabulary = choices.vocabulary(BOOK.lists)
    for number in range(MOST_PROPOSALS):
        assert vocabulary.nearest("sex", f"womann{number:03d}") in ("woman", "")
    assert vocabulary.nearest("sex", "womann000") == "woman"
    assert vocabulary.nearest("sex", "womaan") == ""


def test_missing_columns_are_named_by_their_titles_in_the_language_of_the_reader():
    with override("nl"):
        assert "gezien_vanaf" in refused(b"eigen_nummer\nx")


@pytest.mark.parametrize("language", choices.LANGUAGES)
@pytest.mark.parametrize("party", [*BOOK.bodies])
def test_example_file_of_each_body_is_read_without_mistakes_whatever_the_language(party, language):
    with override(language):
        columns, words = BOOK.of_body(party), choices.vocabulary(BOOK.lists)
        content = delivering.example(columns, book=BOOK, vocabulary=words)
    table = read_table(content, book=BOOK)
    found = check(table, vocabulary=choices.vocabulary(BOOK.lists))
    assert found.problems == []
    assert [row.values["forms"] for row in found.rows] == [("labour", "services"), ("unknown",)]
    assert [row.values["nationality"] for row in found.rows] == ["pl", "xx"]


def test_telephone_may_begin_with_a_plus_and_a_short_row_is_filled_up_with_nothing():
    assert checked({"telephone": "+31 97 0000 0000"}).rows[0].values["telephone"] == "+31 97 0000 0000"
    content = f"{COLUMNS}\nZ-1;2024;seen;labour;1;1;nl".encode()
    assert check(read_table(content, book=BOOK), vocabulary=choices.vocabulary(BOOK.lists)).problems == []


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_words(content):
    try:
        read_table(content, book=BOOK)
    except FileRefused as refusal:
        assert str(refusal)


@given(st.lists(st.text(max_size=30), min_size=11, max_size=13))
def test_any_cells_give_a_row_or_problems_and_never_both(cells):
    table = delivering.Table(read_table(file({}), book=BOOK).columns, ((2, tuple(cells)),))
    found = check(table, vocabulary=choices.vocabulary(BOOK.lists))
    assert bool(found.rows) != bool(found.problems)


@pytest.mark.parametrize(
    "content",
    [
        "columns: {a: {kind: magic, label: {}, help: {}}}\nbodies: {ordinary: [a]}",
        "columns: {a: {kind: line, label: {}, help: {}, required: true}}\nbodies: {ordinary: []}",
        "columns: {}\nbodies: {ordinary: [b]}",
    ],
)
def test_file_with_columns_that_is_wrong_is_named(tmp_path, content):
    (tmp_path / "2020-01-01.yaml").write_text(
        f"valid_from: 2020-01-01\nsource: x\nlimits: {{bytes: 1, rows: 1}}\n{content}"
    )
    with pytest.raises(ValueError, match=r"2020-01-01\.yaml"):
        versions(tmp_path)
