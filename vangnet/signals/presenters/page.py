"""The page of one signal: facts apart from readings, who it is about, who owns it, what each organisation makes of it, what is next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from vangnet.access.actors import Actor
from vangnet.access.roles import Permission
from vangnet.design.partial_dates import PRECISIONS, PartialMoment, Precision
from vangnet.design.rows import TimelineEntry
from vangnet.design.wording import moment_in_words
from vangnet.signals.answers import Answer, CareReport, Urgency
from vangnet.signals.models import Assessment, Handover, Signal, SignalText
from vangnet.signals.presenters import acts, timeline, words
from vangnet.signals.presenters.acts import ActLink
from vangnet.signals.presenters.asked import Asked, asked
from vangnet.signals.presenters.intake import who_saw_it
from vangnet.signals.presenters.persons import PersonCard, person_card
from vangnet.signals.queries.intake import origin as origin_of
from vangnet.signals.queries.page import ReadSignal
from vangnet.signals.queries.texts import ReadText
from vangnet.signals.states import Investigation, OfferState, SignalState

Kind = SignalText.Kind
FACTS = (Kind.SEEN, Kind.PERSON_IDENTITY)
AROUND = (Kind.ALREADY_DONE, Kind.SAFETY, Kind.REPORTER_CONTACT)
TALKS = (Kind.QUESTION, Kind.ANSWER, Kind.ADDITION, Kind.FEEDBACK)
# Numbers in what was seen may be of whoever exploits: nobody should call those by a slip of the thumb.
TO_CALL = (Kind.SAFETY, Kind.REPORTER_CONTACT)
UNKNOWN_WHEN: Precision = "unknown"
FINDING_KINDS = {"indications": "warning", "no_indications": "ok", "undecided": "doubt"}
URGENCY_KINDS = {Urgency.NOW: "error", Urgency.SOON: "warning"}


@dataclass(frozen=True, slots=True)
class TextLine:
    """One text of a signal: what kind, how hard, where it came from; without text it was destroyed."""

    kind: str
    text: str | None
    about: list[str]
    written: datetime
    by: str
    is_interpretation: bool
    can_be_called: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """What one organisation made of a signal."""

    organisation: str
    finding: str
    kind: str
    basis: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """An organisation that could take a signal over, why, on which ground, and where to offer it."""

    name: str
    why: str
    ground: str
    url: str


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer that waits for an answer."""

    giver: str
    receiver: str
    why: str
    answer_before: datetime


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An offer that was answered."""

    what: str
    moment: datetime
    reason: str


@dataclass(frozen=True)
class SignalPage:
    """One signal as somebody sees it; its parts are worked out when a template asks for them."""

    read: ReadSignal
    actor: Actor
    now: datetime
    links: Sequence[ActLink] = field(default_factory=tuple)

    @property
    def signal(self) -> Signal:
        return self.read.signal

    @property
    def title(self) -> str:
        return self.signal.reference

    @property
    def trail(self) -> list[tuple[str, str]]:
        return [(_("Signals"), reverse("signals:inbox"))]

    @property
    def group(self) -> str:
        return words.group(self.signal)

    @property
    def reads(self) -> bool:
        """Whether the reader sees more than that it is offered."""
        return self.read.may_read

    @property
    def is_worked(self) -> bool:
        """Whether the reader sees how it is handled."""
        return self.read.sees_progress

    @property
    def plain_state(self) -> str:
        """Where it stands in plain words, for who reads it and does not work with it."""
        return "" if self.is_worked or not self.reads else words.state_for_reporter(self.signal)

    @property
    def badges(self) -> list[tuple[str, str]]:
        signal = self.signal
        found = [(words.state(signal), "info")]
        if signal.urgency in URGENCY_KINDS:
            found.append((words.urgency(signal.urgency), URGENCY_KINDS[Urgency(signal.urgency)]))
        if signal.danger:
            found.append((words.danger(signal.danger), "error" if signal.danger == Answer.YES else "neutral"))
        if signal.is_group:
            found.append((_("one situation, many people"), "neutral"))
        return found

    @property
    def asked(self) -> list[Asked]:
        """What it asks of the reader, and before when."""
        return asked(self.read, self.actor)

    @property
    def urgent(self) -> str:
        """What must be looked at before anything else."""
        if not self.is_worked:
            return ""
        young = any(one.age is not None and one.age < 12 for one in self.read.persons)
        if young and self.signal.care_report in (CareReport.NO, CareReport.UNKNOWN, ""):
            return _(
                "A child under 12 is involved and no care report is known. First see that the child is safe."
            )
        return ""

    @cached_property
    def facts(self) -> list[TextLine]:
        return self._lines(FACTS)

    @cached_property
    def readings(self) -> list[TextLine]:
        return self._lines((Kind.INTERPRETATION,))

    @cached_property
    def around(self) -> list[TextLine]:
        """What belongs to it. Of how to reach the reporter only the newest: what was said before may not be safe any more."""
        found = [one for one in self.read.texts if one.line.kind in AROUND]
        newest = [one for one in found if one.line.kind == Kind.REPORTER_CONTACT][-1:]
        return [text_line(one) for one in found if one.line.kind != Kind.REPORTER_CONTACT or one in newest]

    @cached_property
    def talks(self) -> list[TextLine]:
        return self._lines(TALKS)

    @cached_property
    def notes(self) -> list[TextLine]:
        return self._lines((Kind.NOTE,))

    def _lines(self, kinds: Iterable[str]) -> list[TextLine]:
        wanted = set(kinds)
        return [text_line(one) for one in self.read.texts if one.line.kind in wanted]

    @property
    def persons(self) -> list[PersonCard]:
        return [person_card(one) for one in self.read.persons]

    @property
    def origin(self) -> list[tuple[str, str]]:
        signal, unknown = self.signal, pgettext("value", "not known")
        body = signal.reporting_organisation
        rows = [
            (_("Kind of reporter"), words.reporter_type(signal.reporter_type)),
            (_("Reported by"), body.name if body else _("somebody without account")),
            (_("Way in"), signal.get_channel_display()),
            (_("Received"), moment_in_words(signal.received_at)),
            (_("Seen"), moment_in_words(seen(signal)) if signal.seen_text or signal.seen_from else unknown),
            (_("Region"), signal.region or unknown),
            (_("Hardness"), words.hardness(signal.hardness)),
        ]
        if signal.municipality:
            rows.insert(6, (_("Municipality"), signal.municipality))
        if signal.has_minor == Answer.YES:
            rows.append((_("Care report"), str(CareReport(signal.care_report or "unknown").label)))
        return [*who_saw_it(origin_of(self.actor, signal)), *rows]

    @property
    def timeline(self) -> list[TimelineEntry]:
        return timeline.entries(self.read.events) if self.is_worked else []

    @cached_property
    def assessments(self) -> list[View]:
        return views(self.read.assessments)

    @property
    def contradicts(self) -> str:
        """That organisations contradict each other, in a sentence."""
        return contradiction(self.signal, self.read.assessments) if self.read.contradicted else ""

    @property
    def owner_rows(self) -> list[tuple[str, str]]:
        signal = self.signal
        rows = [(_("Owner"), signal.owner.name)]
        if not self.is_worked:
            return rows
        rows.append((_("Handled by"), str(signal.handler) if signal.handler else _("nobody yet")))
        rows.append((_("Since"), moment_in_words(signal.owned_since)))
        if signal.review_on:
            rows.append((_("Look again on"), moment_in_words(signal.review_on)))
        if signal.state == SignalState.CLOSED:
            rows.append((_("Outcome"), words.reason(signal.outcome, "close")))
        if signal.basis:
            rows.append((_("Basis"), words.reason(signal.basis, "basis")))
        return rows

    @property
    def idle(self) -> str:
        """How often it went on without anything being done, when it did."""
        times = self.signal.idle_handovers if self.is_worked else 0
        if not times:
            return ""
        said = ngettext(
            "Handed over %(count)d time without anything being done in between.",
            "Handed over %(count)d times without anything being done in between.",
            times,
        )
        return said % {"count": times}

    @property
    def open_offer(self) -> Offer | None:
        offered = self.read.offer
        return _offer(offered) if offered is not None and self.is_worked else None

    @property
    def offered_to_us(self) -> Offer | None:
        offered, own = self.read.offer, self.actor.organisation
        return _offer(offered) if offered and own and offered.receiver_id == own.pk else None

    @property
    def answers(self) -> list[ActLink]:
        return acts.answers(self.links)

    @property
    def first_act(self) -> ActLink | None:
        return None if self.offered_to_us else acts.first(self.links, self.signal)

    @property
    def acts(self) -> list[ActLink]:
        return list(self.links)

    @property
    def handovers(self) -> list[OfferLine]:
        answered = [one for one in self.read.handovers if one.state != OfferState.OFFERED]
        return [_offer_line(one) for one in answered]

    @property
    def proposals(self) -> list[Proposal]:
        offers, grounds = any(one.code == "offer" for one in self.links), dict(words.grounds())
        return [
            Proposal(
                one.organisation.name,
                words.proposal_why(one),
                grounds.get(one.ground, one.ground),
                f"{reverse('signals:act', args=[self.signal.address, 'offer'])}?to={one.organisation.code}"
                if offers
                else "",
            )
            for one in self.read.proposals
        ]

    @property
    def gaps(self) -> list[tuple[str, str]]:
        """The routes that fit and lead to nobody: which kinds of organisation the agreements ask for, and why."""
        return [(words.kinds(one.to), words.said(one.says, one.code)) for one in self.read.gaps]

    @property
    def feedback_due(self) -> date | None:
        return self.signal.feedback_due

    @property
    def feedback_said(self) -> str:
        told = [one for one in self.read.texts if one.line.kind == Kind.FEEDBACK]
        if not told:
            return _("The reporter has heard nothing yet.")
        return _("Last told on %(day)s.") % {"day": moment_in_words(told[-1].line.written_at)}

    @property
    def dossier_url(self) -> str:
        """The page with the dossiers that this signal led to, for who can register from it."""
        signal, own = self.signal, self.actor.organisation
        registers = self.actor.may(Permission.HANDLE_SIGNAL) and self.actor.may(Permission.OPEN_DOSSIER)
        if signal.dossier_id is None or own is None or signal.owner_id != own.pk or not registers:
            return ""
        return words.maybe("cases:from_signal", signal.address)

    @property
    def keeping_url(self) -> str:
        """The page about how long this signal is kept and what people ask about it, for who decides in the owning organisation."""
        own = self.actor.organisation
        if own is None or self.signal.owner_id != own.pk or not self.actor.may(Permission.DECIDE_KEEPING):
            return ""
        return words.maybe("oversight_keeping:signal", self.signal.address)


def text_line(one: ReadText) -> TextLine:
    """One text in words."""
    line = one.line
    about = []
    if line.kind in (*FACTS, Kind.INTERPRETATION):
        about = [words.hardness_said(line.hardness), words.source_said(line.source)]
    return TextLine(
        kind=str(Kind(line.kind).label).capitalize(),
        text=one.text,
        about=about,
        written=line.written_at,
        by=str(line.organisation or ""),
        is_interpretation=line.kind == Kind.INTERPRETATION,
        can_be_called=line.kind in TO_CALL,
    )


def seen(signal: Signal) -> PartialMoment:
    """When it was seen, as exactly as somebody knew."""
    precision = next((one for one in PRECISIONS if one == signal.seen_precision), UNKNOWN_WHEN)
    return PartialMoment(signal.seen_from, signal.seen_until, precision, signal.seen_text)


def views(found: Sequence[Assessment]) -> list[View]:
    """What each organisation makes of it, by its name."""
    return [
        View(
            organisation=one.organisation.name,
            finding=one.get_finding_display(),
            kind=FINDING_KINDS[one.finding],
            basis=words.reason(one.basis, "basis") if one.basis else "",
            moment=one.found_at,
        )
        for one in sorted(found, key=lambda one: one.organisation.name)
    ]


def contradiction(signal: Signal, found: Sequence[Assessment]) -> str:
    """Who found indications and who found none, for who may know that; others read only that views differ."""
    yes = [one.organisation.name for one in found if one.finding == Assessment.Finding.INDICATIONS]
    no = [one.organisation.name for one in found if one.finding == Assessment.Finding.NO_INDICATIONS]
    if signal.investigation == Investigation.STARTED and signal.owner.name not in yes:
        yes.append(_("%(name)s (investigation started)") % {"name": signal.owner.name})
    if not (yes and no):
        return _("One organisation sees indications and another one sees none. The owner knows which.")
    return _("%(yes)s: indications. %(no)s: no indications.") % {
        "yes": words.listed(yes),
        "no": words.listed(no),
    }


def _offer(one: Handover) -> Offer:
    return Offer(one.giver.name, one.receiver.name, words.route_reason(one.why), one.answer_before)


def _offer_line(one: Handover) -> OfferLine:
    what = {
        OfferState.ACCEPTED: _("%(receiver)s took it over from %(giver)s"),
        OfferState.REFUSED: _("%(receiver)s did not take it over from %(giver)s"),
        OfferState.WITHDRAWN: _("%(giver)s took the offer to %(receiver)s back"),
    }[OfferState(one.state)]
    names = {"giver": one.giver.name, "receiver": one.receiver.name}
    reason = words.reason(one.reason, "refuse" if one.state == OfferState.REFUSED else "withdraw")
    return OfferLine(what % names, one.answered_at or one.offered_at, reason if one.reason else "")
