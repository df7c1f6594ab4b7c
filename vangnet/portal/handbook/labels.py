"""The names of things in the language of the page: parties, steps, facts, phases, kinds of ground."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from vangnet.access import sources
from vangnet.protocol.catalogue import words
from vangnet.protocol.engine.model import Corpus
from vangnet.protocol.engine.moments import local

PHASES: Mapping[str, Promise] = {
    "signalling": gettext_lazy("Signalling"),
    "registration": gettext_lazy("Registration"),
    "protection": gettext_lazy("Protection"),
    "residence": gettext_lazy("Right of residence"),
    "shelter": gettext_lazy("Shelter"),
    "criminal_case": gettext_lazy("Criminal case"),
    "aftercare_or_return": gettext_lazy("After-care or return"),
}
KINDS: Mapping[str, Promise] = {
    "duty": gettext_lazy("Duty"),
    "right": gettext_lazy("Right"),
    "period": gettext_lazy("Period"),
    "prohibition": gettext_lazy("Prohibition"),
    "requirement": gettext_lazy("Requirement"),
}
GROUND_KINDS: Mapping[str, Promise] = {
    "act": gettext_lazy("Act"),
    "order": gettext_lazy("Order in council"),
    "regulation": gettext_lazy("EU regulation"),
    "policy_rule": gettext_lazy("Policy rule"),
    "instruction": gettext_lazy("Instruction of the prosecution service"),
    "treaty": gettext_lazy("Treaty"),
    "directive": gettext_lazy("EU directive"),
    "protocol": gettext_lazy("Protocol"),
    "pilot": gettext_lazy("Pilot"),
    "agreement": gettext_lazy("Agreement of the chain, not law"),
}
REGIMES: Mapping[str, Promise] = {
    "wpg": gettext_lazy("Police data (Wpg)"),
    "wjsg": gettext_lazy("Criminal-justice data (Wjsg)"),
    "avg": gettext_lazy("Personal data (GDPR)"),
    "avg_medical": gettext_lazy("Personal data under professional secrecy"),
    "none": gettext_lazy("A person, not an organisation"),
}


class Labels:
    """The labels of one set of agreements in one language."""

    def __init__(self, corpus: Corpus, language: str = "") -> None:
        self.corpus = corpus
        self.language = language or ("en" if (get_language() or "nl").startswith("en") else "nl")

    def of(self, wording: Mapping[str, str]) -> str:
        """Give a wording, with the documents that it names as a reader knows them."""
        return sources.in_prose(words(wording, self.language), self.language)

    def party(self, code: str) -> str:
        """Give the name of a party."""
        party = self.corpus.parties.get(code)
        return words(party.name if party else {}, self.language, code)

    def parties(self, codes: Iterable[str], last: str = "or") -> str:
        """Give the names of several parties in one line."""
        return listed([self.party(code) for code in codes], last)

    def step(self, code: str) -> str:
        """Give the label of a step."""
        step = self.corpus.steps.get(code)
        return words(step.label if step else {}, self.language, code)

    def steps(self, codes: Iterable[str], last: str = "or") -> str:
        """Give the labels of several steps in one line."""
        return listed([quoted(self.step(code)) for code in codes], last)

    def fact(self, code: str) -> str:
        """Give the label of a fact."""
        fact = self.corpus.facts.get(code)
        return words(fact.label if fact else {}, self.language, code)

    def question(self, code: str) -> str:
        """Give the question behind a fact, or its label when it has none."""
        fact = self.corpus.facts.get(code)
        return words(fact.question, self.language) if fact and fact.question else self.fact(code)

    def value(self, code: str, value: object) -> str:
        """Say the value of a fact."""
        if isinstance(value, Mapping):
            value = value.get("value")
        if value is None or value == "unknown":
            return pgettext("value", "unknown")
        if isinstance(value, bool):
            return pgettext("answer", "yes") if value else pgettext("answer", "no")
        fact = self.corpus.facts.get(code)
        if fact is None:
            return str(value)
        if fact.kind == "years":
            return _("%(number)s years") % {"number": value}
        if fact.kind == "date" and isinstance(value, str):
            return self.day(date.fromisoformat(value[:10]))
        label = fact.value_labels.get(str(value))
        return words(label or {}, self.language, str(value))

    def day(self, value: date) -> str:
        """Say a day."""
        return date_format(value, "j F Y", use_l10n=False)

    def moment(self, value: float | datetime) -> str:
        """Say a moment of the engine with day and time."""
        when = value if isinstance(value, datetime) else local(value)
        return f"{self.day(when.date())} {when:%H:%M}"


def quoted(text: str) -> str:
    """Put a label between quotation marks, as a sentence needs it."""
    return pgettext("quoted label", "“%(label)s”") % {"label": text}


def listed(parts: list[str], last: str = "or") -> str:
    """Join names with commas and a last word."""
    word: Callable[[], str] = {"or": lambda: _(" or "), "and": lambda: _(" and ")}[last]
    return word().join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)
