"""Forms in the design system: import the base form and the fields from here."""

import uuid

from django import forms
from django.forms.utils import ErrorList
from django.utils.functional import cached_property

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
    def target(self):
        """The id of the first control, where a link in the error summary leads; none when it is hidden."""
        if self.is_hidden:
            return ""
        subwidgets = self.subwidgets
        if self.use_fieldset and subwidgets:
            return subwidgets[0].id_for_label
        return self.id_for_label

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

    @cached_property
    def summary(self):
        """Each error with the label and the address of the control that it is about."""
        about = [(bound.label, bound.target, error) for bound in self for error in bound.errors]
        return [*(("", "", error) for error in self.non_field_errors()), *about]

    def get_context(self):
        return {**super().get_context(), "summary": self.summary if self.is_bound else []}


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
