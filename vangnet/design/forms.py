"""Forms in the design system: import the base form and the fields from here."""

import uuid

from django import forms
from django.forms.utils import ErrorList

from vangnet.design.fields import (
    CheckboxesField,
    ChoiceField,
    DateField,
    IntegerField,
    LongTextField,
    PartialDateField,
    SelectField,
    SubmissionKeyField,
    TextField,
    YesNoUnknownField,
)
from vangnet.design.partial_dates import PartialMoment
from vangnet.design.rendering import Renderer
from vangnet.design.values import UNKNOWN

__all__ = [
    "UNKNOWN",
    "CheckboxesField",
    "ChoiceField",
    "DateField",
    "FilterForm",
    "IdempotentForm",
    "IntegerField",
    "LongTextField",
    "PartialDateField",
    "PartialMoment",
    "SelectField",
    "SubmissionKeyField",
    "TextField",
    "VangnetForm",
    "YesNoUnknownField",
]


class FieldErrors(ErrorList):
    template_name = "design/forms/errors.html"

    def get_context(self):
        return {**super().get_context(), "field_id": self.field_id}


class VangnetBoundField(forms.BoundField):
    @property
    def is_optional(self):
        return not self.field.required and not self.form.is_filter

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        if self.field.required and not self.is_hidden and not self.use_fieldset:
            attrs["aria-required"] = "true"
        return attrs


class VangnetForm(forms.Form):
    """A form that draws its error summary, labels, help and errors, and keeps what was typed."""

    default_renderer = Renderer
    bound_field_class = VangnetBoundField
    use_required_attribute = False
    is_filter = False

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        kwargs.setdefault("error_class", FieldErrors)
        super().__init__(*args, **kwargs)


class IdempotentForm(VangnetForm):
    """A form whose repeated sending can be recognised by its submission key."""

    submission_key = SubmissionKeyField(initial=uuid.uuid4)


class FilterForm(VangnetForm):
    """Choices that live in the address: nothing is required and a wrong value only counts as no filter."""

    is_filter = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    @property
    def chosen(self):
        """The valid answers that were given."""
        self.full_clean()
        given = self.cleaned_data if self.is_bound else {}
        return {name: value for name, value in given.items() if value not in (None, "", [])}
