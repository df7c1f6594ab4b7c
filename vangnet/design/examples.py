"""Made-up content for the style guide."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vangnet.design.forms import (
    CheckboxesField,
    ChoiceField,
    DateField,
    FilterForm,
    IdempotentForm,
    IntegerField,
    LongTextField,
    PartialDateField,
    SelectField,
    TextField,
    YesNoUnknownField,
)
from vangnet.design.navigation import NavItem
from vangnet.design.partial_dates import read_partial_moment
from vangnet.design.rows import Task, TimelineEntry

LANGUAGES_SPOKEN = [
    ("nld", gettext_lazy("Dutch")),
    ("eng", gettext_lazy("English")),
    ("tir", gettext_lazy("Tigrinya")),
    ("ron", gettext_lazy("Romanian")),
]
WORK_KINDS = [
    ("harvest", gettext_lazy("Picking or packing fruit")),
    ("cleaning", gettext_lazy("Cleaning")),
    ("care", gettext_lazy("Work in somebody’s house")),
]
WRONG_ANSWERS = {
    "submission_key": "9b2f0f0e-5d1a-4c53-8a3e-0c6a6a3f7d11",
    "reference": "",
    "age": "seventeen",
    "started": "31-4-2023",
    "explained": "3-2023",
    "works": ["cleaning", "unknown"],
    "shelter": "yes",
    "language": "xx",
    "account": "",
}


class ExampleForm(IdempotentForm):
    reference = TextField(
        label=gettext_lazy("Reference"), help_text=gettext_lazy("The number your own organisation uses.")
    )
    age = IntegerField(
        label=gettext_lazy("Age"),
        unit=gettext_lazy("years"),
        maximum=120,
        allow_unknown=True,
        help_text=gettext_lazy("An estimate is enough. In doubt the person counts as a minor."),
    )
    started = PartialDateField(label=gettext_lazy("When did it start?"))
    explained = DateField(label=gettext_lazy("Rights explained on"))
    shelter = YesNoUnknownField(label=gettext_lazy("Is a safe place to sleep needed?"))
    language = SelectField(
        label=gettext_lazy("Language of the conversation"), choices=LANGUAGES_SPOKEN, allow_unknown=True
    )
    place = ChoiceField(
        label=gettext_lazy("Where was the first contact?"),
        choices=[
            ("street", gettext_lazy("In the street")),
            ("work", gettext_lazy("At a workplace")),
            ("office", gettext_lazy("At a desk or on the telephone")),
        ],
        allow_unknown=True,
    )
    works = CheckboxesField(
        label=gettext_lazy("Which work?"), choices=WORK_KINDS, allow_unknown=True, required=False
    )
    account = LongTextField(
        label=gettext_lazy("What did you see or hear?"),
        required=False,
        help_text=gettext_lazy("Keep what you saw apart from what you think it means."),
    )


class ExampleFilters(FilterForm):
    track = SelectField(
        label=gettext_lazy("Track"),
        choices=[("protection", gettext_lazy("Protection")), ("residence", gettext_lazy("Residence"))],
    )
    status = SelectField(
        label=gettext_lazy("Status"),
        choices=[("overdue", gettext_lazy("Overdue")), ("undetermined", gettext_lazy("Not yet certain"))],
    )


def tasks(now):
    """Rows in every status that a duty can have."""
    open_norm = _("at once (target: 24 hours)")
    return [
        Task(
            reference="KASTANJE-4127",
            url="#",
            group=_("minor, from outside the EU"),
            asked=_("Report the possible victim to the registrar"),
            ground=_("Agreement on registration, clause 1"),
            status="overdue",
            due=now - timedelta(days=2, hours=3),
            owner=_("Police, basic team"),
        ),
        Task(
            reference="IEP-0932",
            url="#",
            group=_("adult, Dutch"),
            asked=_("Tell the person at once about the reflection period"),
            ground="Vc B8/3.1",
            status="open",
            due=now + timedelta(minutes=45),
            norm=open_norm,
            owner=_("Police, basic team"),
        ),
        Task(
            reference="BEUK-2210",
            url="#",
            group=_("age unknown"),
            asked=_("Ask for a provisional guardian"),
            ground="BW 1:241",
            status="undetermined",
            due=now + timedelta(days=3),
            waiting=_("waiting 4 days for the age inquiry"),
        ),
        Task(
            reference="LINDE-1183",
            url="#",
            asked=_("Give feedback to the reporter"),
            status="late",
            due=now - timedelta(hours=5),
            owner="CoMensha",
        ),
        Task(reference="ELS-0017", url="#", asked=_("Hear the guardian"), status="in_time", due=now.date()),
        Task(reference="ELS-0018", url="#", asked=_("Renew the measure"), status="lapsed"),
    ]


def entries(now):
    """Facts, somebody's reading of them, and something that was taken back."""
    return [
        TimelineEntry(
            title=_("Person taken aside during a check at a greenhouse"),
            happened=now - timedelta(days=9, hours=4),
            recorded=now - timedelta(days=9),
            certainty=_("established"),
            by=_("Labour inspectorate"),
            track=_("Protection"),
            note=_("Seven people slept in one room. Passports lay in the office of the employer."),
        ),
        TimelineEntry(
            title=_("May be forced to work to pay off a debt"),
            happened=now - timedelta(days=8),
            recorded=now - timedelta(days=8),
            is_interpretation=True,
            by=_("Labour inspectorate"),
            track=_("Protection"),
        ),
        TimelineEntry(
            title=_("Recruited in the country of origin"),
            happened=read_partial_moment(_("spring 2026"), now=now),
            recorded=now - timedelta(days=7),
            certainty=_("claimed"),
            by=_("Police, basic team"),
        ),
        TimelineEntry(
            title=_("Placed in a shelter"),
            happened=now - timedelta(days=6),
            recorded=now - timedelta(days=5),
            is_withdrawn=True,
            by="CoMensha",
        ),
    ]


def facts(now):
    """Terms and values of a dossier's top bar."""
    return [
        (_("Age now"), _("16 years")),
        (_("Age at the start"), _("15 years (estimate)")),
        (_("Guardian"), _("none yet, asked on 12 March")),
        (_("Languages"), "Tigrinya (ትግርኛ), العربية"),
    ]


def tabs():
    return [
        NavItem(_("Overview"), "?tab=overview", is_current=True),
        NavItem(_("Tracks and steps"), "?tab=tracks", count=5),
        NavItem(_("Timeline"), "?tab=timeline", count=23),
        NavItem(_("Documents"), "?tab=documents"),
    ]
