"""The pages of the form in their order: one thing per page, at most twelve with the first and the last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vangnet.portal.reporting import forms


@dataclass(frozen=True, slots=True)
class Step:
    """One page of questions, with the heading under which its answers are shown again."""

    name: str
    title: str | Promise
    form: type[forms.PageForm]


STEPS = (
    Step("seen", _("What happened"), forms.StoryForm),
    Step("danger", _("Danger"), forms.DangerForm),
    Step("who", _("About whom"), forms.WhoForm),
    Step("where", _("Where and when"), forms.WhereForm),
    Step("signs", _("What you noticed"), forms.SignsForm),
    Step("reporter", _("Who you are"), forms.ReporterForm),
    Step("contact", _("Reaching you safely"), forms.ContactForm),
)
BY_NAME = {step.name: step for step in STEPS}
FILES, CHECK = "files", "check"
# With the first page, the words, the files, the check and the last one.
IN_ORDER = ("start", "words", *BY_NAME, FILES, CHECK, "sent")
COUNTED = (*BY_NAME, FILES, CHECK)


def after(name: str) -> str:
    """The page that comes next."""
    return IN_ORDER[IN_ORDER.index(name) + 1]


def before(name: str) -> str:
    """The page that one comes from; the words are shown only once, so the first page has none."""
    found = IN_ORDER[IN_ORDER.index(name) - 1]
    return "" if found == "words" else found


def place(name: str) -> tuple[int, int]:
    """Which page of how many this is."""
    return COUNTED.index(name) + 1, len(COUNTED)


def first_open(answers: dict[str, dict[str, Any]]) -> str:
    """Where somebody goes on who comes back: after the last page that was answered."""
    answered = [name for name in BY_NAME if name in answers]
    return after(answered[-1]) if answered else STEPS[0].name
