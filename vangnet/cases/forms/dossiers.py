"""Opening a dossier, finding one, choosing the moment to look from and narrowing the timeline."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from vangnet.access.actors import Actor
from vangnet.access.verdicts import Verdict
from vangnet.cases.forms.facts import FactQuestions
from vangnet.cases.forms.steps import CERTAIN_ABOUT_TIME, Refusable
from vangnet.cases.presenters import words
from vangnet.design.forms import (
    FilterForm,
    IdempotentForm,
    LongTextField,
    PartialDateField,
    SelectField,
    TextField,
)
from vangnet.protocol import catalogue
from vangnet.protocol.engine.model import FactType
from vangnet.protocol.log import LONGEST_GROUND, LONGEST_NOTE

MINIMUM = ("age", "age_at_recruitment", "origin", "form_of_exploitation")
OPTIONAL = "age_at_recruitment"


def minimum() -> dict[str, FactType]:
    """The facts that a dossier is opened with, as far as the agreements know them."""
    known = catalogue.current().corpus.facts
    return {code: known[code] for code in MINIMUM if code in known}


class OpenDossierForm(Refusable, FactQuestions, IdempotentForm):
    """The least that is needed to open a dossier; everything may be unknown."""

    occurred = PartialDateField(
        label=gettext_lazy("When did this come to light?"), help_text=CERTAIN_ABOUT_TIME
    )
    party = SelectField(label=gettext_lazy("Who brought it?"), choices=[])
    step = SelectField(
        label=gettext_lazy("What was the occasion?"),
        help_text=gettext_lazy("This step starts what has to be done. You can also record it later."),
        choices=[],
        required=False,
    )
    ground = TextField(
        label=gettext_lazy("On which ground do you open this dossier?"),
        help_text=gettext_lazy("The law or the agreement, for example: WvSr 273f, Vc B8/3."),
        limit=LONGEST_GROUND,
    )
    note = LongTextField(
        label=gettext_lazy("What happened, in a few words?"),
        help_text=gettext_lazy("No names, addresses or numbers of persons."),
        required=False,
        limit=LONGEST_NOTE,
    )

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        known = catalogue.current().corpus
        choose = ("", _("Choose from the list"))
        self.fields["party"].choices = [
            choose,
            *sorted(((code, words.party_name(code)) for code in known.parties), key=lambda one: one[1]),
        ]
        self.fields["party"].initial = actor.party
        self.fields["step"].choices = [("", _("Nothing yet")), *_occasions(actor)]
        kinds = minimum()
        self.ask_facts(kinds, {}, required=[code for code in kinds if code != OPTIONAL])

    def show_refusal(self, verdict: Verdict) -> None:
        if not self.cleaned_data.get("step"):
            super().show_refusal(verdict)
            return
        advice = _("%(verdict)s Open the dossier without this step, and record it afterwards with a reason.")
        self.add_error("step", advice % {"verdict": verdict.reason})


def _occasions(actor: Actor) -> list[tuple[str, str]]:
    known = catalogue.current().corpus.steps.values()
    found = [step for step in known if not step.derived and step.phase in ("signalling", None)]
    found.sort(key=lambda step: (actor.party not in step.by, words.step_name(step.code)))
    return [(step.code, words.step_name(step.code)) for step in found]


class ViewingForm(FilterForm):
    """From which moment to look at a dossier, and with what was known when."""

    at = PartialDateField(
        label=gettext_lazy("Look from the moment"), allow_future=True, allow_unknown=False, help_text=""
    )
    known = PartialDateField(
        label=gettext_lazy("With what was recorded until"), allow_unknown=False, help_text=""
    )


class MomentKeepingForm(FilterForm):
    """Filters beside which the moment of looking stays in the address."""

    at = forms.CharField(widget=forms.HiddenInput)
    known = forms.CharField(widget=forms.HiddenInput)

    @property
    def chosen(self):
        return {name: value for name, value in super().chosen.items() if name not in ("at", "known")}


class TimelineFilter(MomentKeepingForm):
    """Which lines of the timeline to show."""

    kind = SelectField(label=gettext_lazy("Kind"), choices=[])
    track = SelectField(label=gettext_lazy("Track"), choices=[])
    organisation = SelectField(label=gettext_lazy("Organisation"), choices=[])

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        for name, offered in choices.items():
            self.fields[name].choices = [("", pgettext("filter", "All")), *offered]


class SearchForm(MomentKeepingForm):
    """A word from the name of what is looked for."""

    q = TextField(label=gettext_lazy("Search for a step"), limit=60)


class FindDossierForm(FilterForm):
    """A dossier by its pseudonym."""

    pseudonym = TextField(label=gettext_lazy("Pseudonym"), limit=12)
