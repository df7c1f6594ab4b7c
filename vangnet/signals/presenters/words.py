"""What things about a signal are called on the screen, in the language of the reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from vangnet.access.kinds import of as kind_of
from vangnet.core.clock import AMSTERDAM
from vangnet.protocol import catalogue
from vangnet.signals import choices, nationalities, routes, terms
from vangnet.signals.answers import Answer, Hardness, Known, Urgency
from vangnet.signals.models import INVESTIGATION_LABELS, STATE_LABELS, Signal, SignalText
from vangnet.signals.queries.signals import RouteProposal
from vangnet.signals.rules import handling
from vangnet.signals.states import Investigation, SignalState

FORM_FACT = "form_of_exploitation"
# Codes of answers that name nothing; alone on a line their words would not say what is unknown.
UNSAID = ("", "unknown", "not_said")
# What a reporter hears, in plain words: nothing about how it is weighed or by whom.
FOR_REPORTER = {
    SignalState.RECEIVED: lambda: _("received, and somebody will look at it"),
    SignalState.OWNED: lambda: _("somebody is looking at it"),
    SignalState.ASKED: lambda: _("there is a question for you"),
    SignalState.PARKED: lambda: _("kept, and looked at again later"),
    SignalState.INVESTIGATED: lambda: _("somebody is looking at it"),
    SignalState.REGISTERED: lambda: _("somebody gets help or protection because of it"),
    SignalState.CLOSED: lambda: _("closed"),
}
DANGERS = {
    Answer.YES: lambda: _("danger now"),
    Answer.NO: lambda: _("no danger now"),
    Answer.UNKNOWN: lambda: _("danger not known"),
    Answer.NOT_SAID: lambda: _("danger not said"),
}


def language() -> str:
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def said(wording: Mapping[str, str], code: str = "") -> str:
    return catalogue.words(wording, language(), code)


def page_of(signal: Signal) -> str:
    """The address of the page of a signal."""
    return reverse("signals:signal", args=[signal.address])


def maybe(name: str, *values: object) -> str:
    """The address of a page that another part of the product may have; empty when it has not."""
    try:
        return reverse(name, args=values)
    except NoReverseMatch:
        return ""


def state(signal: Signal) -> str:
    """Where a signal stands, with what became of an investigation."""
    if signal.investigation and signal.state == SignalState.INVESTIGATED:
        return investigation(signal.investigation)
    return state_name(signal.state)


def state_name(code: str) -> str:
    return str(STATE_LABELS[SignalState(code)])


def state_for_reporter(signal: Signal) -> str:
    return FOR_REPORTER[handling.state_to_tell(signal)]()


def investigation(code: str) -> str:
    return str(INVESTIGATION_LABELS[Investigation(code)])


def form_name(code: str) -> str:
    """A form of exploitation as the agreements call it."""
    known = catalogue.current().corpus.facts.get(FORM_FACT)
    if known is not None and code in known.value_labels:
        return said(known.value_labels[code], code)
    return pgettext("form of exploitation", "unknown") if code in ("", "unknown") else code.replace("_", " ")


def reporter_type(code: str) -> str:
    known = terms.current().reporters.get(code)
    return said(known.name, code) if known else code.replace("_", " ")


def reason(code: str, of: str = "") -> str:
    """A coded reason in words; without its list the first list that holds it."""
    lists = terms.current().reasons
    for name in [of] if of else lists:
        if code in lists.get(name, {}):
            return said(lists[name][code].words, code)
    return code.replace("_", " ")


def level(code: str) -> str:
    """What a reporter may be told, in words."""
    known = terms.current().levels.get(code)
    return said(known.words, code) if known else code


def route_reason(code: str) -> str:
    """Why a signal goes to somebody: the sentence of the route, or what somebody chose."""
    known = routes.current().route(code)
    if code == "other":
        return _("for another reason")
    return said(known.says, code) if known else reason(code)


def route_reasons() -> list[tuple[str, str]]:
    """Every reason for which a signal can go to somebody, in words."""
    return [(one.code, said(one.says, one.code)) for one in routes.current().routes]


def kinds(codes: Iterable[str]) -> str:
    """Kinds of organisation of which one will do, in words."""
    *most, last = [kind_of(code).name(language()) for code in codes]
    return _("%(kinds)s or %(last)s") % {"kinds": listed(most), "last": last} if most else last


def age_class(signal: Signal) -> str:
    if signal.has_minor == Answer.YES:
        return _("a child")
    return _("adult") if signal.has_minor == Answer.NO else _("age unknown")


def group(signal: Signal) -> str:
    """What a signal is about in a few words that name nobody."""
    known = [form_name(code).lower() for code in signal.forms if code not in UNSAID]
    forms = listed(known) or _("form of exploitation unknown")
    return " · ".join(part for part in (age_class(signal), forms, signal.region) if part)


def listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def priority_reasons(signal: Signal) -> list[str]:
    """Why a signal stands where it stands, the strongest reason first."""
    reasons = []
    if signal.danger == Answer.YES:
        reasons.append(_("danger now"))
    elif signal.urgency == Urgency.NOW:
        reasons.append(urgency(signal.urgency))
    if signal.has_minor == Answer.YES:
        reasons.append(_("about a child"))
    if signal.urgency == Urgency.SOON and signal.danger != Answer.YES:
        reasons.append(urgency(signal.urgency))
    if signal.weight:
        reasons.append(
            ngettext("%(count)d point", "%(count)d points", signal.weight) % {"count": signal.weight}
        )
    if signal.cluster:
        reasons.append(_("belongs with other signals"))
    return reasons


def hardness(code: str) -> str:
    return str(Hardness(code).label) if code in Hardness.values else code


def hardness_said(code: str) -> str:
    """How hard a text is, so that it can stand alone."""
    return _("not known how hard") if code in UNSAID else hardness(code)


def source_said(code: str) -> str:
    """Where a text came from, so that it can stand alone."""
    return _("source not known") if code in UNSAID else str(SignalText.Source(code).label)


def answer(code: str) -> str:
    """An answer in words; what was not asked says so."""
    return str(Answer(code).label) if code in Answer.values else _("not asked")


def unanswered(code: str) -> str:
    """What stands where there is no answer: not known, not said, or not asked."""
    if code == Known.NOT_SAID:
        return _("the reporter would rather not say")
    return pgettext("value", "not known") if code else _("not asked")


def nationality(code: str, answer: str) -> str:
    """A nationality by its name, or why there is none."""
    if not code:
        return unanswered(answer)
    return nationalities.name_of(code.lower(), language())


def proposal_why(one: RouteProposal) -> str:
    """Why a signal could go to an organisation."""
    return said(one.why, one.rule)


def grounds() -> list[tuple[str, str]]:
    """The grounds on which a signal can go on, in words."""
    return [(code, str(label)) for code, label in choices.of("ground")]


def urgency(code: str) -> str:
    """How soon something is needed, as whoever reported sees it."""
    known = {
        Urgency.NOW: lambda: _("needs something now"),
        Urgency.SOON: lambda: _("needs something within days"),
    }
    return known[Urgency(code)]() if code in known else ""


def danger(code: str) -> str:
    return DANGERS[Answer(code)]() if code in Answer.values else ""


def days_between(since: datetime, until: datetime) -> int:
    """How many civil days lie between two moments."""
    return (until.astimezone(AMSTERDAM).date() - since.astimezone(AMSTERDAM).date()).days
