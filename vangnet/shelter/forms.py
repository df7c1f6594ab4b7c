"""Keeping an address, asking for one, and answering who asks."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from vangnet.design.forms import ChoiceField, LongTextField, SelectField, TextField, VangnetForm
from vangnet.shelter.models import AddressRequest
from vangnet.shelter.services import LONGEST_ADDRESS


class Refusable:
    """A form that can say what a service refused."""

    def show_refusal(self, verdict):
        self.add_error(None, str(verdict.reason))


class AddressForm(Refusable, VangnetForm):
    """The address of a location; what is kept now is never shown."""

    address = LongTextField(
        label=gettext_lazy("Address"),
        help_text=gettext_lazy(
            "It is sealed at once. Nobody sees it in a list or in a dossier, you neither."
        ),
        limit=LONGEST_ADDRESS,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["address"].widget.attrs["autocomplete"] = "off"


class LocationForm(AddressForm):
    """A new location under a code word."""

    code_word = TextField(
        label=gettext_lazy("Code word"),
        help_text=gettext_lazy("A word that says nothing about the place, for example the name of a bird."),
        limit=40,
    )

    field_order = ("code_word", "address")


class AskForm(Refusable, VangnetForm):
    """Asking a shelter where the person of a dossier stays."""

    pseudonym = TextField(
        label=gettext_lazy("Pseudonym of the person"),
        help_text=gettext_lazy("For example KAVO-4721. Your organisation takes part in the dossier."),
        limit=12,
    )
    shelter = SelectField(label=gettext_lazy("Which shelter?"), choices=[])
    reason = ChoiceField(
        label=gettext_lazy("Why do you need the address?"), choices=AddressRequest.Reason.choices
    )
    explanation = LongTextField(
        label=gettext_lazy("What should the shelter know?"),
        help_text=gettext_lazy("For example when you come. No names, addresses or numbers of persons."),
        required=False,
        limit=500,
    )

    def __init__(self, *args, shelters, **kwargs):
        super().__init__(*args, **kwargs)
        self.shelters = {one.code: one for one in shelters}
        choices = [(code, one.name) for code, one in self.shelters.items()]
        self.fields["shelter"].choices = [("", _("Choose from the list")), *choices]

    @property
    def chosen(self):
        return self.shelters[self.cleaned_data["shelter"]]


class AnswerForm(Refusable, VangnetForm):
    """Yes, with the location, or no, with the reason."""

    answer = ChoiceField(
        label=gettext_lazy("May this person have the address?"),
        choices=[
            ("yes", gettext_lazy("Yes, once, within a quarter of an hour")),
            ("no", pgettext_lazy("answer", "No")),
        ],
    )
    location = SelectField(label=gettext_lazy("Which location?"), choices=[], required=False)
    refusal = LongTextField(
        label=gettext_lazy("Why not?"),
        help_text=gettext_lazy("Only with a no. Whoever asked reads this."),
        required=False,
        limit=500,
    )

    def __init__(self, *args, locations, **kwargs):
        super().__init__(*args, **kwargs)
        self.locations = {one.code_word: one for one in locations}
        choices = [(word, word) for word in self.locations]
        self.fields["location"].choices = [("", _("Choose from the list")), *choices]

    def clean(self):
        given = super().clean()
        if given.get("answer") == "yes" and not given.get("location"):
            self.add_error("location", _("Choose the location where the person stays."))
        if given.get("answer") == "no" and not given.get("refusal"):
            self.add_error("refusal", _("Say why not."))
        return given

    @property
    def chosen(self):
        return self.locations[self.cleaned_data["location"]]
