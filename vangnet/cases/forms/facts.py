"""A question per fact, made from what the agreements say that it may hold; unknown is always an answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vangnet.cases import rules
from vangnet.cases.presenters import words
from vangnet.design import widgets
from vangnet.design.fields import PossiblyUnknownField, clean_text
from vangnet.design.forms import (
    UNKNOWN,
    ChoiceField,
    IntegerField,
    PartialDateField,
    SelectField,
    YesNoUnknownField,
)
from vangnet.protocol.engine.model import FactType
from vangnet.protocol.facts import LONGEST_TEXT, OLDEST, Certainty
from vangnet.protocol.histories import KnownFact

MANY = 7
CERTAINTIES = [
    (Certainty.CLAIMED.value, gettext_lazy("Somebody says so, or it is an estimate")),
    (Certainty.ESTABLISHED.value, gettext_lazy("Established")),
    (Certainty.DISPUTED.value, gettext_lazy("Disputed: somebody contradicts it")),
]


class DayField(PartialDateField):
    """One whole day, also a future one; gives a date, the word unknown, or None."""

    def __init__(self, **kwargs):
        super().__init__(**{"at_least": "day", "allow_future": True, **kwargs})

    def to_python(self, value):
        moment = super().to_python(value)
        if moment is None:
            return None
        return moment.earliest.date() if moment.is_known else UNKNOWN

    def prepare_value(self, value):
        return f"{value.day}-{value.month}-{value.year}" if isinstance(value, date) else value


class TextOrUnknownField(PossiblyUnknownField):
    """One line of text, or unknown."""

    def __init__(self, **kwargs):
        super().__init__(widget=widgets.TextOrUnknown(widgets.Textbox()), **kwargs)

    def to_python(self, value):
        text = clean_text(value)
        if len(text) > LONGEST_TEXT:
            raise ValidationError(
                _("This text has %(length)d characters. Shorten it to %(longest)d.")
                % {"length": len(text), "longest": LONGEST_TEXT}
            )
        return text or None


def question(kind: FactType, *, required: bool = False, help_text: str = "") -> forms.Field:
    """The field that asks for one fact."""
    common = {"label": words.fact_question(kind), "required": required, "help_text": help_text}
    if kind.values:
        labels = [(value, words.fact_value(kind.code, value)) for value in kind.values]
        wide = SelectField if len(labels) > MANY else ChoiceField
        return wide(choices=labels, allow_unknown=True, **common)
    match kind.kind:
        case "years":
            return IntegerField(unit=_("years"), maximum=OLDEST, allow_unknown=True, **common)
        case "number":
            return IntegerField(allow_unknown=True, **common)
        case "yes_no":
            return YesNoUnknownField(**common)
        case "date":
            return DayField(
                **common | {"help_text": help_text or _("Day, month and year, for example 12-3-2023.")}
            )
    return TextOrUnknownField(**common)


class FactQuestions:
    """Adds to a form a question and a degree of certainty per fact, and gives the answers as facts."""

    def ask_facts(self, kinds, known, required=()):
        self.fact_codes = list(kinds)
        for code, kind in kinds.items():
            self.fields[f"fact_{code}"] = question(
                kind, required=code in required, help_text=_so_far(known.get(code))
            )
            self.fields[f"certainty_{code}"] = ChoiceField(
                label=_("How certain is this?"),
                choices=CERTAINTIES,
                required=False,
                initial=Certainty.CLAIMED.value,
                short=True,
            )

    def clean(self):
        given = super().clean()
        said = rules.contradiction(
            {code: value for code in self.fact_codes if (value := self.cleaned_data.get(f"fact_{code}"))}
        )
        if said:
            self.add_error(f"fact_{rules.BEGAN}", said)
        return given

    @property
    def fact_groups(self):
        for code in self.fact_codes:
            yield self[f"fact_{code}"], self[f"certainty_{code}"]

    @property
    def facts(self):
        """The facts that were answered; a question without an answer tells nothing."""
        return {
            code: {
                "value": self.cleaned_data[f"fact_{code}"],
                "certainty": self.cleaned_data.get(f"certainty_{code}") or Certainty.CLAIMED.value,
            }
            for code in self.fact_codes
            if self.cleaned_data.get(f"fact_{code}") not in (None, "")
        }


def initial_facts(
    facts: Mapping[str, Mapping[str, object]], kinds: Mapping[str, FactType]
) -> dict[str, object]:
    """The answers that were given before, to start a correction from."""
    found: dict[str, object] = {}
    for code, fact in facts.items():
        value = fact["value"]
        if code in kinds and kinds[code].kind == "date" and value != UNKNOWN:
            value = date.fromisoformat(str(value))
        found |= {f"fact_{code}": value, f"certainty_{code}": fact["certainty"]}
    return found


def _so_far(known: KnownFact | None) -> str:
    if known is None:
        return ""
    value, certainty = (
        words.fact_value(known.code, known.value),
        words.certainty_of(known.value, known.certainty),
    )
    if not certainty:
        return _("So far: %(value)s.") % {"value": value}
    return _("So far: %(value)s (%(certainty)s).") % {"value": value, "certainty": certainty}
