"""Deciding how long data are kept, and handling what the person asks about them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vangnet.access.models import RightsAnswer, RightsRequest
from vangnet.cases.forms.steps import ReasonForm, Refusable
from vangnet.design.forms import (
    CheckboxesField,
    ChoiceField,
    DateField,
    LongTextField,
    VangnetForm,
)
from vangnet.protocol.log import LONGEST_NOTE


class KindsForm(ReasonForm):
    """Some of the kinds of data that a dossier holds, with a reason."""

    categories = CheckboxesField(label=_("Which kinds of data?"), choices=[])

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["categories"].choices = kinds
        self.order_fields(["categories", "until", "reason"])


class KeepLongerForm(KindsForm):
    """Keeping longer, until a day."""

    until = DateField(
        label=_("Until which day?"),
        help_text=_("Day, month and year. On that day somebody looks again."),
        allow_future=True,
    )


class ProposalAnswerForm(Refusable, VangnetForm):
    """Agreeing with a proposal of somebody else, or not."""

    answer = ChoiceField(
        label=_("Do you agree?"),
        choices=[("yes", _("Yes, do it")), ("no", _("No, do not do it"))],
    )
    reason = LongTextField(
        label=_("Why?"),
        help_text=_("With a no the reason is needed."),
        required=False,
        limit=LONGEST_NOTE,
    )


class RightForm(Refusable, VangnetForm):
    """A request of the person about their data."""

    right = ChoiceField(label=_("What does the person ask?"), choices=RightsRequest.Right.choices)
    asker = ChoiceField(label=_("Who asks?"), choices=RightsRequest.Asker.choices)
    received_on = DateField(label=_("On which day did the request come?"))
    wish = LongTextField(
        label=_("What exactly is asked?"),
        help_text=_("For example which fact is wrong. No names, addresses or numbers of persons."),
        required=False,
        limit=LONGEST_NOTE,
    )
    renamed = {"received_on": "received_on"}


class RightAnswerForm(Refusable, VangnetForm):
    """The answer to the person."""

    outcome = ChoiceField(
        label=_("What was done?"),
        choices=[choice for choice in RightsAnswer.Outcome.choices if choice[0] != "extended"],
    )
    reason = LongTextField(
        label=_("What do you tell the person?"),
        help_text=_("In plain words, with the ground when something is not done, and where to complain."),
        limit=LONGEST_NOTE,
    )
