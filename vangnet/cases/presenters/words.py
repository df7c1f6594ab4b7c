"""What things in a dossier are called on the screen, in the language of the reader."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from vangnet.cases import events
from vangnet.cases.models import TrackKind
from vangnet.cases.queries.lawful import grounds
from vangnet.cases.standing import ADULT, grown
from vangnet.core.clock import AMSTERDAM
from vangnet.design.partial_dates import PRECISIONS, PartialMoment
from vangnet.design.wording import moment_in_words
from vangnet.persons.models import PersonLink
from vangnet.protocol import catalogue
from vangnet.protocol.engine.model import FactType, Step
from vangnet.protocol.engine.wording import Explainer
from vangnet.protocol.facts import UNKNOWN, Certainty
from vangnet.protocol.histories import KnownFact
from vangnet.protocol.models import LogEntry

REASON_ENDS = "\n\n"
DESCRIBED = ("age", "origin", "form_of_exploitation")


def language() -> str:
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def explainer() -> Explainer:
    return Explainer(catalogue.current().corpus, language())


def ground_name(code: str) -> str:
    """A ground in words; what was written before there was a list stays as it was written."""
    known = grounds().get(code)
    return known[language()] if known else code


def said(wording: Mapping[str, str], code: str = "") -> str:
    return catalogue.words(wording, language(), code)


def step_name(code: str) -> str:
    event = events.ALL.get(code)
    return str(event.label) if event else catalogue.current().step_label(code, language())


def step_doers(step: Step) -> str:
    return listed(party_name(code) for code in step.by)


def party_name(code: str) -> str:
    return catalogue.current().party_name(code, language())


def listed(names: Iterable[str]) -> str:
    """Names of which one will do: "police, KMar or the inspectorate"."""
    found = list(names)
    if len(found) < 2:
        return "".join(found)
    return _("%(names)s or %(last)s") % {"names": ", ".join(found[:-1]), "last": found[-1]}


def fact_name(code: str) -> str:
    return {
        events.ORGANISATION: _("Organisation"),
        events.TRACK: _("Track"),
        events.LINK: _("Kind of link"),
        events.SIGNAL: _("Signal"),
    }.get(code) or catalogue.current().fact_label(code, language())


def fact_question(kind: FactType) -> str:
    return said(kind.question) if kind.question else fact_name(kind.code)


def fact_value(code: str, value: object, organisations: Mapping[str, str] | None = None) -> str:
    """A value as people say it; codes of organisations become names."""
    if value is None or value == UNKNOWN:
        return _("unknown")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if code in (events.ORGANISATION, events.TRACK, events.LINK):
        return _administrative(code, str(value), organisations or {})
    known = catalogue.current().corpus.facts.get(code)
    if known is None:
        return str(value)
    if value in known.value_labels:
        return said(known.value_labels[str(value)])
    if known.kind == "date":
        return moment_in_words(date.fromisoformat(str(value)))
    return _("%(years)s years") % {"years": value} if known.kind == "years" else str(value)


def _administrative(code: str, value: str, organisations: Mapping[str, str]) -> str:
    if code == events.ORGANISATION:
        return organisations.get(value, value)
    return track_name(value) if code == events.TRACK else str(PersonLink.Kind(value).label)


def certainty_name(certainty: str) -> str:
    return {
        Certainty.CLAIMED: pgettext("certainty", "claimed"),
        Certainty.ESTABLISHED: pgettext("certainty", "established"),
        Certainty.DISPUTED: pgettext("certainty", "disputed"),
    }[Certainty(certainty)]


def certainty_of(value: object, certainty: str) -> str:
    """How certain a value is; of what nobody knows there is nothing to be certain about."""
    return "" if value is None or value == UNKNOWN else certainty_name(certainty)


def track_name(kind: str) -> str:
    return str(TrackKind(kind).label) if kind in TrackKind.values else kind


def group(age: object, origin: object, form: object) -> str:
    """A person in a few words that name nobody: age class, origin, form of exploitation; what is unknown is said."""
    return " · ".join([age_class(age), _origin(origin), _form(form)])


def described(facts: Mapping[str, KnownFact], at: datetime) -> str:
    """The same for facts as they stand at a moment; a disputed fact counts as unknown, and people grow older."""
    certain = {code: facts[code] for code in DESCRIBED if code in facts and facts[code].is_certain}
    age, origin, form = (certain[code].value if code in certain else None for code in DESCRIBED)
    return group(grown(age, certain["age"].since, at) if "age" in certain else None, origin, form)


def age_class(age: object) -> str:
    if not isinstance(age, int):
        return _("age unknown")
    return _("minor") if age < ADULT else _("adult")


def _origin(origin: object) -> str:
    if origin in (None, "", UNKNOWN):
        return _("origin unknown")
    return {
        "nl": _("Dutch"),
        "eu": _("from another EU country"),
        "third_country": _("from outside the EU"),
    }.get(str(origin), str(origin))


def _form(form: object) -> str:
    if form in (None, "", UNKNOWN):
        return _("form of exploitation unknown")
    return fact_value("form_of_exploitation", form).lower()


def happened(entry: LogEntry) -> PartialMoment:
    """When an event happened, as precisely as somebody knew it."""
    precision = next(one for one in PRECISIONS if one == entry.precision)
    start, end = _here(entry.occurred_from), _here(entry.occurred_to)
    return PartialMoment(start, end, precision, entry.occurred_text)


def explained(entry: LogEntry) -> tuple[str, str]:
    """Why an event took the place of another, and its own note; both are kept in the note, the reason first."""
    if not (entry.corrects_id or entry.retracts_id):
        return "", entry.note
    reason, _gap, note = entry.note.partition(REASON_ENDS)
    return reason, note


def typed(entry: LogEntry) -> PartialMoment:
    """The same, in words that mean the same moment when they are read again on another day."""
    moment = happened(entry)
    forms = {"exact": "%d-%m-%Y %H:%M:%S", "minute": "%d-%m-%Y %H:%M", "day": "%d-%m-%Y"}
    if moment.earliest is None or moment.precision not in forms:
        return moment
    return replace(moment, text=moment.earliest.strftime(forms[moment.precision]))


def _here(moment: datetime | None) -> datetime | None:
    return moment.astimezone(AMSTERDAM) if moment else None


def moment(seconds: float | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds is not None else None
