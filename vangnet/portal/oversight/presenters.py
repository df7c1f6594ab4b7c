"""What the pages for oversight show, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vangnet.access import activities, notice_words
from vangnet.access.categories import DataCategory
from vangnet.access.models import Account, AuditEntry, Disclosure, Notice
from vangnet.access.roles import Purpose
from vangnet.access.unusual.model import Finding, RuleSet
from vangnet.cases.presenters import words
from vangnet.core.clock import AMSTERDAM
from vangnet.portal.act_words import ACTS
from vangnet.portal.presenters import PURPOSES

HIDDEN_NAMES = ("shelter",)  # the name of a shelter can tell where somebody sleeps


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the trail in words, with its dossier for who may see that."""

    moment: datetime
    who: str
    what: str
    purpose: str
    outcome: str
    reason: str = ""
    dossier: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Something unusual: a heading, what happened, and what to ask."""

    title: str
    who: str
    moment: datetime
    sentence: str
    ask: str
    url: str


@dataclass(frozen=True, slots=True)
class Look:
    """On one day, by one organisation, for one kind of work: how often."""

    day: date
    organisation: str
    activity: str
    purpose: str
    times: str


@dataclass(frozen=True, slots=True)
class Told:
    """A notice in words."""

    moment: datetime
    sentence: str
    url: str
    link: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """A disclosure in words."""

    moment: datetime
    giver: str
    receiver: str
    ground: str
    what: str
    how: str
    until: datetime | None


def act_name(code: str) -> str:
    """What somebody did, in words; an act that has none shows its code."""
    return str(ACTS[code]()) if code in ACTS else code


def lines(
    entries: Iterable[AuditEntry], dossiers: Mapping[UUID | None, tuple[str, str]] | None = None
) -> list[Line]:
    """Lines of the trail as people say them."""
    return [_line(entry, (dossiers or {}).get(entry.dossier_id)) for entry in entries]


def _line(entry: AuditEntry, dossier: tuple[str, str] | None) -> Line:
    return Line(
        moment=entry.moment,
        who=str(entry.account or _("the system")),
        what=act_name(entry.act),
        purpose=str(PURPOSES[Purpose(entry.purpose)]()),
        outcome=str(entry.get_outcome_display()),
        reason=entry.reason,
        dossier=dossier[0] if dossier else "",
        url=reverse("cases:overview", args=[dossier[1]]) if dossier else "",
    )


def questions(
    rules: RuleSet, found: Iterable[Finding], people: Iterable[Account], language: str
) -> list[Question]:
    """Findings as questions, with the lines that they came from one click away."""
    known = {str(one.pk): one for one in people}
    return [_question(rules, one, known.get(one.who), language) for one in found]


def _question(rules: RuleSet, finding: Finding, person: Account | None, language: str) -> Question:
    rule, day = rules.rules[finding.rule], finding.moment
    on = f"{day.day}-{day.month}-{day.year}"
    query = {"account": person.username if person else "", "since": on, "until": on}
    return Question(
        title=rule.title[language],
        who=person.display_name if person else _("somebody who no longer works here"),
        moment=finding.moment,
        sentence=rule.sentence(finding, language),
        ask=rule.ask[language],
        url=reverse("oversight:trail", query=query),
    )


def looks(entries: Iterable[AuditEntry], language: str) -> list[Look]:
    """Who looked, by day, organisation and kind of work; staff are not named."""
    counted: dict[tuple[date, str, str], int] = {}
    for entry in entries:
        key = (entry.moment.astimezone(AMSTERDAM).date(), _organisation(entry), entry.activity)
        counted[key] = counted.get(key, 0) + 1
    return [_look(*key, times, language) for key, times in counted.items()]


def _look(day: date, organisation: str, identifier: str, times: int, language: str) -> Look:
    activity = activities.by_identifier(identifier) or activities.activity_of("dossier.read")
    said = ngettext("%(count)d time", "%(count)d times", times) % {"count": times}
    return Look(day, organisation, activity.name[language], activity.purpose[language], said)


def _organisation(entry: AuditEntry) -> str:
    if entry.organisation is None:
        return _("the system itself")
    kind = words.party_name(entry.organisation.party)
    if entry.organisation.party in HIDDEN_NAMES:
        return str(kind)
    return f"{entry.organisation.name} ({kind})"


def notices(
    told: Iterable[Notice],
    dossiers: Mapping[UUID | None, tuple[str, str]],
    signals: Mapping[UUID | None, tuple[str, str]],
) -> list[Told]:
    """Notices in words, with the page that each is about: the signal or the dossier itself for who may open it."""
    return [_told(one, dossiers.get(one.dossier_id), signals.get(one.dossier_id)) for one in told]


def _told(notice: Notice, dossier: tuple[str, str] | None, signal: tuple[str, str] | None) -> Told:
    page = notice_words.words_of(notice.code).page
    url = reverse(page) if page else ""
    link = _("Look at it") if page else ""
    if signal:
        url, link = reverse("signals:signal", args=[signal[1]]), signal[0]
    elif dossier and not page:
        url, link = reverse("cases:overview", args=[dossier[1]]), dossier[0]
    is_new = not getattr(notice, "is_read", True)
    return Told(notice.moment, notice_words.say(notice.code, notice.about), url, link, is_new)


def shared(found: Iterable[Disclosure]) -> list[Shared]:
    """Disclosures in words."""
    return [
        Shared(
            moment=one.moment,
            giver=one.giver,
            receiver=str(one.receiver),
            ground=words.ground_name(one.ground),
            what=", ".join(_category(code) for code in one.categories) or _("only where it stands"),
            how=str(one.get_kind_display()),
            until=one.until,
        )
        for one in found
    ]


def _category(code: str) -> str:
    known = {category.value: category for category in DataCategory}
    return str(known[code].label) if code in known else code
