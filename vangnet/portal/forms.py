from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from vangnet.access.forms import PasswordBox
from vangnet.access.roles import FOR_PEOPLE
from vangnet.cases.models import TrackKind
from vangnet.cases.presenters import words
from vangnet.design.forms import (
    ChoiceField,
    DateField,
    FilterForm,
    LongTextField,
    SelectField,
    TextField,
    VangnetForm,
)
from vangnet.protocol import catalogue

GROUPS = [("minor", _("minors")), ("adult", _("adults")), ("unknown", _("age unknown"))]
CHOOSE = ("", _("Choose from the list"))
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

    answer = ChoiceField(label=_("Your answer"), choices=[(ACCEPT, _("Yes")), (DECLINE, _("No"))])
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


class ActForm(VangnetForm):
    """A form whose last check is done by the act itself."""

    def take_over(self, refusal: ValidationError) -> None:
        """Show at the fields what the act refused."""
        for name, faults in refusal.message_dict.items():
            self.add_error(name if name in self.fields else None, faults)


class OrganisationForm(ActForm):
    name = TextField(label=_("Name"))
    code = TextField(
        label=_("Code"),
        limit=60,
        help_text=_("Short and unique: small letters, digits and hyphens. For example: shelter-east."),
    )
    party = SelectField(
        label=_("Kind of organisation"),
        choices=(),
        help_text=_("The agreements use this kind to say who must do what."),
    )
    region = TextField(label=_("Region"), limit=100, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        parties = catalogue.current().corpus.parties
        named = [(code, words.party_name(code)) for code, party in parties.items() if party.regime != "none"]
        self.fields["party"].choices = [CHOOSE, *sorted(named, key=lambda choice: choice[1])]


class AccountForm(ActForm):
    username = TextField(label=_("User name"), limit=150)
    display_name = TextField(
        label=_("Name on screen"),
        limit=150,
        help_text=_("Colleagues see this name beside what was recorded."),
    )
    organisation = SelectField(label=_("Organisation"), choices=())
    role = SelectField(label=_("Role"), choices=())
    language = ChoiceField(
        label=_("Language"), choices=[("nl", lazystr("Nederlands")), ("en", lazystr("English"))], short=True
    )
    password = forms.CharField(
        label=_("First password"),
        max_length=500,
        strip=False,
        widget=PasswordBox({"autocomplete": "new-password"}),
        help_text=_("At least 14 characters. Give it in person; it can be changed after signing in."),
        error_messages={"required": _("Give a first password.")},
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.by_key = {str(one.pk): one for one in organisations}
        self.fields["organisation"].choices = [CHOOSE, *((key, one.name) for key, one in self.by_key.items())]
        self.fields["role"].choices = [CHOOSE, *((role.code, role.name) for role in FOR_PEOPLE)]

    def clean_organisation(self):
        return self.by_key[self.cleaned_data["organisation"]]
