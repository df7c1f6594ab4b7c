"""What signals can have in common, and how a link was found."""

from enum import StrEnum


class MarkKind(StrEnum):
    """Something in a signal by which another signal can turn out to be about the same."""

    TELEPHONE = "telephone"
    MAIL = "mail"
    ADDRESS = "address"
    PLACE = "place"
    VEHICLE = "vehicle"
    COMPANY = "company"
    ADVERTISEMENT = "advertisement"
    ACCOUNT_NAME = "account_name"
    PERSON = "person"


class Way(StrEnum):
    """How alike two marks are: written the same, the same once spelled one way, or a text that is nearly the same."""

    EXACT = "exact"
    NORMALISED = "normalised"
    FUZZY = "fuzzy"
