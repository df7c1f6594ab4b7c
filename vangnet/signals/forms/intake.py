"""Beginning a report, sending it, and answering what stayed open about a young suspect."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vangnet.design.forms import ChoiceField, IdempotentForm, TextField
from vangnet.signals import words
from vangnet.signals.models import SignalChannel


class BeginForm(IdempotentForm):
    """What kind of report begins, and perhaps which earlier signal it looks like."""

    channel = ChoiceField(
        label=_("What do you want to do?"),
        choices=[
            (SignalChannel.PROFESSIONAL, _("Report something that I or a colleague saw")),
            (SignalChannel.CALLER, _("Fill in the report for somebody on the telephone")),
        ],
    )
    like = TextField(
        label=_("Does it look like an earlier signal?"),
        help_text=_(
            "Give its reference, for example SEIN-7K3F-9RZM. Place and setting are filled in for you."
        ),
        required=False,
        limit=20,
    )


class SureForm(IdempotentForm):
    """An act that needs no words, only that somebody presses the button once."""


class CallerWordsForm(IdempotentForm):
    """In which language the words are that somebody on the telephone writes down."""

    language = ChoiceField(
        label=_("In which language does the caller hear the words?"),
        choices=[(words.DUTCH, _("Dutch words")), (words.ENGLISH, _("English words"))],
        short=True,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"language": words.list_for(get_language() or "")}, **kwargs)


class AdultForm(IdempotentForm):
    """The answer to the standard question about a young suspect, when it is known after all."""

    adult_behind = ChoiceField(
        label=_("Can an adult be behind it?"),
        choices=[("yes", _("Yes")), ("no", _("No")), ("unknown", _("Still not known"))],
    )
    because = TextField(
        label=_("What is that based on?"),
        help_text=_("In short, without names. Kept with the signal."),
        limit=500,
    )
