"""A talk with the person about sharing, and opening a dossier in an emergency."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vangnet.cases.forms.steps import Refusable
from vangnet.cases.models import CONSENT_LABELS, Decider, Heard
from vangnet.cases.presenters import lawful
from vangnet.cases.states import ConsentState
from vangnet.design.forms import (
    CheckboxesField,
    ChoiceField,
    DateField,
    LongTextField,
    SelectField,
    TextField,
    VangnetForm,
)

LONGEST = 2_000


class ConsentForm(Refusable, VangnetForm):
    """What the person answered, about what, and how the talk went."""

    state = ChoiceField(
        label=gettext_lazy("What did the person answer?"),
        choices=[
            (state.value, CONSENT_LABELS[state]) for state in (ConsentState.GIVEN, ConsentState.REFUSED)
        ],
    )
    categories = CheckboxesField(label=gettext_lazy("About which kinds of data?"), choices=[])
    receivers = CheckboxesField(label=gettext_lazy("To share with whom?"), choices=[])
    purpose = SelectField(label=gettext_lazy("For what?"), choices=[])
    asked_on = DateField(label=gettext_lazy("When was the talk?"))
    language = TextField(label=gettext_lazy("In which language?"), limit=60)
    interpreter = TextField(
        label=gettext_lazy("Interpreter"),
        help_text=gettext_lazy(
            "Leave empty when there was none. No name: the language or the agency is enough."
        ),
        required=False,
        limit=60,
    )
    decider = ChoiceField(label=gettext_lazy("Who decided?"), choices=Decider.choices)
    child_heard = ChoiceField(
        label=gettext_lazy("If it is a child: was the child asked what it thinks?"), choices=Heard.choices
    )
    explanation = LongTextField(
        label=gettext_lazy("What else did the person say about it?"),
        help_text=gettext_lazy("No names, addresses or numbers of persons."),
        required=False,
        limit=LONGEST,
    )

    def __init__(self, *args, kinds, receivers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["categories"].choices = kinds
        self.fields["receivers"].choices = receivers
        self.fields["purpose"].choices = [("", _("Choose from the list")), *lawful.stored_purpose_choices()]


class EmergencyForm(Refusable, VangnetForm):
    """Opening one dossier for a short time because somebody is in danger."""

    pseudonym = TextField(
        label=gettext_lazy("Pseudonym of the person"),
        help_text=gettext_lazy("For example KAVO-4721. Ask the organisation that called you."),
        limit=12,
    )
    reason = ChoiceField(label=gettext_lazy("Why can it not wait?"), choices=[])
    explanation = LongTextField(
        label=gettext_lazy("What is going on?"),
        help_text=gettext_lazy("The owner of the dossier and both privacy officers read this."),
        limit=LONGEST,
    )
    categories = CheckboxesField(
        label=gettext_lazy("What do you need to know now?"),
        help_text=gettext_lazy(
            "Only what you need. Locations of shelters and investigations never open this way."
        ),
        choices=[],
    )

    def __init__(self, *args, reasons, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = reasons
        self.fields["categories"].choices = kinds


class EmergencyReviewForm(Refusable, VangnetForm):
    """What the privacy officer found."""

    verdict = ChoiceField(
        label=gettext_lazy("Was it needed?"),
        choices=[
            ("yes", gettext_lazy("Yes, it was needed")),
            ("no", gettext_lazy("No, it was not needed")),
        ],
    )
    findings = LongTextField(
        label=gettext_lazy("What did you find?"),
        help_text=gettext_lazy("Say what you looked at and with whom you spoke."),
        limit=LONGEST,
    )
