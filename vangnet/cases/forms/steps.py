"""Recording, correcting and retracting events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from vangnet.access.categories import DataCategory
from vangnet.access.verdicts import Verdict
from vangnet.cases import classifying, events
from vangnet.cases.forms.facts import FactQuestions, initial_facts
from vangnet.cases.presenters import words
from vangnet.cases.queries.texts import ReadText
from vangnet.cases.services import Text
from vangnet.design.forms import (
    IdempotentForm,
    LongTextField,
    PartialDateField,
    SelectField,
    TextField,
    VangnetForm,
)
from vangnet.protocol import catalogue
from vangnet.protocol.engine.model import FactType
from vangnet.protocol.log import LONGEST_GROUND, LONGEST_NOTE, Draft
from vangnet.protocol.models import LogEntry

CERTAIN_ABOUT_TIME = gettext_lazy(
    "As precisely as you know: today 14:30, 12-3-2023, March 2023, spring 2023 or 2023."
)


class Refusable:
    """A form that can say what a service refused, at the field where it belongs."""

    renamed: Mapping[str, str] = {}

    def show_problems(self, problems):
        for problem in problems:
            name = self.renamed.get(problem.field, problem.field)
            name = name if name in self.fields else f"fact_{problem.field}"
            self.add_error(name if name in self.fields else None, problem.message)

    def show_refusal(self, verdict):
        self.add_error(None, str(verdict.reason))


def _another() -> LongTextField:
    return LongTextField(label=gettext_lazy("Another text"), required=False, limit=LONGEST_NOTE)


def _kind() -> SelectField:
    return SelectField(
        label=gettext_lazy("What is this text about?"),
        help_text=gettext_lazy("Only who may see this kind of data reads the text."),
        choices=[],
        required=False,
    )


class EntryForm(Refusable, FactQuestions, IdempotentForm):
    """What every event has: when, by whom, what became known, texts with their kind, and a ground."""

    TEXTS = ("note", "note_2", "note_3")

    occurred = PartialDateField(label=gettext_lazy("When did it happen?"), help_text=CERTAIN_ABOUT_TIME)
    party = SelectField(label=gettext_lazy("Who did it?"), choices=[])
    note = LongTextField(
        label=pgettext_lazy("step", "Note"),
        help_text=gettext_lazy(
            "Only what others need for their work. No names, addresses or numbers of persons."
        ),
        required=False,
        limit=LONGEST_NOTE,
    )
    note_kind, note_2, note_2_kind, note_3, note_3_kind = _kind(), _another(), _kind(), _another(), _kind()
    ground = TextField(
        label=gettext_lazy("Ground"),
        help_text=gettext_lazy("The law or the agreement that this rests on, if you know it."),
        required=False,
        limit=LONGEST_GROUND,
    )
    deviation_reason = LongTextField(
        label=gettext_lazy("Why did it go differently?"),
        help_text=gettext_lazy("Needed when it was not the moment yet according to the agreements."),
        required=False,
        limit=LONGEST_NOTE,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args,
        step,
        actor,
        kinds,
        known,
        asks_reason=False,
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.step, self.actor = step, actor
        self._offer_parties()
        self._offer_kinds()
        self.ask_facts(kinds, known)
        if not asks_reason and not self.data.get("deviation_reason"):
            del self.fields["deviation_reason"]

    def _offer_parties(self):
        defined = catalogue.current().step(self.step)
        codes = list(dict.fromkeys([*(defined.by if defined else ()), self.actor.party]))
        self.fields["party"].choices = [
            ("", _("Choose from the list")),
            *((code, words.party_name(code)) for code in codes),
        ]
        if defined is None or self.actor.party in defined.by:
            self.fields["party"].initial = self.actor.party
        elif len(defined.by) == 1:
            self.fields["party"].initial = defined.by[0]

    def _offer_kinds(self):
        usual = classifying.current().of_step(self.step)
        kinds = [(one.value, one.label) for one in DataCategory if one != DataCategory.STATISTICS]
        for name in self.TEXTS:
            field = self.fields[f"{name}_kind"]
            field.choices = [*kinds, ("", _("I do not know: somebody must judge it later"))]
            field.initial = str(usual)

    @property
    def has_more_texts(self) -> bool:
        return any(self[name].value() for name in self.TEXTS[1:])

    @property
    def texts(self) -> list[Text]:
        """The paragraphs that were written, each with its kind."""
        given = self.cleaned_data
        return [Text(given[name], given[f"{name}_kind"]) for name in self.TEXTS if given[name]]

    @property
    def last_seen(self) -> int | None:
        value = str(self["seen"].value() or "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else None

    def ask_reason(self, verdict: Verdict) -> None:
        """Ask why a step goes against the agreements, and keep everything that was filled in."""
        if "deviation_reason" not in self.fields:
            self.fields["deviation_reason"] = self.base_fields["deviation_reason"]
        self.add_error(
            "deviation_reason",
            _("%(verdict)s You can record it all the same: say why it went this way.")
            % {"verdict": verdict.reason},
        )

    def draft(self) -> Draft:
        given = self.cleaned_data
        return Draft(
            step=events.ALL.get(self.step, self.step),
            occurred=given["occurred"],
            party=given["party"],
            facts=self.facts,
            ground=given["ground"],
            deviation_reason=given.get("deviation_reason", ""),
            submission_key=str(given["submission_key"]),
        )


class FactsForm(EntryForm):
    """Answers to questions, without any step of an agreement."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["occurred"].label = _("From when does this hold?")
        self.fields["occurred"].initial = pgettext("answer", "today")
        self.fields["party"].label = _("Who found this out?")

    def clean(self):
        if not self.errors and not self.facts:
            self.add_error(
                None,
                _("Nothing has been answered yet. Answer at least one question; unknown is an answer too."),
            )
        return super().clean()


class CorrectionForm(EntryForm):
    """The same event as it should have been written, with the reason of the correction."""

    reason = LongTextField(label=gettext_lazy("Why do you correct this?"), limit=1000)
    field_order = ("reason", "occurred")

    def draft(self) -> Draft:
        drafted = super().draft()
        reason = " ".join(self.cleaned_data["reason"].split())  # a blank line ends it
        return Draft(
            **{
                name: getattr(drafted, name)
                for name in (
                    "step",
                    "occurred",
                    "party",
                    "facts",
                    "ground",
                    "deviation_reason",
                    "submission_key",
                )
            },
            note=reason,
        )


class ConfirmForm(Refusable, VangnetForm):
    """An act that only needs to be confirmed."""


class ReasonForm(Refusable, VangnetForm):
    """An act that only needs its reason."""

    reason = LongTextField(label=gettext_lazy("What is the reason?"), limit=LONGEST_NOTE)


def initial_correction(
    entry: LogEntry, kinds: Mapping[str, FactType], texts: Sequence[ReadText] = ()
) -> dict[str, object]:
    """What was recorded, to start a correction from; texts that the reader sees come along with their kind."""
    written = [(one.text, one.paragraph.category) for one in texts if one.text]
    if not written and (old := words.explained(entry)[1]):
        written = [(old, "")]
    named = dict(zip(EntryForm.TEXTS, written, strict=False))
    return {
        "occurred": words.typed(entry),
        "party": entry.party,
        **{name: text for name, (text, _kind) in named.items()},
        **{f"{name}_kind": kind for name, (_text, kind) in named.items()},
        "ground": entry.ground,
        "deviation_reason": entry.deviation_reason,
        **initial_facts(entry.facts, kinds),
    }


class ClassifyForm(Refusable, VangnetForm):
    """What kind of data a text holds, when that was not right or not said."""

    category = SelectField(label=gettext_lazy("What is this text about?"), choices=[])
    reason = TextField(label=gettext_lazy("What is the reason?"), limit=500)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [(one.value, one.label) for one in DataCategory if one != DataCategory.STATISTICS]
        self.fields["category"].choices = [("", _("Choose from the list")), *kinds]
