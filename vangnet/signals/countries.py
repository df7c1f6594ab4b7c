"""Nationalities as codes of two letters, with the names that the locale data give them."""

from functools import cache

from babel import Locale

# Codes that stand for a group, a reserve or a made-up place, and no country that gives a nationality.
_NO_COUNTRY = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
STATELESS = "xx"
_STATELESS = {"nl": "Staatloos", "en": "Stateless"}


@cache
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """Every nationality with its name, in the order of the names, and stateless as the last."""
    known = Locale.parse(language).territories
    found = [(code, name) for code, name in known.items() if code.isalpha() and len(code) == 2]
    named = [(code.lower(), str(name)) for code, name in found if code not in _NO_COUNTRY]
    return (*sorted(named, key=lambda one: one[1].casefold()), (STATELESS, _STATELESS[language]))
