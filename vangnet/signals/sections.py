"""The questions of the intake: one definition for the screens, for the sheet on paper and for what is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Question:
    """One question: how it is answered, why it is asked, and whether it is asked for at least."""

    code: str
    label: Words
    kind: str
    help: Words = ""
    list: str = ""
    is_minimum: bool = False
    is_recommended: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the intake that is filled in by itself; `repeats` names what is added one by one."""

    code: str
    title: Words
    lead: Words
    questions: tuple[Question, ...]
    repeats: str = ""
    can_be_left: bool = True

    @property
    def recommended(self) -> tuple[Question, ...]:
        """The questions that a good report answers, each of them perhaps with unknown."""
        return tuple(one for one in self.questions if one.is_minimum or one.is_recommended)

    def question(self, code: str) -> Question:
        """One of the questions, by its code."""
        return next(one for one in self.questions if one.code == code)


ADULT_BEHIND = Question(
    "adult_behind",
    _("Can an adult be behind it?"),
    "yes_no",
    _(
        "Ask this of every minor who is met as a suspect, and when the age is not known. Unknown keeps the question open."
    ),
)

SECTIONS: tuple[Section, ...] = (
    Section(
        "seen",
        _("What was seen"),
        _(
            "Only facts here: what somebody saw, heard or read. One fact at a time. What you make of it comes later."
        ),
        (
            Question(
                "text",
                _("What was seen, heard or read?"),
                "long",
                _("One fact in your own words. No names: those go with the person."),
                is_recommended=True,
            ),
            Question("hardness", _("How sure is it?"), "choice", list="hardness", is_recommended=True),
            Question("source", _("Where does it come from?"), "choice", list="source", is_recommended=True),
        ),
        repeats="fact",
        can_be_left=False,
    ),
    Section(
        "interpretation",
        _("What you make of it"),
        _("Apart from the facts, so that nobody takes one for the other."),
        (
            Question(
                "interpretation",
                _("What do you think is going on, and why?"),
                "long",
                _("Doubt may be said as well."),
                is_recommended=True,
            ),
        ),
    ),
    Section(
        "persons",
        _("Who it is about"),
        _("Four things are asked about each person. Each of them may be unknown. With these you can send."),
        (
            Question(
                "age", _("Age now"), "years", _("A whole number. An estimate is fine."), is_minimum=True
            ),
            Question(
                "age_at_recruitment",
                _("Age at recruitment"),
                "years",
                _("How old the person was when somebody brought them into this."),
                is_minimum=True,
            ),
            Question("nationality", _("Nationality"), "select", list="nationality", is_minimum=True),
            Question("forms", _("Form of exploitation"), "checks", list="forms", is_minimum=True),
            Question(
                "sex",
                _("Sex"),
                "choice",
                _("Only for the figures; it never counts in the order."),
                list="sex",
            ),
            Question(
                "is_suspect",
                _("Is this person met as a suspect as well?"),
                "yes_no",
                _("For example for theft, drugs or working without papers."),
                is_recommended=True,
            ),
            Question(
                "number_of_people",
                _("How many people are in the same situation?"),
                "count",
                _("Leave 1 for one person. For a group, write how many and add others who differ."),
            ),
            Question(
                "identity",
                _("Name or other data by which the person can be found"),
                "long",
                _("Sealed at once. Only who must act on the signal can read it. No citizen number."),
            ),
        ),
        repeats="person",
        can_be_left=False,
    ),
    Section(
        "indicators",
        _("Which signs you saw"),
        _(
            "The list for your work. Tick only what was seen. What you leave open never counts against anybody."
        ),
        (
            Question(
                "indicators",
                _("Which of these did you see?"),
                "checks",
                list="indicators",
                is_recommended=True,
            ),
        ),
    ),
    Section(
        "where_when",
        _("Where and when"),
        _(
            "As exactly as you know. Vangnet looks for other signals with the same telephone, address, vehicle or company."
        ),
        (
            Question("seen_from", _("When was it seen?"), "moment", is_recommended=True),
            Question("seen_until", _("Until when, if it went on?"), "moment"),
            Question(
                "municipality",
                _("Municipality"),
                "line",
                _("Or the nearest place that you know."),
                is_recommended=True,
            ),
            Question("region", _("Police region"), "select", list="region", is_recommended=True),
            Question(
                "setting", _("In what kind of situation?"), "select", list="setting", is_recommended=True
            ),
            Question(
                "address", _("Address"), "line", _("Postcode and house number, or the name of the place.")
            ),
            Question("telephone", _("Telephone number"), "line", _("Of the situation, not of who reports.")),
            Question("plate", _("Number plate"), "line"),
            Question("company", _("Company"), "line", _("Name or number in the trade register.")),
            Question("account_name", _("Account name"), "line", _("On a website or in an app.")),
            Question(
                "advertisement", _("Text of an advertisement"), "long", _("Copy it as it stands there.")
            ),
        ),
    ),
    Section(
        "urgency",
        _("Urgency and danger"),
        _("Is somebody in danger now? Call 112 first and go on here afterwards."),
        (
            Question(
                "urgency", _("How soon must somebody act?"), "choice", list="urgency", is_recommended=True
            ),
            Question("danger", _("Is anybody in danger now?"), "answer", is_recommended=True),
            Question(
                "care_report",
                _("Is there a child in it, and does Veilig Thuis know?"),
                "choice",
                list="care_report",
            ),
        ),
    ),
    Section(
        "reporters",
        _("Who saw it and who reports"),
        _(
            "The one who saw it may be somebody else than the one who reports. Both are kept, so that the first source stays known."
        ),
        (
            Question("reporter_type", _("Who reports?"), "select", list="reporter_type", is_recommended=True),
            Question(
                "signaller",
                _("Who saw it?"),
                "choice",
                list="signaller",
                is_recommended=True,
            ),
            Question(
                "signaller_about",
                _("Which organisation or function?"),
                "line",
                _("For example: receptionist of a hotel. No name."),
            ),
        ),
    ),
    Section(
        "done",
        _("What was already done"),
        _("So that nobody does it twice or undoes it."),
        (
            Question(
                "done",
                _("What has been done, by whom and when?"),
                "long",
                _("Also when nothing was done: write that."),
                is_recommended=True,
            ),
        ),
    ),
    Section(
        "contact",
        _("Safe contact"),
        _("A message that the wrong person reads can be dangerous. Write down what is safe."),
        (
            Question(
                "contact",
                _("How can whoever reports be reached?"),
                "long",
                _("Sealed at once. Only the organisation that owns the signal can read it."),
                is_recommended=True,
            ),
            Question(
                "safety",
                _("What is safe, and what is not?"),
                "long",
                _("For example: only call on weekdays before 15:00, never leave a message."),
                is_recommended=True,
            ),
        ),
    ),
    Section(
        "ground",
        pgettext_lazy("legal", "Ground"),
        _(
            "On which ground your organisation may give this signal. Before you send you see what the rules say about it."
        ),
        (
            Question(
                "ground", _("On which ground do you report?"), "choice", list="ground", is_recommended=True
            ),
        ),
    ),
)
BY_CODE: Mapping[str, Section] = {one.code: one for one in SECTIONS}
