"""Adding by what a signal could be known again, and saying whether a link with another signal is right."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vangnet.design.forms import CheckboxesField, ChoiceField, LongTextField, SelectField, VangnetBoundField
from vangnet.signals.adding_up.kinds import MarkKind
from vangnet.signals.adding_up.spelling import LONGEST
from vangnet.signals.answers import Hardness
from vangnet.signals.forms.acts import ActForm
from vangnet.signals.models import KIND_LABELS, Link
from vangnet.signals.reports import ReportedMark

CONFIRM = "confirm"
# What a mark of each kind needs before it can be compared; with less it is only kept to be read.
NEEDED = {
    MarkKind.TELEPHONE: gettext_lazy("at least 6 digits, with or without the code of the country"),
    MarkKind.MAIL: gettext_lazy("the whole address, with what stands before and after the @"),
    MarkKind.ADDRESS: gettext_lazy("postcode and house number, or street, house number and town"),
    MarkKind.PLACE: gettext_lazy("the name of the place, as people call it"),
    MarkKind.VEHICLE: gettext_lazy("the number plate, at least 4 letters and digits"),
    MarkKind.COMPANY: gettext_lazy("the number in the trade register, or the name of at least 3 letters"),
    MarkKind.ADVERTISEMENT: gettext_lazy("the text, copied as it stands there"),
    MarkKind.ACCOUNT_NAME: gettext_lazy("the name on the site or in the app, at least 3 letters and digits"),
    MarkKind.PERSON: gettext_lazy("first name and surname, or one name with the year of birth"),
}


class TogetherField(VangnetBoundField):
    """A field that is needed together with another one, so that it is not called optional."""

    @property
    def is_optional(self):
        return super().is_optional and self.name not in self.form.needed_together


class MarksForm(ActForm):
    """A mark that somebody writes down, and those that were found in the text and that somebody ticks."""

    bound_field_class = TogetherField
    needed_together = ("found", "kind", "value")

    found = CheckboxesField(
        label=gettext_lazy("Found in the text: tick what is about this signal"), choices=[], required=False
    )
    kind = SelectField(label=gettext_lazy("What is it that you write down?"), choices=[], required=False)
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
            self.add_error("value", _needed_in_words(kind))
        elif not written and not given.get("found") and not self.errors:
            self.add_error("kind", self.lead)
        return given

    @property
    def lead(self) -> str:
        """What is needed before something can be added."""
        if self.proposed:
            return _("Tick what was found in the text, or choose what it is and write it down. Or do both.")
        return _("Two things are needed: choose what it is, and write it down.")

    @property
    def needed(self) -> list[tuple[str, str]]:
        """What to write down for each kind."""
        return [(str(KIND_LABELS[kind]).capitalize(), str(says)) for kind, says in NEEDED.items()]

    @property
    def marks(self) -> list[ReportedMark]:
        """What was written down and ticked."""
        given = self.cleaned_data
        ticked = [self.proposed[number] for number in given.get("found") or []]
        found = [ReportedMark(one.kind, one.text, given["hardness"]) for one in ticked]
        if given.get("value"):
            found.append(ReportedMark(given["kind"], given["value"], given["hardness"]))
        return found


def _needed_in_words(kind: str) -> str:
    told = {"kind": KIND_LABELS[MarkKind(kind)], "needed": NEEDED[MarkKind(kind)]}
    return _("For “%(kind)s” this is needed: %(needed)s.") % told


class JudgeForm(ActForm):
    """Whether two signals really have this in common."""

    decision = ChoiceField(label=gettext_lazy("Is this link right?"), choices=[])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [
            (CONFIRM, _("Yes, this is the same")),
            *((code, _("No: %(why)s") % {"why": label}) for code, label in Link.Why.choices),
        ]
