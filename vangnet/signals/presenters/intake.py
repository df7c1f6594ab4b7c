"""What the pages of the intake say: how far each section is, and every answer in words."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vangnet.access import decisions
from vangnet.access.categories import DataCategory
from vangnet.access.verdicts import NotAllowed
from vangnet.design.forms import UNKNOWN
from vangnet.signals import catalogue, choices, routes, sections
from vangnet.signals.answers import Answer
from vangnet.signals.rules import intake as rules
from vangnet.signals.rules import routing
from vangnet.signals.rules.intake import Progress

KINDS = {
    Progress.TO_DO: ("neutral", lambda: _("To do")),
    Progress.BUSY: ("info", lambda: _("In progress")),
    Progress.READY: ("ok", lambda: _("Ready")),
    Progress.LEFT: ("neutral", lambda: _("Does not apply")),
}


@dataclass(frozen=True)
class Task:
    """One section in the list of tasks."""

    title: str
    lead: str
    url: str
    state: str
    kind: str
    because: str
    is_minimum: bool


@dataclass(frozen=True)
class Part:
    """One section on the page on which everything is checked."""

    title: str
    url: str
    rows: list
    lists: list
    because: str


@dataclass(frozen=True)
class Line:
    """A fact or a person in the list of a section."""

    number: int
    title: str
    rows: list
    url: str
    asks_adult: bool


def tasks(draft, content):
    return [_task(draft, content, section) for section in sections.SECTIONS]


def _task(draft, content, section):
    kind, label = KINDS[rules.progress(content, section)]
    return Task(
        title=section.title,
        lead=section.lead,
        url=section_url(draft, section),
        state=label(),
        kind=kind,
        because=content.get("left", {}).get(section.code, ""),
        is_minimum=section.code == "persons",
    )


def section_url(draft, section):
    return reverse("signals:intake_section", args=[draft.address, section.code])


def line_url(draft, section, number):
    return reverse("signals:intake_line", args=[draft.address, section.code, number])


def parts(draft, content):
    """Everything that was filled in, section by section, with the way to change it."""
    return [_part(draft, content, section) for section in sections.SECTIONS]


def _part(draft, content, section):
    because = content.get("left", {}).get(section.code, "")
    shown = [] if because else said(section.questions, rules.answers(content, section))
    return Part(section.title, section_url(draft, section), shown, lines(draft, content, section), because)


def lines(draft, content, section):
    """The facts or persons of a section, each with what was said about it."""
    return [
        Line(
            number=number,
            title=_title(section, number),
            rows=said((*section.questions, sections.ADULT_BEHIND), line),
            url=line_url(draft, section, number),
            asks_adult=rules.asks_adult(line) and not rules.is_answered(line.get("adult_behind")),
        )
        for number, line in enumerate(rules.lines(content, section), 1)
    ]


def _title(section, number):
    if section.repeats == "person":
        return _("Person %(number)d") % {"number": number}
    return _("Fact %(number)d") % {"number": number}


def said(questions, given):
    """Pairs of question and answer in words; questions without an answer are left out."""
    asked = [(one, given.get(one.code)) for one in questions]
    return [(one.label, worded(one, value)) for one, value in asked if rules.is_answered(value)]


def worded(question, value):
    """One answer in words."""
    if value == UNKNOWN or value == [UNKNOWN]:
        return _("Not known")
    if question.kind == "moment":
        return value["text"] or _("Not known")
    if question.kind == "yes_no":
        return pgettext("answer", "Yes") if value else pgettext("answer", "No")
    if question.kind == "answer":
        return Answer(value).label
    if question.code == "indicators":
        return "; ".join(_indicator(code) for code in value)
    if question.list and question.list != "region":
        listed = dict(choices.of(question.list))
        return ", ".join(
            str(listed.get(code, code)) for code in (value if isinstance(value, list) else [value])
        )
    return str(value)


def _indicator(code):
    known = catalogue.current().indicators.get(code)
    return known.says(choices.language()) if known else code


def missing(draft, content):
    """What a good report would have as well, with the way to it."""
    found = []
    for one in rules.missing(content):
        url = line_url(draft, one.section, one.number) if one.number else section_url(draft, one.section)
        title = (
            f"{_title(one.section, one.number)}: {one.question.label}" if one.number else one.question.label
        )
        found.append((one.section.title, title, url))
    return found


def who_saw_it(origin):
    """Who saw it first and on which ground it was given, as rows; nothing when that was not told."""
    if origin is None:
        return []
    rows = [(_("Who saw it?").rstrip("?"), origin.get_signaller_display())]
    if origin.signaller_about:
        rows.append((_("Which organisation or function?").rstrip("?"), origin.signaller_about))
    if origin.ground:
        known = dict(choices.of("ground"))
        rows.append((pgettext("legal", "Ground"), known.get(origin.ground, origin.ground)))
    return rows


@dataclass(frozen=True)
class Destination:
    """Which organisation gets a report and why, and what the sharing rules say about the ground that was chosen."""

    name: str
    why: str
    rules_say: str = ""
    source: str = ""


def goes_to(actor, report):
    """Where a report goes."""
    try:
        desk = routing.desk_for(actor, report)
    except NotAllowed as refusal:
        return Destination("", str(refusal.verdict.reason))
    spoken = choices.language()
    why = routes.current().route(desk.rule).says[spoken]
    ground = report.also.get("ground", "")
    if not ground or desk.organisation == actor.organisation:
        return Destination(desk.organisation.name, why)
    answer = decisions.may_share(
        actor, receiver=desk.organisation, category=DataCategory.SIGNAL, ground=ground, purpose=actor.purpose
    )
    return Destination(desk.organisation.name, why, answer.says(spoken), answer.source)


def sheet():
    """Every question with its possible answers, for paper."""
    return [
        {
            "title": section.title,
            "lead": section.lead,
            "repeats": section.repeats,
            "questions": [
                {"label": one.label, "help": one.help, "options": _options(one), "room": one.kind == "long"}
                for one in _of_sheet(section)
            ],
        }
        for section in sections.SECTIONS
    ]


def _of_sheet(section):
    return (*section.questions, sections.ADULT_BEHIND) if section.repeats == "person" else section.questions


def _options(question):
    if question.kind in ("yes_no", "answer"):
        known = [pgettext("answer", "Yes"), pgettext("answer", "No"), _("Not known")]
        return [*known, Answer.NOT_SAID.label] if question.kind == "answer" else known
    if question.kind == "years":
        return [_("Not known")]
    if question.list in ("nationality", "region", "indicators", "ground", ""):
        return [_("Not known")] if question.is_minimum else []
    known = [label for _code, label in choices.of(question.list)]
    return [*known, _("Not known")] if question.is_minimum else known
