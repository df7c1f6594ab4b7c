"""Reading, extracting and checking message catalogues with Babel; Django turns templates into something Babel can read."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from babel.messages.catalog import Catalog, Message, TranslationError
from babel.messages.checkers import python_format
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "vangnet"
_KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


_STRING = r"""u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*\""""
_CALL = re.compile(rf"\b(?:np?gettext|p?gettext|_)\((?:{_STRING}|[^()'\"])*\)")
_UNCHANGING = datetime(2026, 1, 1, tzinfo=UTC)


def packages() -> list[Path]:
    """Every package of the product."""
    return sorted(folder for folder in PACKAGES.iterdir() if (folder / "__init__.py").exists())


def catalogue_file(package: Path) -> Path:
    """Where a package keeps its Dutch."""
    return package / "locale" / "nl" / "LC_MESSAGES" / "django.po"


def compile_catalogue(source: Path, target: BinaryIO) -> None:
    """Write the compiled form of a catalogue."""
    write_mo(target, read(source))


def update(package: Path) -> None:
    """Bring the Dutch catalogue of a package in step with its sources; existing wording is kept."""
    file = catalogue_file(package)
    fresh = extract(package)
    if not len(fresh) and not file.exists():
        return
    catalogue = read(file) if file.exists() else new_catalogue()
    catalogue.update(fresh, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    file.parent.mkdir(parents=True, exist_ok=True)
    text = io.BytesIO()
    write_po(text, catalogue, width=110, omit_header=False, sort_output=True, no_location=True)
    if not file.exists() or file.read_bytes() != text.getvalue():
        file.write_bytes(text.getvalue())
        print(f"{file.relative_to(ROOT)}: {len(catalogue)} messages")


def shortcomings() -> Iterator[str]:
    """What a reader in Dutch would miss: messages without wording, uncertain wording, other placeholders."""
    for package in packages():
        file = catalogue_file(package)
        known = read(file) if file.exists() else new_catalogue()
        for message in extract(package):
            if message.id:
                yield from (f"{package.name}: {fault}" for fault in _faults(message, known))
    yield from _said_in_two_ways()


def extract(package: Path) -> Catalog:
    """All messages in the code and templates of a package."""
    catalogue = new_catalogue()
    for file in sorted(
        [*package.rglob("*.py"), *package.rglob("*.html"), *package.rglob("*.txt"), *package.rglob("*.svg")]
    ):
        if "migrations" in file.parts or ("static" in file.parts and file.suffix != ".py"):
            continue
        source = file.read_bytes() if file.suffix == ".py" else _as_python(file)
        for line, function, texts, _comments in extract_python(io.BytesIO(source), _KEYWORDS, [], {}):
            _add(catalogue, function, texts, (str(file.relative_to(package.parent)), line))
    return catalogue


def new_catalogue() -> Catalog:
    """An empty Dutch catalogue with a header that does not change from day to day."""
    catalogue = Catalog(locale="nl", project="vangnet", version="1", charset="utf-8", fuzzy=False)
    catalogue.header_comment = "# Dutch wording. Renewed by ./run messages."
    catalogue.creation_date = catalogue.revision_date = _UNCHANGING
    return catalogue


def read(file: Path) -> Catalog:
    """A catalogue from its file."""
    with file.open("rb") as source:
        catalogue = read_po(source, locale=file.parents[1].name, abort_invalid=True)
    fixed = new_catalogue()
    catalogue.creation_date, catalogue.revision_date = fixed.creation_date, fixed.revision_date
    return catalogue


def _as_python(template: Path) -> bytes:
    """The calls in a template as lines of Python; the rest of what Django makes of it has no lawful indentation."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
    text = templatize(template.read_text(encoding="utf-8"), origin=str(template))
    lines = (" ; ".join(match.group() for match in _CALL.finditer(line)) for line in text.splitlines())
    return "\n".join(lines).encode()


def _add(catalogue: Catalog, function: str, texts: object, place: tuple[str, int]) -> None:
    texts = texts if isinstance(texts, tuple) else (texts,)
    texts = tuple(text for text in texts if isinstance(text, str))
    context = texts[0] if "pgettext" in function else None
    identifiers = texts[1:] if context is not None else texts
    plural = "ngettext" in function or "npgettext" in function
    if not identifiers or not identifiers[0]:
        return
    identifier = identifiers[:2] if plural and len(identifiers) > 1 else identifiers[0]
    catalogue.add(identifier, locations=[place], context=context)


def _said_in_two_ways() -> Iterator[str]:
    """The server lays the catalogues on top of each other: of two wordings for one message, every page shows the same one."""
    wordings: dict[tuple[str | None, str], dict[str, str]] = {}
    for file in filter(Path.exists, map(catalogue_file, packages())):
        for message in read(file):
            if message.id and isinstance(message.id, str) and message.string:
                said = wordings.setdefault((message.context, message.id), {})
                said.setdefault(str(message.string), file.parents[3].name)
    for (_context, name), said in wordings.items():
        if len(said) > 1:
            shown = ", ".join(f"'{wording[:70]}' ({package})" for wording, package in said.items())
            yield f"'{name[:70]}' is said in two ways: {shown}. Choose one, or give one of them a context."


def _faults(message: Message, known: Catalog) -> Iterator[str]:
    found = known.get(message.id, context=message.context)
    name = message.id[0] if isinstance(message.id, tuple) else message.id
    shown = f"'{name[:70]}' ({message.locations[0][0]})"
    wording = found.string if found is not None else ""
    parts = wording if isinstance(wording, tuple | list) else (wording,)
    if found is None or not all(parts):
        yield f"no Dutch for {shown}"
    elif found.fuzzy:
        yield f"uncertain Dutch for {shown}"
    else:
        try:
            python_format(known, found)
        except TranslationError as error:
            yield f"other placeholders in {shown}: {error}"
