"""What was seen with a signal: altering the answers that stand, and ticking what is new."""

from __future__ import annotations

from uuid import UUID

from django import forms as django_forms
from django.utils.translation import gettext as _

from vangnet.design.forms import CheckboxesField, FilterForm, SelectField
from vangnet.signals.answers import Answer, Hardness
from vangnet.signals.catalogue import Catalogue, SignalList
from vangnet.signals.forms.acts import ActForm
from vangnet.signals.models import Sighting
from vangnet.signals.presenters import words
from vangnet.signals.presenters.place import person_name
from vangnet.signals.presenters.weighing import says
from vangnet.signals.reports import ReportedSighting
from vangnet.signals.services.sightings import Altered


class ListForm(FilterForm):
    """From which list of a profession indicators are chosen."""

    def __init__(self, *args, catalogue: Catalogue, **kwargs):
        super().__init__(*args, **kwargs)
        professions = [
            (one.code, words.said(catalogue.professions[one.code], one.code)) for one in catalogue.lists()
        ]
        self.fields["list"] = SelectField(
            label=_("Choose from the list of"), choices=professions, required=False
        )


class SightingsForm(ActForm):
    """The answers that stand, each to be altered, and under headings what can be ticked besides."""

    standing = django_forms.CharField(widget=django_forms.HiddenInput, required=False)

    def __init__(self, *args, sightings: list[Sighting], of: SignalList, **kwargs):
        self.sightings, self.list = sightings, of
        kwargs["initial"] = {"standing": self._standing()}
        super().__init__(*args, **kwargs)
        for one in sightings:
            self._alterable(one)
        known = {one.indicator for one in sightings}
        self._tickable(
            "see",
            [(group.code, group.says(words.language()), group.indicators) for group in of.groups],
            known,
        )
        context = _("Gives context, never counts")
        self._tickable("context", [("all", context, of.context)], known)
        self.fields["hardness"] = SelectField(
            label=_("How hard is what you tick now?"), choices=Hardness.choices, initial=Hardness.UNKNOWN
        )

    def _standing(self):
        return ",".join(sorted(str(one.pk) for one in self.sightings))

    def _alterable(self, one):
        name = " · ".join(part for part in (says(one.indicator, words.language()), person_name(one)) if part)
        self.fields[f"answer-{one.pk}"] = SelectField(label=name, choices=Answer.choices, initial=one.answer)
        self.fields[f"hardness-{one.pk}"] = SelectField(
            label=_("How hard is it: %(what)s") % {"what": name},
            choices=Hardness.choices,
            initial=one.hardness,
        )

    def _tickable(self, kind, groups, known):
        for code, heading, indicators in groups:
            choices = [(one.code, one.says(words.language())) for one in indicators if one.code not in known]
            if choices:
                self.fields[f"{kind}-{code}"] = CheckboxesField(
                    label=heading, choices=choices, required=False
                )

    def clean(self):
        if self.data.get("standing", "") != self._standing():
            self.add_error(
                None,
                _("Somebody altered this in the meantime. Look at how it stands now and save again."),
            )
        return super().clean()

    @property
    def altered(self) -> list[Altered]:
        """The answers that stand, as they must become."""
        given = self.cleaned_data
        return [
            Altered(UUID(str(one.pk)), given[f"answer-{one.pk}"], given[f"hardness-{one.pk}"])
            for one in self.sightings
        ]

    @property
    def added(self) -> list[ReportedSighting]:
        """What was ticked."""
        ticked = (
            code
            for name, codes in self.cleaned_data.items()
            if name.startswith(("see-", "context-"))
            for code in codes
        )
        return [
            ReportedSighting(code, Answer.YES, hardness=self.cleaned_data["hardness"])
            for code in dict.fromkeys(ticked)
        ]
