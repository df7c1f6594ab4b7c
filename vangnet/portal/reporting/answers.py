"""What was answered, shown again in the words of the questions."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vangnet.design.values import UNKNOWN
from vangnet.portal.reporting import languages, pages
from vangnet.signals.services.drafts import OpenDraft


@dataclass(frozen=True, slots=True)
class Row:
    """A question with its answer; without an answer it says so."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The answers of one page, with the way to change them."""

    title: str
    url: str
    rows: tuple[Row, ...]


def sections(draft: OpenDraft) -> list[Section]:
    """All answers, page by page."""
    found = [_section(step, draft.answers.get(step.name, {})) for step in pages.STEPS]
    count = len(draft.files)
    files = (
        ngettext("%(count)d file", "%(count)d files", count) % {"count": count} if count else _("No files")
    )
    row = Row(_("Files"), (files,))
    return [*found, Section(_("Files"), languages.address(pages.FILES), (row,))]


def _section(step: pages.Step, given: dict[str, object]) -> Section:
    form = step.form()
    rows = tuple(Row(str(field.label), _said(field, given.get(name))) for name, field in form.fields.items())
    return Section(str(step.title), f"{languages.address(step.name)}?change", rows)


def _said(field: object, value: object) -> tuple[str, ...]:
    if value in (None, "", []):
        return ()
    named = {str(code): str(label) for code, label in getattr(field, "choices", ())}
    values = value if isinstance(value, list) else [value]
    known = {UNKNOWN: _("I do not know"), **named}
    return tuple(known.get(str(one), str(one)) for one in values)
