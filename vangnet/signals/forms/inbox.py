"""What to see of the inbox; it stands in the address, so that a list can be kept and shared."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vangnet.design.forms import FilterForm, SelectField
from vangnet.protocol import catalogue
from vangnet.signals import terms
from vangnet.signals.models import STATE_LABELS
from vangnet.signals.presenters import words
from vangnet.signals.queries.inbox import BLOCKS, InboxFilter

GROUPS = [("minor", _("children")), ("adult", _("adults")), ("unknown", _("age unknown"))]
LONGEST_ADDRESS = 40


class InboxFilters(FilterForm):
    """What to see of the inbox."""

    block = forms.CharField(widget=forms.HiddenInput)
    mine = SelectField(label=_("Who handles it"), choices=())
    state = SelectField(label=_("State"), choices=())
    form = SelectField(label=_("Form of exploitation"), choices=())
    group = SelectField(label=_("Age"), choices=())
    region = SelectField(label=_("Region"), choices=())
    reporter = SelectField(label=_("Kind of reporter"), choices=())

    def __init__(self, *args, regions=(), **kwargs):
        super().__init__(*args, **kwargs)
        known = catalogue.current().corpus.facts.get(words.FORM_FACT)
        self._offer("mine", [("1", _("me"))])
        self._offer("state", [(state.value, label) for state, label in STATE_LABELS.items()])
        self._offer("form", [(code, words.form_name(code)) for code in (known.values if known else ())])
        self._offer("group", GROUPS)
        self._offer("region", [(one, one) for one in regions])
        self._offer("reporter", [(code, words.reporter_type(code)) for code in terms.current().reporters])

    def _offer(self, name, choices):
        self.fields[name].choices = [("", pgettext_lazy("filter", "All")), *choices]

    def wanted(self, after: str = "") -> InboxFilter:
        """The same for the query; what is no filter is left out."""
        chosen = self.chosen
        block = chosen.get("block", "")
        return InboxFilter(
            **{name: chosen.get(name, "") for name in ("state", "form", "group", "region", "reporter")},
            mine=bool(chosen.get("mine")),
            block=block if block in BLOCKS else "",
            after=after[:LONGEST_ADDRESS],
        )
