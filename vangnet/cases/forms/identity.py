"""Opening, keeping and finding who somebody is."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from vangnet.cases.forms.steps import Refusable
from vangnet.core.uploads import check_image
from vangnet.design.forms import ChoiceField, LongTextField, TextField, VangnetForm
from vangnet.persons.identity_fields import fields_of
from vangnet.persons.models import VaultOpening


class WhyForm(Refusable, VangnetForm):
    """The reason for which somebody opens the vault."""

    why = ChoiceField(label=gettext_lazy("Why do you open this?"), choices=VaultOpening.Why.choices)


class KeepForm(Refusable, VangnetForm):
    """Everything that is kept of one kind; `seen` is the version that the fields were filled in from."""

    seen = forms.IntegerField(widget=forms.HiddenInput(), min_value=0, required=False)

    def __init__(self, *args, category, without=(), **kwargs):
        super().__init__(*args, **kwargs)
        shown = [one for one in fields_of(category) if one.name not in without]
        self.names = [one.name for one in shown]
        for one in shown:
            kind = LongTextField if one.lines else TextField
            field = kind(label=one.label, help_text=one.help, required=False, limit=one.limit)
            field.widget.attrs["autocomplete"] = "off"
            self.fields[one.name] = field

    @property
    def given(self):
        """What was filled in, without the version."""
        return {name: self.cleaned_data[name] for name in self.names if self.cleaned_data[name]}

    @property
    def seen_version(self):
        return self.cleaned_data["seen"] or 0

    def show_fields(self, problems):
        """Show at each field what the vault refused."""
        for name, problem in problems.items():
            self.add_error(name if name in self.fields else None, problem)


class PhotoForm(Refusable, VangnetForm):
    """A photo, checked and drawn anew so that only its dots are kept."""

    photo = forms.FileField(
        label=gettext_lazy("Photo"),
        help_text=gettext_lazy("JPEG or PNG. Where and with what it was made is not kept."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
        error_messages={
            "required": gettext_lazy("Choose a photo."),
            "empty": gettext_lazy("This file is empty."),
        },
    )

    def clean_photo(self):
        return check_image(self.cleaned_data["photo"])


class FindForm(Refusable, VangnetForm):
    """Exactly this name with year, number or telephone. Sent with POST, so that nothing of it stands in an address."""

    name = TextField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("Given name and family name, or a family name with the birth year."),
        required=False,
    )
    birth_year = TextField(label=gettext_lazy("Birth year"), required=False, limit=4)
    number = TextField(label=gettext_lazy("Number of a document, or V-number"), required=False, limit=50)
    telephone = TextField(label=gettext_lazy("Telephone"), required=False, limit=40)

    show_fields = KeepForm.show_fields
