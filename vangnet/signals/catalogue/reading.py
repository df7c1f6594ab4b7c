"""Reads the files of indicators and signal lists strictly: every mistake is told with its file and line, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from vangnet.protocol.engine.yaml_nodes import Table, Tree
from vangnet.signals.catalogue.model import (
    Catalogue,
    Group,
    Indicator,
    IndicatorType,
    NextStep,
    SignalList,
    Words,
)
from vangnet.signals.catalogue.nodes import CatalogueErrors, Reader

VOCABULARY = "vocabulary.yaml"
NOT_TAKEN = "not-taken.yaml"
ROWS = "rows.yaml"
BESIDE = frozenset({VOCABULARY, NOT_TAKEN, ROWS})
VOCABULARIES = ("settings", "professions", "forms")
INDICATOR_KEYS = frozenset(
    {
        "code", "type", "nl", "en", "settings", "professions", "forms", "sources", "merged_from", "why", "derived",
    }
)  # fmt: skip
LIST_KEYS = frozenset({"list", "title", "intro", "groups", "context", "warning", "next", "sources"})


def read_version(indicators: Path, lists: Path, kinds: Iterable[str]) -> Catalogue:
    """One dated version from its folder of indicators and its folder of lists; raises CatalogueErrors with all that is wrong."""
    reader = Reader(frozenset(kinds))
    valid_from = _day(indicators, reader)
    words = _vocabulary(indicators / VOCABULARY, reader)
    found: dict[str, Indicator] = {}
    for path in sorted(indicators.glob("*.yaml")):
        if path.name not in BESIDE:
            _add(found, _indicators(reader.opened(path), words, reader), reader)
    known = {
        one.code: one for path in _list_files(lists, reader) for one in _lists(path, found, words, reader)
    }
    if reader.problems:
        raise CatalogueErrors(reader.problems)
    ordered = {code: known[code] for code in words["professions"] if code in known}
    return Catalogue(valid_from, words["settings"], words["professions"], words["forms"], found, ordered)


def _day(folder: Path, reader: Reader) -> date:
    try:
        return date.fromisoformat(folder.name)
    except ValueError:
        reader.file = folder.name
        reader.wrong(1, "the folder must be named after the day from which it holds, such as 2025-01-01.")
        return date.min


def _vocabulary(path: Path, reader: Reader) -> dict[str, Mapping[str, Words]]:
    content = reader.table(reader.opened(path), 1, "the vocabulary")
    reader.no_more_than(content, VOCABULARIES)
    found: dict[str, Mapping[str, Words]] = {}
    for name in VOCABULARIES:
        part = reader.table(content.entries.get(name), content.line, f"'{name}'")
        found[name] = {code: reader.worded(part, code) for code in part.entries}
    return found


def _add(found: dict[str, Indicator], read: Iterator[Indicator], reader: Reader) -> None:
    for indicator in read:
        if (first := found.get(indicator.code)) is not None:
            message = (
                f"'{indicator.code}' stands in {first.file}:{first.line} as well. Give each its own code."
            )
            reader.wrong(indicator.line, message)
        found[indicator.code] = indicator


def _indicators(tree: Tree, words: Mapping[str, Mapping[str, Words]], reader: Reader) -> Iterator[Indicator]:
    content = reader.table(tree, 1, "the file")
    reader.no_more_than(content, {"indicators"})
    for part in reader.items(content, "indicators"):
        yield _indicator(reader.table(part, part.line, "an indicator"), words, reader)


def _indicator(row: Table, words: Mapping[str, Mapping[str, Words]], reader: Reader) -> Indicator:
    reader.no_more_than(row, INDICATOR_KEYS)
    type_ = _type(row, reader)
    is_profile = type_ is IndicatorType.PROFILE
    if is_profile != ("why" in row.entries):
        reader.wrong(row.line, "'why' belongs to type P, and only there: it says why this is no indicator.")
    return Indicator(
        code=reader.code(row, "code"),
        type=type_,
        words=reader.words(row),
        settings=reader.codes(row, "settings", words["settings"]),
        professions=reader.codes(row, "professions", words["professions"]),
        forms=reader.codes(row, "forms", words["forms"]),
        sources=reader.sources(row),
        merged_from=reader.codes(row, "merged_from"),
        why=reader.worded(row, "why") if is_profile and "why" in row.entries else {},
        derived=reader.truth(row, "derived"),
        file=reader.file,
        line=row.line,
    )


def _type(row: Table, reader: Reader) -> IndicatorType:
    try:
        return IndicatorType(reader.text(row, "type"))
    except ValueError:
        reader.wrong(row.line, "'type' must be F (feature), K (context) or P (trait of a person).")
        return IndicatorType.FEATURE


def _list_files(folder: Path, reader: Reader) -> list[Path]:
    files = sorted(folder.glob("*.yaml"))
    if not files:
        reader.file = folder.name
        reader.wrong(
            1, "there are no signal lists for this version. Write them in a folder of the same name."
        )
    return files


def _lists(
    path: Path,
    indicators: Mapping[str, Indicator],
    words: Mapping[str, Mapping[str, Words]],
    reader: Reader,
) -> Iterator[SignalList]:
    row = reader.table(reader.opened(path), 1, "the file")
    reader.no_more_than(row, LIST_KEYS)
    code = reader.text(row, "list")
    if code != path.stem or code not in words["professions"]:
        reader.wrong(row.line, f"'list' is {code!r}; it must be the name of the file and a known profession.")
    groups = tuple(_groups(row, indicators, reader))
    _once(groups, row, reader)
    yield SignalList(
        code=code,
        title=reader.worded(row, "title"),
        intro=reader.worded(row, "intro"),
        groups=groups,
        context=_chosen(row, "context", IndicatorType.CONTEXT, indicators, reader),
        warning=reader.worded(row, "warning"),
        next_steps=tuple(_steps(row, reader)),
        sources=reader.sources(row),
    )


def _groups(row: Table, indicators: Mapping[str, Indicator], reader: Reader) -> Iterator[Group]:
    for part in reader.items(row, "groups"):
        group = reader.table(part, part.line, "a group")
        reader.no_more_than(group, {"group", "nl", "en", "indicators"})
        chosen = _chosen(group, "indicators", IndicatorType.FEATURE, indicators, reader)
        if not chosen:
            reader.wrong(group.line, "a group needs indicators.")
        yield Group(reader.code(group, "group"), reader.words(group), chosen)


def _chosen(
    row: Table, key: str, type_: IndicatorType, indicators: Mapping[str, Indicator], reader: Reader
) -> tuple[Indicator, ...]:
    found = []
    for code in reader.codes(row, key):
        indicator = indicators.get(code)
        if indicator is None:
            reader.wrong(row.line, f"there is no indicator {code!r}.")
        elif indicator.type is not type_:
            reader.wrong(row.line, f"{code!r} is of type {indicator.type}; '{key}' takes only {type_}.")
        else:
            found.append(indicator)
    return tuple(found)


def _once(groups: tuple[Group, ...], row: Table, reader: Reader) -> None:
    codes = [one.code for group in groups for one in group.indicators]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        reader.wrong(row.line, f"{code!r} stands in this list twice.")
    if not groups:
        reader.wrong(row.line, "'groups' is missing. A list needs something to tick.")


def _steps(row: Table, reader: Reader) -> Iterator[NextStep]:
    for part in reader.items(row, "next"):
        step = reader.table(part, part.line, "a next step")
        reader.no_more_than(step, {"kind", "nl", "en"})
        kind = reader.text(step, "kind")
        if kind and kind not in reader.kinds:
            reader.wrong(step.line, f"there is no kind of organisation {kind!r}.")
        yield NextStep(kind, reader.words(step))
