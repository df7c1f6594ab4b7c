"""Where the pages of the handbook stand."""

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from vangnet.protocol.engine.model import Agreement


def agreement_url(name: str) -> str:
    """The page of an agreement as it is in force."""
    return reverse("portal:handbook-agreement", args=[name])


def version_url(agreement: Agreement) -> str:
    """The page of one version."""
    return reverse("portal:handbook-version", args=[agreement.name, agreement.valid_from.isoformat()])


def difference_url(name: str, older: date, newer: date) -> str:
    """The page with the difference between two versions."""
    return reverse("portal:handbook-difference", args=[name, older.isoformat(), newer.isoformat()])


def clause_anchor(kind: str, name: str) -> str:
    """The place of a clause on its page."""
    return f"{kind}-{name}".replace("_", "-")


def clause_url(agreement: Agreement, kind: str, name: str) -> str:
    """The place of a clause in its version."""
    return f"{version_url(agreement)}#{clause_anchor(kind, name)}"


def party_url(code: str) -> str:
    """The page of an organisation."""
    return reverse("portal:handbook-organisation", args=[code])


def example_url(shelf: str, name: str) -> str:
    """The page of a worked example."""
    return reverse("portal:handbook-example", args=[shelf, name])


def situation_url(group: dict[str, str]) -> str:
    """The route for a group of the coverage matrix."""
    if set(group) == {"origin", "age_class"}:
        return reverse("portal:handbook-group", args=[group["origin"], group["age_class"]])
    return f"{reverse('portal:handbook-situation')}?{urlencode(group)}"
