"""Asking an organisation to take part, and sharing kinds of data: first look what the rules say, then do it."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vangnet.cases.forms.sharing import OrganisationForm
from vangnet.cases.forms.steps import Refusable
from vangnet.cases.presenters import lawful
from vangnet.design.forms import (
    CheckboxesField,
    ChoiceField,
    LongTextField,
    SelectField,
    SubmissionKeyField,
    TextField,
    VangnetForm,
)

LONGEST = 2_000


class LookFirst(forms.Form):
    """A form that is sent twice: the first time to look what the rules say, the second time to do it."""

    looked = forms.CharField(required=False, widget=forms.HiddenInput)

    def offer_conditions(self, name, choices):
        """Ask only the conditions that matter now; without any the question is gone."""
        if choices:
            self.fields[name].choices = choices
        else:
            self.fields.pop(name, None)

    @property
    def question(self) -> str:
        """What the rules are asked; the same words are the same question."""
        raise TypeError(f"{type(self).__name__} does not say what it asks the rules.")

    @property
    def has_looked(self) -> bool:
        """Whether what is sent is what was looked at."""
        return self.data.get("looked") == self.question

    def look(self) -> None:
        """Keep what was looked at, so that the same again means: do it."""
        sent: Any = self.data
        again = sent.copy()
        again["looked"] = self.question
        self.data = again


class InvolveForm(LookFirst, OrganisationForm):
    """Asking an organisation to take part."""

    ground = SelectField(
        label=gettext_lazy("On which ground do you share this dossier?"),
        help_text=gettext_lazy("The ground goes into the register of disclosures."),
        choices=[],
    )
    message = LongTextField(
        label=gettext_lazy("What do you ask?"),
        help_text=gettext_lazy(
            "The organisation reads this before it says yes or no. Say nothing by which others could know the person."
        ),
        required=False,
        limit=LONGEST,
    )
    said = CheckboxesField(
        label=gettext_lazy("Which of these is done?"),
        help_text=gettext_lazy("What you tick here stands in the register with your name."),
        choices=[],
        required=False,
    )
    field_order = ("organisation", "ground", "message", "said")

    def __init__(self, *args, conditions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [("", _("Choose from the list")), *lawful.ground_choices()]
        self.fields["said"].choices = conditions

    @property
    def question(self) -> str:
        return f"{self.data.get('organisation', '')} {self.data.get('ground', '')}"


class ShareForm(LookFirst, OrganisationForm):
    """May I share this, and then: share it, ask who must agree, or write down why not."""

    submission_key = SubmissionKeyField(initial=uuid.uuid4)
    categories = CheckboxesField(label=gettext_lazy("Which kinds of data?"), choices=[])
    purpose = SelectField(label=gettext_lazy("What will the receiver use it for?"), choices=[])
    ground = SelectField(label=gettext_lazy("On which ground?"), choices=[])
    said = CheckboxesField(
        label=gettext_lazy("Which of these is done?"),
        help_text=gettext_lazy("What you tick here stands in the register with your name."),
        choices=[],
        required=False,
    )
    agreed = CheckboxesField(label=gettext_lazy("Conditions that you keep to"), choices=[], required=False)
    how = ChoiceField(label=gettext_lazy("What do you do?"), choices=[], required=False)
    provider = SelectField(
        label=gettext_lazy("Which organisation do the data come from?"), choices=[], required=False
    )
    explanation = LongTextField(label=gettext_lazy("Explanation, or why not"), required=False, limit=LONGEST)
    text = LongTextField(
        label=gettext_lazy("The text that you send or tell"),
        help_text=gettext_lazy("Only a fingerprint is kept, which proves later that it was this text."),
        required=False,
        limit=20_000,
    )
    informed = ChoiceField(
        label=gettext_lazy("Does the person know that you share this?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        required=False,
        short=True,
    )
    not_informed_because = TextField(label=gettext_lazy("If not, why not now?"), required=False, limit=500)
    AFTER_LOOKING = (
        "said",
        "agreed",
        "how",
        "provider",
        "explanation",
        "text",
        "informed",
        "not_informed_because",
    )

    def __init__(self, *args, kinds, conditions, kept, ways, providers, **kwargs):
        super().__init__(*args, **kwargs)
        choose = ("", _("Choose from the list"))
        self.fields["categories"].choices = kinds
        self.fields["purpose"].choices = [choose, *lawful.purpose_choices()]
        self.fields["ground"].choices = [choose, *lawful.ground_choices()]
        self.fields["said"].choices = conditions
        self.fields["agreed"].choices = kept
        self.fields["how"].choices = ways
        self.fields["provider"].choices = [choose, *providers]

    @property
    def question(self) -> str:
        chosen = self.data.getlist("categories") if hasattr(self.data, "getlist") else ()
        asked = [self.data.get(name, "") for name in ("organisation", "purpose", "ground")]
        return " ".join([*asked, *sorted(chosen)])

    def only_the_question(self) -> None:
        """Before anybody has looked, only what the rules need is asked."""
        for name in self.AFTER_LOOKING:
            self.fields.pop(name, None)


class AgreementForm(Refusable, VangnetForm):
    """Agreeing that data are passed on, or not."""

    answer = ChoiceField(
        label=gettext_lazy("Do you agree?"),
        choices=[("yes", gettext_lazy("Yes, this may be passed on")), ("no", gettext_lazy("No"))],
    )
    reason = LongTextField(
        label=gettext_lazy("Why not?"),
        help_text=gettext_lazy("Only with a no. Whoever asked reads this."),
        required=False,
        limit=LONGEST,
    )
