from datetime import datetime, time, timedelta

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vangnet.access.models import AuditEntry, Disclosure
from vangnet.access.queries import TrailFilter
from vangnet.cases.presenters import words
from vangnet.core.clock import AMSTERDAM
from vangnet.design.forms import DateField, FilterForm, SelectField, TextField, VangnetForm
from vangnet.portal.act_words import ACTS

EVERYTHING = ("", _("All"))
GIVEN, RECEIVED = "given", "received"


class TrailFilters(FilterForm):
    """Which lines of the trail to see; it stands in the address."""

    account = SelectField(label=_("Who"), choices=())
    act = SelectField(label=_("What"), choices=())
    outcome = SelectField(label=_("Outcome"), choices=())
    dossier = TextField(label=_("Pseudonym of the dossier"), limit=12)
    since = DateField(label=_("From"), help_text="")
    until = DateField(label=_("Up to and including"), help_text="")

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [EVERYTHING, *((one.username, one.display_name) for one in people)]
        self.fields["outcome"].choices = [EVERYTHING, *AuditEntry.Outcome.choices]
        known = sorted(((code, say()) for code, say in ACTS.items()), key=lambda pair: str(pair[1]))
        self.fields["act"].choices = [EVERYTHING, *known]

    def filter(self, dossier):
        """What was chosen, for the query; `dossier` is what belongs to the pseudonym, or nothing that exists."""
        given = self.chosen
        until = given.get("until")
        return TrailFilter(
            **{name: given.get(name, "") for name in ("account", "act", "outcome")},
            dossier=dossier,
            since=_start(given.get("since")),
            until=_start(until + timedelta(days=1)) if until else None,
        )


class DisclosureFilters(FilterForm):
    """Which disclosures to see."""

    side = SelectField(label=_("Which"), choices=[(GIVEN, _("Given by us")), (RECEIVED, _("Received by us"))])
    ground = SelectField(label=_("Ground"), choices=())
    kind = SelectField(label=_("How"), choices=())

    def __init__(self, *args, grounds=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["side"].choices = [(GIVEN, _("Given by us")), (RECEIVED, _("Received by us"))]
        self.fields["kind"].choices = [EVERYTHING, *Disclosure.Kind.choices]
        self.fields["ground"].choices = [
            EVERYTHING,
            *sorted(((ground, words.ground_name(ground)) for ground in grounds), key=lambda one: one[1]),
        ]


def _start(day):
    return datetime.combine(day, time.min, AMSTERDAM) if day else None


class FindSignalForm(VangnetForm):
    """A signal by the reference that whoever reported it, or was told about it, knows."""

    reference = TextField(
        label=_("Reference of the signal"), help_text=_("For example SEIN-7K3F-9RZM."), limit=20
    )

    def not_found(self):
        """Say that there is no such signal; one of somebody else looks the same."""
        self.add_error(
            "reference",
            gettext("Your organisation owns no signal with this reference. Look whether it is right."),
        )
