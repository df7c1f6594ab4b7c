"""Terms: how long somebody has, as written in an agreement (ISO 8601 durations plus WD for working days)."""

import re
from dataclasses import dataclass, field

EXAMPLES = "for example P3M, P6W, P10WD or PT24H"
LONGEST_YEARS = 200
HOUR = 3600
DAY = 86400

# Fewest days that n calendar months can take, month ends clamped: one month is at least February.
FEWEST_DAYS = (0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334)

PATTERN = re.compile(
    r"P(?:(?P<years>\d{1,9})Y)?(?:(?P<months>\d{1,9})M)?(?:(?P<weeks>\d{1,9})W)?(?:(?P<days>\d{1,9})D)?"
    r"(?:(?P<working_days>\d{1,9})WD)?"
    r"(?P<clock>T(?:(?P<hours>\d{1,9})H)?(?:(?P<minutes>\d{1,9})M)?(?:(?P<seconds>\d{1,9})S)?)?",
    re.ASCII,
)
UNITS = ("years", "months", "weeks", "days", "working_days", "hours", "minutes", "seconds")

WORDS = {
    "nl": {
        "years": ("jaar", "jaar"),
        "months": ("maand", "maanden"),
        "weeks": ("week", "weken"),
        "days": ("dag", "dagen"),
        "working_days": ("werkdag", "werkdagen"),
        "hours": ("uur", "uur"),
        "minutes": ("minuut", "minuten"),
        "seconds": ("seconde", "seconden"),
    },
    "en": {
        "years": ("year", "years"),
        "months": ("month", "months"),
        "weeks": ("week", "weeks"),
        "days": ("day", "days"),
        "working_days": ("working day", "working days"),
        "hours": ("hour", "hours"),
        "minutes": ("minute", "minutes"),
        "seconds": ("second", "seconds"),
    },
}
AND = {"nl": " en ", "en": " and "}


class TermError(ValueError):
    """A term that cannot be read; the message says what is wrong and what to write instead."""


@dataclass(frozen=True, slots=True)
class Term:
    """How long somebody has: calendar units, working days and exact hours, as written in the agreement."""

    years: int
    months: int
    weeks: int
    days: int
    working_days: int
    hours: int
    minutes: int
    seconds: int
    text: str
    civil: bool = field(init=False, repr=False, compare=False)
    clock_seconds: int = field(init=False, repr=False, compare=False)
    key: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        units = tuple(getattr(self, unit) for unit in UNITS)
        if min(units) < 0:
            raise TermError(f'Term "{self.text}" has a negative part: a term runs forward, {EXAMPLES}.')
        if not any(units):
            raise TermError(f'Term "{self.text}" is zero: give at least one unit, {EXAMPLES}.')
        object.__setattr__(self, "civil", any(units[:5]))
        object.__setattr__(self, "clock_seconds", self.hours * HOUR + self.minutes * 60 + self.seconds)
        # The judge looks terms up a million times a second; a hash over nine fields would be half its work.
        object.__setattr__(self, "key", hash((units, self.text)))
        if self.shortest_seconds() > LONGEST_YEARS * 365 * DAY:
            raise TermError(f'Term "{self.text}" is longer than {LONGEST_YEARS} years: check the number.')

    def __hash__(self) -> int:
        return self.key

    @classmethod
    def parse(cls, text: str) -> "Term":
        """Read a term as written in an agreement, such as P3M, P10WD, P1M2D or PT24H."""
        if not isinstance(text, str):
            raise TermError(f"Term {text!r} is not text: write a duration between quotes, {EXAMPLES}.")
        found = PATTERN.fullmatch(text)
        if found is None:
            raise TermError(f'Term "{text}" {_what_is_wrong(text)}.')
        values = {unit: int(found[unit] or 0) for unit in UNITS}
        if found["clock"] == "T" or text == "P":
            raise TermError(f'Term "{text}" names no unit after "{text[-1]}": write {EXAMPLES}.')
        return cls(**values, text=text)

    def shortest_seconds(self) -> int:
        """The least time this term can take, whatever the start: months as short as February, an hour lost to summer time."""
        months = self.years * 12 + self.months
        days = months // 12 * 365 + FEWEST_DAYS[months % 12] + self.weeks * 7 + self.days
        if self.working_days:
            days += self.working_days + 2 * ((self.working_days - 1) // 5)
        return days * DAY - (HOUR if days else 0) + self.clock_seconds

    def in_words(self, language: str) -> str:
        """The term as people say it: "3 maanden" or "3 months", "24 uur", "10 werkdagen"."""
        code = language.partition("-")[0].lower()
        if code not in WORDS:
            raise TermError(f'Term "{self.text}" cannot be said in "{language}": ask for nl or en.')
        parts = [
            f"{number} {WORDS[code][unit][number != 1]}" for unit in UNITS if (number := getattr(self, unit))
        ]
        *first, last = parts
        return f"{', '.join(first)}{AND[code]}{last}" if first else last


def _what_is_wrong(text: str) -> str:
    """The likeliest mistake in a term that cannot be read, with the remedy."""
    plain = text.strip()
    if plain.startswith(("-", "+")) or "-" in plain:
        return f"has a sign: a term has none and runs forward, write {EXAMPLES}"
    if PATTERN.fullmatch(plain.upper()):
        return f'has small letters or spaces: write "{plain.upper()}"'
    if "." in plain or "," in plain:
        return "has a fraction: use a smaller unit, for example PT36H instead of P1.5D"
    if re.fullmatch(r"P\d+[HS]", plain):
        return f'needs a T before hours, minutes and seconds: write "PT{plain[1:]}"'
    return (
        "is not a term: write P, then numbers with Y, M, W, D or WD in that order, then T with H, M or S; "
        + EXAMPLES
    )
