"""The questions of the handbook; every answer lives in the address."""

from django.utils.translation import gettext_lazy as _

from vangnet.design.forms import DateField, FilterForm, SelectField, TextField


class OnDayForm(FilterForm):
    """Which day to look at."""

    on = DateField(label=_("As it stood on"), allow_future=True)


class SearchForm(FilterForm):
    """What to look for."""

    q = TextField(label=_("Search in the handbook"), limit=100)


class SituationForm(FilterForm):
    """What is known of somebody; what is left open counts as unknown."""

    def __init__(self, *args, axes=(), **kwargs):
        super().__init__(*args, **kwargs)
        for name, label, choices in axes:
            self.fields[name] = SelectField(label=label, choices=choices, allow_unknown=True, required=False)


class ComparisonForm(FilterForm):
    """Which two versions to compare."""

    def __init__(self, *args, versions=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["older"] = SelectField(label=_("Older version"), choices=versions, required=False)
        self.fields["newer"] = SelectField(label=_("Newer version"), choices=versions, required=False)
