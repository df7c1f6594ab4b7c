"""What the rows of lists show; the pages fill these, so that a component never reaches into a record."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise

from vangnet.design.partial_dates import PartialMoment

Text = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One row of the worklist: about whom, what is asked, on what ground, when, and of whom."""

    reference: str
    url: str
    asked: Text
    group: Text = ""
    ground: Text = ""
    status: str = "open"
    due: date | datetime | None = None
    norm: Text = ""
    owner: Text = ""
    waiting: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One line of the timeline; a fact and somebody's reading of it are two kinds of line."""

    title: Text
    happened: date | datetime | PartialMoment | None
    recorded: datetime | None = None
    is_interpretation: bool = False
    is_withdrawn: bool = False
    certainty: Text = ""
    by: Text = ""
    track: Text = ""
    note: str = ""
    url: str = ""
