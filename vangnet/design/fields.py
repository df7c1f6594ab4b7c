"""Form fields that say what is wrong, with which value, and what to do."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from vangnet.core import clock
from vangnet.design import widgets
from vangnet.design.partial_dates import (
    PRECISIONS,
    PartialMoment,
    UnreadableMomentError,
    read_partial_moment,
)
from vangnet.design.partial_words import UNKNOWN_WORDS
from vangnet.design.values import UNKNOWN

REQUIRED = _("Give an answer.")
NOT_LISTED = _("“%(value)s” is not one of the choices. Choose one from the list.")
UNKNOWN_CHOICE = (UNKNOWN, _("Unknown"))
# Left in, these could make a text show something else than what is stored.
DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean_text(text, *, lines=False):
    """Normalise letters and take out characters that nobody typed on purpose."""
    text = unicodedata.normalize("NFC", str(text).replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(
        char if unicodedata.category(char) not in {"Cc", "Cs"} or char in "\n\t" else " "
        for char in text
        if char not in DIRECTION_MARKS and char != "\ufeff"
    )
    return kept.strip() if lines else " ".join(kept.split())


class TextField(forms.CharField):
    """One line of text."""

    lines = False
    default_limit = 200

    def __init__(self, *, limit=None, **kwargs):
        self.limit = limit or self.default_limit
        kwargs.setdefault("widget", widgets.Textbox())
        super().__init__(**kwargs)
        self.error_messages["required"] = _("Fill in this field.")

    def to_python(self, value):
        return clean_text(value, lines=self.lines) if value not in self.empty_values else ""

    def validate(self, value):
        super().validate(value)
        over = len(value) - self.limit
        if over > 0:
            raise ValidationError(
                ngettext(
                    "This text has %(length)d characters and %(limit)d fit. Shorten it by %(over)d character.",
                    "This text has %(length)d characters and %(limit)d fit. Shorten it by %(over)d characters.",
                    over,
                )
                % {"length": len(value), "limit": self.limit, "over": over},
                code="too_long",
            )


class LongTextField(TextField):
    """Several lines of text."""

    lines = True
    default_limit = 5000

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", widgets.Textarea())
        super().__init__(**kwargs)


class ChoiceField(forms.ChoiceField):
    """One choice, all of them visible, with "unknown" as the last where it may be unknown."""

    def __init__(self, *, choices, allow_unknown=False, short=False, **kwargs):
        kwargs.setdefault("widget", widgets.Radios(short=short))
        if allow_unknown:
            choices = [*choices, UNKNOWN_CHOICE]
        super().__init__(choices=choices, **kwargs)
        self.error_messages.update(required=_("Choose one of the answers."), invalid_choice=NOT_LISTED)

    def validate(self, value):
        super().validate(value if self.valid_value(value) else clean_text(value)[:100])


class SelectField(ChoiceField):
    """One choice from a list too long to show at once."""

    def __init__(self, *, choices, allow_unknown=False, **kwargs):
        kwargs.setdefault("widget", widgets.Select())
        listed = [("", _("Choose from the list")), *choices]
        super().__init__(choices=listed, allow_unknown=allow_unknown, **kwargs)


class YesNoUnknownField(ChoiceField):
    """Yes, no or unknown; gives True, False, the word unknown, or None when there is no answer."""

    ANSWERS = {"yes": True, "no": False, UNKNOWN: UNKNOWN, "": None}

    def __init__(self, **kwargs):
        super().__init__(
            choices=[("yes", _("Yes")), ("no", _("No"))], allow_unknown=True, short=True, **kwargs
        )

    def clean(self, value):
        return self.ANSWERS[super().clean(value)]

    def prepare_value(self, value):
        if isinstance(value, bool):
            return "yes" if value else "no"
        return value


class CheckboxesField(forms.MultipleChoiceField):
    """Any number of choices; "unknown" cannot be combined with another answer."""

    def __init__(self, *, choices, allow_unknown=False, **kwargs):
        kwargs.setdefault("widget", widgets.Checkboxes())
        if allow_unknown:
            choices = [*choices, UNKNOWN_CHOICE]
        super().__init__(choices=choices, **kwargs)
        self.error_messages.update(
            required=_("Choose at least one of the answers."), invalid_choice=NOT_LISTED
        )

    def validate(self, value):
        super().validate(value)
        if UNKNOWN in value and len(value) > 1:
            raise ValidationError(
                _("You chose “unknown” together with another answer. Leave one of the two."),
                code="contradiction",
            )


class PossiblyUnknownField(forms.Field):
    """Reads the two parts of a control with "not known" into one value."""

    def clean(self, value):
        text, unknown = (
            (value or ["", False]) if isinstance(value, list | tuple) or value is None else (value, False)
        )
        text = clean_text(text or "")
        if unknown and text:
            raise ValidationError(
                _("You gave “%(value)s” and also “not known”. Leave one of the two.") % {"value": text[:100]},
                code="contradiction",
            )
        return super().clean(UNKNOWN if unknown else text)

    def has_changed(self, initial, data):
        return self.clean_quietly(data) != initial

    def clean_quietly(self, data):
        try:
            return self.clean(data)
        except ValidationError:
            return data


class IntegerField(PossiblyUnknownField):
    """A whole number with its unit; gives a number, the word unknown, or None."""

    def __init__(self, *, unit="", minimum=0, maximum=1_000_000, allow_unknown=False, **kwargs):
        self.minimum, self.maximum, self.allow_unknown = minimum, maximum, allow_unknown
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        box = widgets.Textbox(attrs, kind="utrecht-textbox--number")
        with_unit = widgets.WithUnit(attrs, kind="utrecht-textbox--number", unit=unit)
        kwargs.setdefault("widget", widgets.TextOrUnknown(box, unit=unit) if allow_unknown else with_unit)
        super().__init__(**kwargs)
        self.error_messages["required"] = _("Give a number.")

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if self.allow_unknown and value.casefold() in UNKNOWN_WORDS:
            return UNKNOWN
        digits = value.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 12):
            raise ValidationError(
                _("“%(value)s” is not a whole number. Use digits only, for example 17."),
                code="invalid",
                params={"value": value[:100]},
            )
        number = int(value)
        if not self.minimum <= number <= self.maximum:
            raise ValidationError(
                _(
                    "%(value)s is outside what is possible here. Give a number from %(minimum)s to %(maximum)s."
                ),
                code="out_of_range",
                params={"value": number, "minimum": self.minimum, "maximum": self.maximum},
            )
        return number


class PartialDateField(PossiblyUnknownField):
    """When something happened, as precisely as is known; gives a PartialMoment or None."""

    def __init__(self, *, allow_future=False, allow_unknown=True, at_least="year", **kwargs):
        self.allow_future, self.at_least = allow_future, at_least
        box = widgets.Textbox({"autocomplete": "off"}, kind="utrecht-textbox--date")
        kwargs.setdefault("widget", widgets.TextOrUnknown(box) if allow_unknown else box)
        kwargs.setdefault(
            "help_text", _("For example 12-3-2023, 12-3-2023 14:30, March 2023, spring 2023 or 2023.")
        )
        super().__init__(**kwargs)
        self.allow_unknown = allow_unknown
        self.error_messages["required"] = _("Say when, as precisely as you know.")

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            moment = read_partial_moment(value, now=clock.now())
        except UnreadableMomentError as error:
            raise ValidationError(str(error), code="invalid") from error
        self._check_precision(moment)
        self._check_future(moment)
        return moment

    def _check_precision(self, moment):
        if not moment.is_known and self.allow_unknown:
            return
        if PRECISIONS.index(moment.precision) > PRECISIONS.index(self.at_least):
            wanted = {
                "minute": _(
                    "“%(value)s” has no time. Give the day and the time, for example 12-3-2023 14:30."
                ),
                "day": _("“%(value)s” is not one day. Give day, month and year, for example 12-3-2023."),
                "month": _(
                    "“%(value)s” is not one month. Give at least month and year, for example March 2023."
                ),
            }.get(self.at_least, _("“%(value)s” is too wide here. Give at least the year."))
            raise ValidationError(wanted, code="too_wide", params={"value": moment.text})

    def _check_future(self, moment):
        if moment.earliest and moment.earliest > clock.now() and not self.allow_future:
            raise ValidationError(
                _("“%(value)s” is in the future. Give a date that has passed."),
                code="future",
                params={"value": moment.text},
            )

    def prepare_value(self, value):
        if not isinstance(value, PartialMoment):
            return value
        return value.text if value.is_known else UNKNOWN


class DateField(PartialDateField):
    """One whole day; gives a date or None."""

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("Day, month and year, for example 12-3-2023."))
        super().__init__(**{"allow_unknown": False, "at_least": "day", **kwargs})

    def to_python(self, value):
        moment = super().to_python(value)
        return moment.earliest.date() if moment else None

    def prepare_value(self, value):
        return f"{value.day}-{value.month}-{value.year}" if hasattr(value, "day") else value


class SubmissionKeyField(forms.UUIDField):
    """A hidden random key per shown form, so that the same answers sent twice count once."""

    def __init__(self, **kwargs):
        super().__init__(**{"widget": forms.HiddenInput(), **kwargs})
        self.error_messages.update(
            required=_("This page was not complete. Open the form again; your answers are still here."),
            invalid=_("This page was not complete. Open the form again; your answers are still here."),
        )
