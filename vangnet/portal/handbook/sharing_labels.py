"""Words for the pages about sharing: answers, kinds of data, purposes, sides and laws."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from vangnet.access import sources
from vangnet.access.deciding import Words
from vangnet.access.deciding.wording import CATEGORY_WORDS

# Kind and icon of the badge, and the word: the shape and the word say it too, not the colour alone.
OUTCOMES: Mapping[str, tuple[str, str, Promise]] = {
    "yes": ("ok", "in_time", gettext_lazy("Yes")),
    "conditions": ("warning", "late", gettext_lazy("Yes, if")),
    "no": ("error", "overdue", gettext_lazy("No")),
    "gap": ("neutral", "lapsed", gettext_lazy("No ground")),
}
COLUMNS: Mapping[str, Promise] = {
    "progress": gettext_lazy("Steps"),
    "signal": gettext_lazy("Signal"),
    "identity": gettext_lazy("Identity"),
    "contact": gettext_lazy("Contact"),
    "shelter_location": gettext_lazy("Place of shelter"),
    "health": gettext_lazy("Health"),
    "criminal": gettext_lazy("Criminal case"),
    "investigation": gettext_lazy("Tactics"),
    "youth_care": gettext_lazy("Youth care"),
    "residence": gettext_lazy("Residence"),
    "statistics": gettext_lazy("Figures"),
}
PURPOSES: Mapping[str, Promise] = {
    "protection": gettext_lazy("protecting and helping the person"),
    "child_protection": gettext_lazy("protecting a child"),
    "registration": gettext_lazy("registration"),
    "investigation": gettext_lazy("investigation"),
    "prosecution": gettext_lazy("prosecution"),
    "residence": gettext_lazy("right of residence"),
    "return": gettext_lazy("return"),
    "administrative_approach": gettext_lazy("administrative approach of organised crime"),
    "statistics": gettext_lazy("figures"),
}
SIDES: Mapping[str, Promise] = {
    "care": gettext_lazy("Care and shelter"),
    "enforcement": gettext_lazy("Enforcement"),
    "justice": gettext_lazy("Prosecution, courts and detention"),
    "migration": gettext_lazy("Aliens chain"),
    "registration": gettext_lazy("National registration"),
    "administration": gettext_lazy("Local government and administration"),
    "professional": gettext_lazy("Professionals around the person"),
    "monitor": gettext_lazy("Monitoring"),
}
REGIMES: Mapping[str, Promise] = {
    "avg": gettext_lazy("General Data Protection Regulation"),
    "avg_medical": gettext_lazy("General Data Protection Regulation, with professional secrecy"),
    "wpg": gettext_lazy("Police Data Act"),
    "wjsg": gettext_lazy("Judicial Data Act"),
    "youth_act": gettext_lazy("Youth Act"),
    "none": gettext_lazy("Law of another country"),
}


def source_in_words(source: str) -> str:
    """A source as a reader understands it."""
    return sources.in_words(source, language())


def language() -> str:
    """The language of the page."""
    return get_language() or "nl"


def in_words(words: Words) -> str:
    """A wording of the rules in the language of the page."""
    return words(language())


def category_in_words(code: str) -> str:
    """A kind of data in the language of the page; the written handbook has no catalogue of the access package."""
    return in_words(CATEGORY_WORDS[code])
