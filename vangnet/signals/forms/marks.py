"""Adding by what a signal could be known again, and saying whether a link with another signal is right."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vangnet.design.forms import CheckboxesField, ChoiceField, LongTextField, SelectField
from vangnet.signals.adding_up.spelling import LONGEST
from vangnet.signals.answers import Hardness
from vangnet.signals.forms.acts import ActForm
from vangnet.signals.models import KIND_LABELS, Link
from vangnet.signals.reports import ReportedMark

CONFIRM = "confirm"


class MarksForm(ActForm):
    """A mark that somebody writes down, and those that were found in the text and that somebody ticks."""

    found = CheckboxesField(
        label=gettext_lazy("Found in the text: tick what is about this signal"), choices=[], required=False
    )
    kind = SelectField(label=gettext_lazy("What is it?"), choices=[], required=False)
    value = LongTextField(
        label=gettext_lazy("Write it down as you know it"),
        help_text=gettext_lazy(
            "One number, address, plate, name or text. It is sealed; others never read it from here."
        ),
        limit=LONGEST,
        required=False,
    )
    hardness = SelectField(
        label=gettext_lazy("How hard is it?"), choices=Hardness.choices, initial=Hardness.UNKNOWN
    )

    def __init__(self, *args, proposed, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, label) for kind, label in KIND_LABELS.items()]
        self.fields["kind"].choices = [("", _("Choose from the list")), *kinds]
        self.proposed = {str(number): one for number, one in enumerate(proposed, start=1)}
        if self.proposed:
            self.fields["found"].choices = [
                (number, f"{one.text} ({KIND_LABELS[one.kind]})") for number, one in self.proposed.items()
            ]
        else:
            del self.fields["found"]

    def clean(self):
        given = super().clean()
        written, kind = (given.get("value") or "").strip(), given.get("kind")
        if written and not kind:
            self.add_error("kind", _("Choose what it is that you wrote down."))
        elif kind and not written:
            self.add_error("value", _("Write down the number, address, plate, name or text."))
        elif not written and not given.get("found") and not self.errors:
            self.add_error("value", _("Write something down, or tick something that was found in the text."))
        return given

    @property
    def marks(self) -> list[ReportedMark]:
        """What was written down and ticked."""
        given = self.cleaned_data
        ticked = [self.proposed[number] for number in given.get("found") or []]
        found = [ReportedMark(one.kind, one.text, given["hardness"]) for one in ticked]
        if given.get("value"):
            found.append(ReportedMark(given["kind"], given["value"], given["hardness"]))
        return found


class JudgeForm(ActForm):
    """Whether two signals really have this in common."""

    decision = ChoiceField(label=gettext_lazy("Is this link right?"), choices=[])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [
            (CONFIRM, _("Yes, this is the same")),
            *((code, _("No: %(why)s") % {"why": label}) for code, label in Link.Why.choices),
        ]
