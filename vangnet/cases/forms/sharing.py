"""Involving organisations, owning tracks and linking persons."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vangnet.access.models import Organisation
from vangnet.cases.forms.steps import Refusable
from vangnet.cases.presenters import words
from vangnet.design.forms import ChoiceField, LongTextField, SelectField, TextField, VangnetForm
from vangnet.persons.models import PersonLink
from vangnet.protocol.log import LONGEST_NOTE


class OrganisationForm(Refusable, VangnetForm):
    """A choice of one organisation out of those that were found."""

    organisation = SelectField(label=gettext_lazy("Which organisation?"), choices=[])

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisations = {one.code: one for one in organisations}
        self.fields["organisation"].choices = [
            ("", _("Choose from the list")),
            *(
                (code, f"{one.name} ({words.party_name(one.party)})")
                for code, one in self.organisations.items()
            ),
        ]

    @property
    def chosen(self) -> Organisation:
        return self.organisations[self.cleaned_data["organisation"]]


class HandOverForm(OrganisationForm):
    """Offering a track to another organisation that takes part."""


class AnswerForm(Refusable, VangnetForm):
    """Taking over a track, or not."""

    answer = ChoiceField(
        label=gettext_lazy("Do you take over this track?"),
        choices=[
            ("accept", gettext_lazy("Yes, we take it over")),
            ("decline", gettext_lazy("No, we do not take it over")),
        ],
    )
    reason = LongTextField(
        label=gettext_lazy("Why not?"),
        help_text=gettext_lazy("Only with a no. Whoever asked reads this."),
        required=False,
        limit=LONGEST_NOTE,
    )


class LinkForm(Refusable, VangnetForm):
    """Linking the person of this dossier with that of another."""

    pseudonym = TextField(
        label=gettext_lazy("Pseudonym of the other person"),
        help_text=gettext_lazy(
            "For example KAVO-4721. Your organisation must take part in that dossier too."
        ),
        limit=12,
    )
    kind = ChoiceField(label=gettext_lazy("How do they belong together?"), choices=PersonLink.Kind.choices)
