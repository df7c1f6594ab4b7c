"""The lists that an intake and a file choose from, in one place: what stands on the screen can be written in a file as well."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models.enums import Choices
from django.utils.functional import Promise
from django.utils.translation import get_language, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from vangnet.access.sharing_rules import current as sharing_rules
from vangnet.core import clock
from vangnet.protocol import catalogue as agreements
from vangnet.signals import catalogue, terms
from vangnet.signals.answers import Answer, CareReport, Hardness, Urgency
from vangnet.signals.delivering.vocabulary import Allowed, Vocabulary, WordList
from vangnet.signals.models import Origin, SignalText
from vangnet.signals.nationalities import nationalities

Listed = list[tuple[str, str | Promise]]

LANGUAGES = ("nl", "en")
SEXES: Listed = [("female", _("woman")), ("male", _("man")), ("other", pgettext_lazy("sex", "other"))]
INDICATORS = "indicators"
FORM_FACT = "form_of_exploitation"
TAKING_PART = "part"
ORDINARY_LIST = "public"
# Whose signal list somebody gets first; any other can be chosen.
LISTS = {
    "police": "police_officer",
    "investigation": "police_officer",
    "avim": "police_officer",
    "kmar": "border_police",
    "labour_inspectorate": "labour_inspector",
    "asylum_reception": "asylum_reception",
    "detention_service": "detention",
    "return_service": "detention",
    "hospital": "nurse_or_doctor",
    "health_service": "nurse_or_doctor",
    "shelter": "shelter_worker",
    "guardian": "child_protection",
    "child_protection_board": "child_protection",
    "youth_institution": "child_protection",
    "veilig_thuis": "child_protection",
    "municipality": "municipal_desk",
    "school_attendance": "attendance_officer",
    "trade_register": "trade_register",
}
_ENUMS: dict[str, type[Choices]] = {
    "hardness": Hardness,
    "source": SignalText.Source,
    "urgency": Urgency,
    "care_report": CareReport,
    "signaller": Origin.Signaller,
    "answer": Answer,
}


def language() -> str:
    """The language of the reader."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def of(name: str) -> Listed:
    """A list by its name: codes with words in the language of the reader."""
    if name in _ENUMS:
        return list(_ENUMS[name].choices)
    return _made(name)


def _made(name: str) -> Listed:
    spoken = language()
    if name == "sex":
        return SEXES
    if name == "nationality":
        return list(nationalities(spoken))
    if name == "forms":
        fact = agreements.current().corpus.facts[FORM_FACT]
        return [
            (code, agreements.words(fact.value_labels.get(code, {}), spoken, code)) for code in fact.values
        ]
    if name == "setting":
        return [(code, words[spoken]) for code, words in catalogue.current().settings.items()]
    if name == "reporter_type":
        return [(code, one.name[spoken]) for code, one in terms.current().reporters.items()]
    if name == "ground":
        rules = sharing_rules().on(clock.today())
        known = rules.grounds.items() if rules else ()
        return [(code, getattr(one.name, spoken)) for code, one in known if one.sort != TAKING_PART]
    raise LookupError(f"There is no list '{name}'.")


def list_of(party: str) -> str:
    """The signal list that people of a kind of organisation get first."""
    wanted = LISTS.get(party, ORDINARY_LIST)
    return wanted if wanted in catalogue.current().signal_lists else ORDINARY_LIST


def vocabulary(names: Iterable[str]) -> Vocabulary:
    """The words with which something in these lists can be written in a file, in both languages and as its code."""
    lists = {name: WordList(tuple(_allowed(name))) for name in names}
    counted = (one for one in catalogue.current() if one.type != catalogue.IndicatorType.PROFILE)
    lists[INDICATORS] = WordList(tuple(Allowed(one.code, one.words) for one in counted))
    return Vocabulary(lists, language=language())


def _allowed(name: str) -> Iterable[Allowed]:
    said: dict[str, dict[str, str]] = {}
    for spoken in LANGUAGES:
        with override(spoken):
            for code, label in of(name):
                said.setdefault(code, {})[spoken] = str(label)
    return (Allowed(code, words) for code, words in said.items())
