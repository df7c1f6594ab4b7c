"""Words that anybody who knows this place would try first; a password may hold one, but has to be more than that."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Names of the system and its parties, roles and everyday words of the field, seasons and months, and the habits around them.
OWN_WORDS = (
    *(
        "vangnet",
        "mensenhandel",
        "humantrafficking",
        "trafficking",
        "doorverwijzing",
        "slachtoffer",
        "victim",
        "signaal",
    ),
    *(
        "melding",
        "aangifte",
        "bedenktijd",
        "comensha",
        "fairwork",
        "nidos",
        "politie",
        "police",
        "avim",
        "marechaussee",
    ),
    *(
        "kmar",
        "arbeidsinspectie",
        "openbaarministerie",
        "veiligthuis",
        "veiligheidshuis",
        "jeugdzorg",
        "opvang",
        "shelter",
    ),
    *(
        "gemeente",
        "coa",
        "ind",
        "ggd",
        "riec",
        "iom",
        "beheerder",
        "administrator",
        "admin",
        "hulpverlener",
        "rechercheur",
    ),
    *(
        "wachtwoord",
        "password",
        "welkom",
        "welcome",
        "geheim",
        "secret",
        "inloggen",
        "login",
        "nederland",
        "holland",
    ),
    *(
        "januari",
        "februari",
        "maart",
        "april",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ),
    *("lente", "zomer", "herfst", "winter", "spring", "summer", "autumn", "qwerty", "azerty"),
)
_OWN = re.compile("|".join(sorted(OWN_WORDS, key=len, reverse=True)))
_LEFT_AT_LEAST = 8


class MoreThanOwnWords:
    """Refuses a password of which little is left without our own words, digits and signs."""

    def validate(self, password: str, user: object = None) -> None:
        letters = "".join(sign for sign in password.casefold() if sign.isalpha())
        if _OWN.search(letters) and len(_OWN.sub("", letters)) < _LEFT_AT_LEAST:
            raise ValidationError(self.get_help_text(), code="own_words")

    def get_help_text(self) -> str:
        return _(
            "Use more than a name or word that everybody here knows, such as that of an organisation or a month."
        )
