"""What is asked with each act on a signal. Reasons are chosen from dated lists, so that they can be counted."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from vangnet.access.models import Account, Organisation
from vangnet.access.verdicts import Verdict
from vangnet.core import clock
from vangnet.design.forms import ChoiceField, DateField, LongTextField, SelectField, VangnetForm
from vangnet.signals import routes, terms
from vangnet.signals.models import INVESTIGATION_LABELS, Assessment
from vangnet.signals.presenters import words
from vangnet.signals.states import Investigation

LONGEST_TEXT = 5_000
OTHER = "other"
OUTCOMES = (Investigation.STARTED, Investigation.PARKED, Investigation.REFUSED)


class ActForm(VangnetForm):
    """A form that can say why an act was refused; what was filled in stays."""

    def show_refusal(self, verdict: Verdict) -> None:
        """Say why the act was not carried out."""
        self.add_error(None, str(verdict.reason))


class ConfirmForm(ActForm):
    """An act that only needs to be confirmed."""


class TextForm(ActForm):
    """An act that is a text."""

    text = LongTextField(label=gettext_lazy("Text"), limit=LONGEST_TEXT)

    def __init__(self, *args, label, help_text="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label
        self.fields["text"].help_text = help_text


class NoteForm(ActForm):
    """A note for whoever works with a signal, and whether it gives away tactics."""

    text = LongTextField(
        label=pgettext_lazy("signal", "Note"),
        help_text=gettext_lazy("What you did or found. The reporter does not read this."),
        limit=LONGEST_TEXT,
    )
    about = ChoiceField(
        label=gettext_lazy("Does it give away how an investigation is done?"),
        help_text=gettext_lazy("Then only organisations that investigate can read it."),
        choices=[("work", gettext_lazy("No")), ("tactics", gettext_lazy("Yes"))],
        initial="work",
        short=True,
    )

    @property
    def is_tactical(self) -> bool:
        """Whether the note gives away how an investigation is done."""
        return bool(self.cleaned_data["about"] == "tactics")


class ReasonForm(ActForm):
    """An act with a reason from a list."""

    reason = SelectField(label=gettext_lazy("What is the reason?"), choices=[])

    def __init__(self, *args, reasons, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", _("Choose from the list")), *choices(reasons)]


def _review_day(required: bool = True) -> DateField:
    return DateField(
        label=gettext_lazy("When do you look at it again?"),
        help_text=gettext_lazy("On that day it stands in your inbox again. For example 12-3-2027."),
        allow_future=True,
        required=required,
    )


class ParkForm(ReasonForm):
    """Parking: why, and until when."""

    review_on = _review_day()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["review_on"].initial = clock.today() + timedelta(days=terms.current().days["review"])


class ViewForm(ActForm):
    """What an organisation makes of a signal, and what that rests on."""

    finding = ChoiceField(
        label=gettext_lazy("What does your organisation make of it?"), choices=Assessment.Finding.choices
    )
    basis = SelectField(
        label=gettext_lazy("What does that rest on?"),
        help_text=gettext_lazy("Needed when you say that there are no indications."),
        choices=[],
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["basis"].choices = [("", _("Choose from the list")), *choices("basis")]

    def clean(self):
        given = super().clean()
        if given.get("finding") == Assessment.Finding.NO_INDICATIONS and not given.get("basis"):
            self.add_error(
                "basis", _("“No indications” needs a basis: say what was looked at before this was found.")
            )
        return given


class CloseForm(ReasonForm):
    """Closing: why, and on which basis."""

    basis = SelectField(label=gettext_lazy("What does that rest on?"), choices=[])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, reasons="close", **kwargs)
        self.fields["basis"].choices = [("", _("Choose from the list")), *choices("basis")]


class OutcomeForm(ActForm):
    """What became of an investigation: one answer says both what and why."""

    outcome = ChoiceField(label=gettext_lazy("What became of it?"), choices=[])
    review_on = _review_day(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [
            (f"{outcome.value}:{code}", f"{str(INVESTIGATION_LABELS[outcome]).capitalize()}: {label}")
            for outcome in OUTCOMES
            for code, label in choices(f"investigation_{outcome.value}")
        ]
        self.fields["review_on"].help_text = _("Only when it is parked.")

    @property
    def chosen(self) -> tuple[Investigation, str]:
        """The outcome and its reason."""
        outcome, _colon, reason = self.cleaned_data["outcome"].partition(":")
        return Investigation(outcome), reason

    def clean(self):
        given = super().clean()
        parked = str(given.get("outcome", "")).startswith(f"{Investigation.PARKED.value}:")
        if parked and not given.get("review_on") and "review_on" not in self.errors:
            self.add_error("review_on", _("Say on which day somebody looks at it again."))
        return given


class FeedbackForm(ActForm):
    """What the reporter is told, and how much it tells."""

    level = ChoiceField(
        label=gettext_lazy("How much do you tell?"),
        help_text=gettext_lazy("More than the last of these may not be told to this kind of reporter."),
        choices=[],
    )
    text = LongTextField(
        label=gettext_lazy("What do you tell the reporter?"),
        help_text=gettext_lazy("In plain words. No names, and nothing that shows who was met or where."),
        limit=LONGEST_TEXT,
    )

    def __init__(self, *args, reporter_type, **kwargs):
        super().__init__(*args, **kwargs)
        levels = terms.current().may_be_told(reporter_type)
        self.fields["level"].choices = [(code, words.level(code)) for code in levels]


class HandlerForm(ActForm):
    """Who of the own organisation handles a signal."""

    account = SelectField(label=gettext_lazy("Who handles it?"), choices=[])

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {one.username: one for one in people}
        self.fields["account"].choices = [
            ("", _("Choose from the list")),
            *((name, one.display_name) for name, one in self.people.items()),
        ]

    @property
    def chosen(self) -> Account:
        """The colleague that was chosen."""
        return self.people[self.cleaned_data["account"]]


class OfferForm(ActForm):
    """To whom a signal is offered: along a route, or to somebody else on a ground that is chosen."""

    to = ChoiceField(label=gettext_lazy("To whom do you offer it?"), choices=[])
    organisation = SelectField(
        label=gettext_lazy("Which other organisation?"),
        help_text=gettext_lazy("Only when you chose another organisation above."),
        choices=[],
        required=False,
    )
    why = SelectField(
        label=gettext_lazy("Why there?"),
        help_text=gettext_lazy("Only for another organisation. Each of these reasons has its own ground."),
        choices=[],
        required=False,
    )
    ground = SelectField(
        label=gettext_lazy("On which ground, when no reason fits?"),
        help_text=gettext_lazy("The rules for sharing decide whether it may go there on this ground."),
        choices=[],
        required=False,
    )

    def __init__(self, *args, proposals, organisations, grounds, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposals = {f"{one.rule}:{one.organisation.code}": one for one in proposals}
        self.organisations = {one.code: one for one in organisations}
        self.fields["to"].choices = [
            *(
                (key, f"{one.organisation.name}: {words.proposal_why(one)}")
                for key, one in self.proposals.items()
            ),
            (OTHER, _("Another organisation")),
        ]
        self.fields["organisation"].choices = [
            ("", _("Choose from the list")),
            *((code, one.name) for code, one in self.organisations.items()),
        ]
        self.fields["ground"].choices = [("", _("Choose from the list")), *grounds]
        self.fields["why"].choices = [("", _("Choose from the list")), *words.route_reasons()]

    def clean(self):
        given = super().clean()
        if given.get("to") != OTHER:
            return given
        if not given.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", _("Choose the organisation that you offer it to."))
        if not given.get("why") and not given.get("ground") and "why" not in self.errors:
            self.add_error("why", _("Choose why it goes there, or the ground on which it may go there."))
        return given

    @property
    def chosen(self) -> tuple[Organisation, str, str]:
        """To whom, why and on which ground."""
        given = self.cleaned_data
        known = self.proposals.get(given["to"])
        if known is not None:
            return known.organisation, known.rule, known.ground
        route = routes.current().route(given["why"])
        organisation = self.organisations[given["organisation"]]
        if given["ground"] or route is None:
            return organisation, given["why"] or OTHER, given["ground"]
        return organisation, route.code, route.ground


def choices(of: str) -> list[tuple[str, str]]:
    """The reasons of a list in words."""
    language = "en" if (get_language() or "nl").startswith("en") else "nl"
    return [(code, one.words[language]) for code, one in terms.current().reasons[of].items()]
