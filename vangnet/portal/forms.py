from django import forms
from django.utils.translation import gettext_lazy as _

from vangnet.cases.models import TrackKind
from vangnet.cases.presenters import words
from vangnet.design.forms import (
    ChoiceField,
    DateField,
    FilterForm,
    LongTextField,
    SelectField,
    VangnetForm,
)
from vangnet.protocol import catalogue

GROUPS = [("minor", _("minors")), ("adult", _("adults")), ("unknown", _("age unknown"))]
EVERYTHING = ("", _("All"))
ACCEPT, DECLINE = "accept", "decline"


class WorklistFilters(FilterForm):
    """What to see of the worklist; it stands in the address, so that a list can be kept and shared."""

    block = forms.CharField(widget=forms.HiddenInput, required=False)
    agreement = SelectField(label=_("Agreement"), choices=())
    duty = SelectField(label=_("Duty"), choices=())
    track = SelectField(label=_("Track"), choices=())
    party = SelectField(label=_("Who must do it"), choices=())
    group = SelectField(label=_("Age"), choices=())
    due_before = DateField(label=_("Due before"), allow_future=True, help_text="")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        corpus = catalogue.current().corpus
        titles = {one.name: words.said(one.title, one.name) for one in corpus.agreements}
        self._offer("agreement", titles.items())
        self._offer("track", TrackKind.choices)
        self._offer("group", GROUPS)
        doers = {party for one in corpus.agreements for duty in one.duties.values() for party in duty.by}
        self._offer("party", [(party, words.party_name(party)) for party in doers])
        self._offer_duties(corpus, self.data.get("agreement", ""))

    def _offer(self, name, choices):
        self.fields[name].choices = [EVERYTHING, *sorted(choices, key=lambda choice: str(choice[1]))]

    def _offer_duties(self, corpus, agreement):
        # A list of all duties of all agreements would be too long to read; first the agreement, then the duty.
        duties = {
            name: words.said(duty.says, name)
            for one in corpus.agreements
            if one.name == agreement
            for name, duty in one.duties.items()
        }
        if duties:
            self._offer("duty", duties.items())
        else:
            del self.fields["duty"]


class AnswerForm(VangnetForm):
    """Yes or no to a request; a no needs its reason, for whoever asked."""

    answer = ChoiceField(
        label=_("The answer of your organisation"), choices=[(ACCEPT, _("Yes")), (DECLINE, _("No"))]
    )
    reason = LongTextField(
        label=_("Reason when you say no"),
        required=False,
        limit=2000,
        help_text=_("Whoever asked reads this. Say what they can do now, for example whom they can ask."),
    )

    def __init__(self, *args, yes, no, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [(ACCEPT, yes), (DECLINE, no)]

    def clean(self):
        answers = super().clean()
        if answers.get("answer") == DECLINE and not answers.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Give the reason, so that whoever asked knows how to go on."))
        return answers
