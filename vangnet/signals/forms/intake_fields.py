"""From the definition of the questions to forms: one field per question, and the answers as a draft keeps them."""

from django.utils.translation import gettext as _

from vangnet.design.forms import (
    UNKNOWN,
    CheckboxesField,
    ChoiceField,
    IdempotentForm,
    IntegerField,
    LongTextField,
    PartialDateField,
    PartialMoment,
    SelectField,
    TextField,
    YesNoUnknownField,
)
from vangnet.signals import choices
from vangnet.signals.answers import Answer
from vangnet.signals.answers_to_report import as_kept, as_moment

REGION = "region"  # which regions there are follows from the organisations: RegionForm fills them in
OLDEST, MOST_PEOPLE = 120, 10_000
LONGEST_FACT = 5_000


def _long(question, common):
    return LongTextField(**common, limit=LONGEST_FACT)


def _line(question, common):
    return TextField(**common)


def _years(question, common):
    return IntegerField(**common, unit=_("years"), maximum=OLDEST, allow_unknown=True)


def _count(question, common):
    return IntegerField(**common, minimum=1, maximum=MOST_PEOPLE, initial=1)


def _choice(question, common):
    return ChoiceField(**common, choices=choices.of(question.list))


def _select(question, common):
    listed = [] if question.list == REGION else choices.of(question.list)
    unknown = [(UNKNOWN, _("Not known"))] if question.is_minimum else []
    return SelectField(**common, choices=[*unknown, *listed])


def _checks(question, common):
    return CheckboxesField(**common, choices=choices.of(question.list), allow_unknown=question.is_minimum)


def _answer(question, common):
    return ChoiceField(**common, choices=Answer.choices)


def _yes_no(question, common):
    return YesNoUnknownField(**common)


def _moment(question, common):
    return PartialDateField(**common)


MAKERS = {
    "long": _long,
    "line": _line,
    "years": _years,
    "count": _count,
    "choice": _choice,
    "select": _select,
    "checks": _checks,
    "answer": _answer,
    "yes_no": _yes_no,
    "moment": _moment,
}


class QuestionsForm(IdempotentForm):
    """The questions of a section or of one of its lines."""

    def __init__(self, *args, questions, kept=None, required=(), **kwargs):
        kept = kept or {}
        super().__init__(*args, initial={one.code: _shown(kept.get(one.code)) for one in questions}, **kwargs)
        self.questions = questions
        for one in questions:
            self.fields[one.code] = field(one, required=one.is_minimum or one.code in required)

    def answers(self):
        """What was answered, as a draft keeps it; what was not answered is left out."""
        given = {one.code: self.cleaned_data.get(one.code) for one in self.questions}
        return {code: _kept(value) for code, value in given.items() if value not in (None, "", [])}


class RegionForm(QuestionsForm):
    """Questions among which the region, which is one of those in which an organisation of the chain works."""

    def __init__(self, *args, regions, **kwargs):
        super().__init__(*args, **kwargs)
        own = self.initial.get(REGION)
        listed = sorted({*regions, own} - {None, ""})
        self.fields[REGION].choices = [("", _("Choose from the list")), *((one, one) for one in listed)]


class IndicatorsForm(IdempotentForm):
    """A signal list, group by group; what was ticked on another list stays ticked."""

    def __init__(self, *args, shown, kept=None, **kwargs):
        super().__init__(*args, **kwargs)
        ticked = (kept or {}).get("indicators", [])
        listed = shown.choices(choices.language(), context=True)
        codes = {code for _group, pairs in listed for code, _says in pairs}
        self.elsewhere = [code for code in ticked if code not in codes]
        for number, (group, pairs) in enumerate(listed, 1):
            self.fields[f"group_{number}"] = CheckboxesField(
                label=group,
                choices=pairs,
                required=False,
                initial=[code for code, _says in pairs if code in ticked],
            )

    def answers(self):
        """The codes of everything that was ticked, here and on other lists."""
        found = [
            code for name in self.fields if name.startswith("group_") for code in self.cleaned_data[name]
        ]
        every = list(dict.fromkeys([*self.elsewhere, *found]))
        return {"indicators": every} if every else {}


class LeaveForm(IdempotentForm):
    """Why a section does not apply."""

    reason = TextField(label="", limit=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="leave", **kwargs)
        self.fields["reason"].label = _("Why does this not apply?")


def field(question, *, required):
    """The form field for a question."""
    common = {"label": question.label, "help_text": question.help, "required": required}
    if question.kind == "moment" and not question.help:
        del common["help_text"]
    return MAKERS[question.kind](question, common)


def _kept(value):
    return as_kept(value) if isinstance(value, PartialMoment) else value


def _shown(value):
    return as_moment(value) if isinstance(value, dict) else value
