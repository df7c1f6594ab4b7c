"""Agreement files with one mistake each: what stands in the file, on which line and in which clause it is found, and a word of the message."""

HEAD = "agreement: a\nvalid_from: 2020-01-01\n"
WORDS = """facts:
  age: {type: years}
  origin: {values: [nl, eu]}
  day: {type: date}
steps:
  start: {by: police}
  done: {by: police}
"""
LINES = (HEAD + WORDS).count("\n") + 1


def clause(text: str) -> str:
    return HEAD + WORDS + text + "\n"


def duty(keys: str) -> str:
    return clause("duties: {d: {on: start, by: police, do: done, " + keys + "}}")


# name: (text, line, clause, word in the message or the advice)
BAD: dict[str, tuple[str, int, str, str]] = {
    "empty": ("", 1, "", "empty"),
    "comment_only": ("# nothing\n", 1, "", "empty"),
    "no_map": ("- a\n", 1, "", "map"),
    "not_yaml": ("agreement: [a\nvalid_from: 2020-01-01\n", 2, "", "not YAML"),
    "tab": ("agreement: a\n\tvalid_from: 2020-01-01\n", 2, "", "not YAML"),
    "two_documents": (HEAD + "---\nagreement: b\n", 3, "", "second document"),
    "twice_a_key": (HEAD + "valid_from: 2020-01-01\n", 3, "", "second time"),
    "anchor": (HEAD + "title: &t {nl: A, en: A}\n", 3, "", "Anchors"),
    "alias": (HEAD + "title: *t\n", 3, "", "aliases"),
    "tag": (HEAD + "title: !!python/object:os.system {}\n", 3, "", "tag"),
    "complex_key": (HEAD + "? [a, b]\n: c\n", 3, "", "plain word"),
    "too_deep": (HEAD + "notes: " + "[" * 30 + "]" * 30 + "\n", 3, "", "deep"),
    "no_name": ("valid_from: 2020-01-01\n", 1, "", "agreement"),
    "other_name": ("agreement: b\nvalid_from: 2020-01-01\n", 1, "", "folder"),
    "no_date": ("agreement: a\n", 1, "", "valid_from"),
    "other_date": ("agreement: a\nvalid_from: 2020-02-01\n", 2, "", "file is named"),
    "no_such_date": ("agreement: a\nvalid_from: 2020-02-30\n", 2, "", "no date"),
    "ends_before_it_begins": (HEAD + "valid_until: 2019-01-01\n", 3, "", "before"),
    "date_without_dashes": ("agreement: a\nvalid_from: 20200101\n", 2, "", "no date"),
    "unknown_key": (HEAD + "titel: {nl: A, en: A}\n", 3, "", "'title'"),
    "wording_is_text": (HEAD + "title: A\n", 3, "", "{nl: ..., en: ...}"),
    "wording_without_dutch": (HEAD + "title: {en: A}\n", 3, "", "'nl'"),
    "wording_in_french": (HEAD + "title: {nl: A, en: A, fr: A}\n", 3, "", "'fr'"),
    "wording_is_list": (HEAD + "title: {nl: [A], en: A}\n", 3, "", "text"),
    "transition": (HEAD + "transition: respectful\n", 3, "", "respecting"),
    "phase": (HEAD + "phases: [before]\n", 3, "", "phase"),
    "notes_is_text": (HEAD + "notes: text\n", 3, "", "list"),
    "decree_is_list": (HEAD + "decree: [a]\n", 3, "", "text"),
    "region_twice": (HEAD + "regions: [utrecht, utrecht]\n", 3, "", "twice"),
    "retroactive_later": (HEAD + "retroactive: {from: 2021-01-01, clauses: [d]}\n", 3, "", "before"),
    "retroactive_nothing": (HEAD + "retroactive: {from: 2019-01-01}\n", 3, "", "clauses"),
    "retroactive_unknown": (
        HEAD + "retroactive: {from: 2019-01-01, clauses: [d]}\n",
        1,
        "retroactive",
        "does not exist",
    ),
    "untranslatable_key": (HEAD + "untranslatable: [{say: x}]\n", 3, "", "'says'"),
    "fact_without_type": (HEAD + "facts: {age: {}}\n", 3, "facts.age", "values"),
    "fact_with_both": (HEAD + "facts: {age: {type: years, values: [a]}}\n", 3, "facts.age", "either"),
    "fact_type": (HEAD + "facts: {age: {type: year}}\n", 3, "facts.age", "years"),
    "fact_code": (HEAD + "facts: {Age: {type: years}}\n", 3, "facts.Age", "code"),
    "fact_word": (HEAD + "facts: {unknown: {type: years}}\n", 3, "facts.unknown", "code"),
    "fact_lists_unknown": (HEAD + "facts: {f: {values: [a, unknown]}}\n", 3, "facts.f", "unknown"),
    "fact_label_of_no_value": (
        HEAD + "facts: {f: {values: [a], value_labels: {b: {nl: B, en: B}}}}\n",
        3,
        "facts.f",
        "'b'",
    ),
    "step_code": (HEAD + "steps: {Start: {}}\n", 3, "steps.Start", "code"),
    "step_phase": (HEAD + "steps: {start: {phase: protect}}\n", 3, "steps.start", "protection"),
    "step_kind": (HEAD + "steps: {start: {kind: opinion}}\n", 3, "steps.start", "interpretation"),
    "step_derived": (HEAD + "steps: {start: {derived: maybe}}\n", 3, "steps.start", "true or false"),
    "step_field_type": (HEAD + "steps: {start: {fields: {x: yeers}}}\n", 3, "steps.start", "'years'"),
    "step_field_list": (HEAD + "steps: {start: {fields: {x: [a]}}}\n", 3, "steps.start", "code"),
    "step_field_code": (HEAD + "steps: {start: {fields: {X: text}}}\n", 3, "steps.start", "'X'"),
    "step_sets_unknown_fact": (HEAD + "steps: {start: {sets: {x: 1}}}\n", 3, "steps.start", "'x'"),
    "step_sets_wrong_value": (
        clause("").replace("start: {by", "start: {sets: {age: old}, by"),
        8,
        "steps.start",
        "number",
    ),
    "duty_without_step": (clause("duties: {d: {by: police, do: done}}"), LINES, "duties.d", "`on`"),
    "duty_without_party": (clause("duties: {d: {on: start, do: done}}"), LINES, "duties.d", "`by`"),
    "duty_without_do": (clause("duties: {d: {on: start, by: police}}"), LINES, "duties.d", "`do`"),
    "duty_key": (duty("witin: P3M"), LINES, "duties.d", "'within'"),
    "duty_name": (clause("duties: {D: {on: start, by: police, do: done}}"), LINES, "duties.D", "name"),
    "duty_is_text": (clause("duties: {d: soon}"), LINES, "duties.d", "map"),
    "duty_slip_in_step": (duty("lapses_on: strat"), LINES, "duties.d", "'start'"),
    "duty_step_is_map": (
        clause("duties: {d: {on: {a: b}, by: police, do: done}}"),
        LINES,
        "duties.d",
        "code",
    ),
    "duty_empty_list": (
        clause("duties: {d: {on: [], by: police, do: done}}"),
        LINES,
        "duties.d",
        "empty list",
    ),
    "duty_two_defaults": (duty("on_default: [start, done]"), LINES, "duties.d", "one code"),
    "in_doubt": (duty("in_doubt: apply"), LINES, "duties.d", "applies"),
    "repeat": (duty("repeat: always"), LINES, "duties.d", "restart"),
    "guard_call": (duty('when: "open(1)"'), LINES, "duties.d", "not allowed"),
    "guard_unknown_fact": (duty('when: "aeg < 18"'), LINES, "duties.d", "'age'"),
    "guard_value": (duty("when: \"origin == 'nll'\""), LINES, "duties.d", "'nl'"),
    "guard_is_list": (duty("when: [a]"), LINES, "duties.d", "text"),
    "term_zero": (duty("within: P0D"), LINES, "duties.d", "zero"),
    "term_words": (duty("within: three months"), LINES, "duties.d", "P3M"),
    "term_nothing": (duty("within: {}"), LINES, "duties.d", "says nothing"),
    "term_two": (duty("within: {term: P3M, until: day}"), LINES, "duties.d", "Keep one"),
    "term_target_alone": (duty("within: {target: P3M}"), LINES, "duties.d", "norm"),
    "term_minus_alone": (duty("within: {term: P3M, minus: P1D}"), LINES, "duties.d", "`until`"),
    "term_until_unknown": (duty("within: {until: dya}"), LINES, "duties.d", "'day'"),
    "term_until_no_date": (duty("within: {until: age}"), LINES, "duties.d", "no date"),
    "term_branch_unreachable": (duty("within: [{term: P3M}, {term: P1M}]"), LINES, "duties.d", "reached"),
    "term_branch_guard": (
        duty('within: [{when: "x > 1", term: P3M}, {term: P1M}]'),
        LINES,
        "duties.d",
        "'x'",
    ),
    "term_branch_text": (duty("within: [soon]"), LINES, "duties.d", "branch 1"),
    "term_ends": (duty("within: {term: P3M, ends: week}"), LINES, "duties.d", "day"),
    "pause_half": (duty("pauses: [{from: start}]"), LINES, "duties.d", "`until`"),
    "pause_same": (duty("pauses: [{from: start, until: start}]"), LINES, "duties.d", "different"),
    "period_then_without_end": (
        clause("periods: {p: {from: start, then: done}}"),
        LINES,
        "periods.p",
        "lasts",
    ),
    "prohibition_without_time": (clause("prohibitions: {b: {not: done}}"), LINES, "prohibitions.b", "during"),
    "prohibition_until_alone": (
        clause("periods: {p: {from: start}}\nprohibitions: {b: {during: p, until: done, not: done}}"),
        LINES + 1,
        "prohibitions.b",
        "`from`",
    ),
    "prohibition_unknown_period": (
        clause("prohibitions: {b: {during: p, not: done}}"),
        LINES,
        "prohibitions.b",
        "'p'",
    ),
    "right_without_may": (clause("rights: {r: {on: start}}"), LINES, "rights.r", "`may`"),
    "requires_is_map": (clause("requires: {step: done}"), LINES, "requires", "list"),
    "requirement_without_step": (clause("requires: [{after: start}]"), LINES, "requires.1", "`step`"),
    "requirement_asks_nothing": (clause("requires: [{step: done}]"), LINES, "requires.1", "asks nothing"),
    "requirement_of_itself": (
        clause("requires: [{step: done, after: done}]"),
        LINES,
        "requires.1",
        "after itself",
    ),
    "requirement_is_text": (clause("requires: [done]"), LINES, "requires.1", "map"),
    "circle_without_time": (
        clause("periods: {p: {from: start, lasts: {until: day}, then: start}}"),
        LINES,
        "periods.p",
        "without time",
    ),
    "circle_through_a_duty": (
        clause(
            "duties: {d: {on: start, by: police, do: x, within: {until: day}, on_default: done}}\n"
            "periods: {p: {from: done, lasts: {until: day}, then: start}}"
        ),
        LINES,
        "duties.d",
        "without time",
    ),
}

# Several files: (files, file of the problem, word)
TOGETHER: dict[str, tuple[dict[str, str], str, str]] = {
    "overlap": (
        {"a/2020-01-01.yaml": "valid_until: 2021-06-01\n", "a/2021-01-01.yaml": ""},
        "a/2020-01-01.yaml",
        "begins on",
    ),
    "fact_of_two_kinds": (
        {"a/2020-01-01.yaml": "facts: {f: {type: years}}", "b/2020-01-01.yaml": "facts: {f: {type: text}}"},
        "b/2020-01-01.yaml",
        "is years in",
    ),
    "fact_with_other_values": (
        {"a/2020-01-01.yaml": "facts: {f: {values: [x]}}", "b/2020-01-01.yaml": "facts: {f: {values: [y]}}"},
        "b/2020-01-01.yaml",
        "other values",
    ),
    "wrong_ending": ({"a/2020-01-01.yml": ""}, "a/2020-01-01.yml", ".yaml"),
    "party_code": (
        {"parties.yaml": "parties: {Police: {}}", "a/2020-01-01.yaml": ""},
        "parties.yaml",
        "code",
    ),
    "party_regime": (
        {"parties.yaml": "parties: {p: {regim: x}}", "a/2020-01-01.yaml": ""},
        "parties.yaml",
        "'regime'",
    ),
    "ground_kind": (
        {"grounds.yaml": "grounds: [{prefix: X, kind: law}]", "a/2020-01-01.yaml": ""},
        "grounds.yaml",
        "act",
    ),
    "ground_prefix": (
        {"grounds.yaml": "grounds: [{kind: act}]", "a/2020-01-01.yaml": ""},
        "grounds.yaml",
        "prefix",
    ),
    "register_not_yaml": ({"parties.yaml": "a: [", "a/2020-01-01.yaml": ""}, "parties.yaml", "not YAML"),
    "no_agreements": ({"_cases/scenarios/x.yaml": ""}, "", "no agreements"),
}
