"""The questions, each page its own form. Nothing has to be answered; not knowing and not wanting to say are different answers."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from vangnet.core.uploads import check_document
from vangnet.core.uploads.kinds import DOCUMENT, Purpose
from vangnet.design.forms import (
    UNKNOWN,
    CheckboxesField,
    ChoiceField,
    IntegerField,
    LongTextField,
    PartialDateField,
    PartialMoment,
    TextField,
    VangnetForm,
)
from vangnet.portal.reporting.languages import current, wording
from vangnet.signals import catalogue, public_form, terms

YES, NO, NOT_KNOWN, NOT_SAID = "yes", "no", "unknown", "not_said"
NO_ANSWERS = [(NOT_KNOWN, _("I do not know")), (NOT_SAID, _("I would rather not say"))]
ANSWERS = [(YES, _("Yes")), (NO, _("No")), *NO_ANSWERS]
# How many people at least, as a person would say it.
HOW_MANY = [
    ("1", _("One")),
    ("2", _("Two")),
    ("3", _("Three to five")),
    ("6", _("Six to ten")),
    ("11", _("More than ten")),
    *NO_ANSWERS,
]
REPORTERS = ("citizen", "victim", "family_or_friend", "client", "volunteer", "company", "free_professional")
# The return page has several forms; what stands in another one is not sent along.
ONE_PART = _("Nothing was sent yet. What you filled in in this part is still there.")
CONTACT = [
    ("only_here", _("Only on the page that my words open")),
    ("telephone", _("Yes, by telephone")),
    ("email", _("Yes, by e-mail")),
    (NO, _("No")),
    (NOT_SAID, _("I would rather not say")),
]


class PageForm(VangnetForm):
    """One page of questions."""

    def stored(self):
        """The answers as they are kept."""
        return {
            name: _plain(value) for name, value in self.cleaned_data.items() if value not in (None, "", [])
        }


def _plain(value):
    if isinstance(value, PartialMoment):
        return value.text if value.is_known else UNKNOWN
    return value


def _limit(name):
    return public_form.current().texts[name]


class StoryForm(PageForm):
    story = LongTextField(
        label=_("What did you see, hear or go through?"),
        required=False,
        help_text=_(
            "Use your own words. Write what happened, who was there and what you noticed. It does not have to be complete."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["story"].limit = _limit("story")


class DangerForm(PageForm):
    danger = ChoiceField(
        label=_("Is somebody in danger now?"),
        choices=ANSWERS,
        required=False,
        help_text=_("If so, call 112 now. This form is not read at once."),
    )


class WhoForm(PageForm):
    age = IntegerField(
        label=_("How old is this person, about?"),
        unit=_("years"),
        maximum=120,
        required=False,
        help_text=_("A guess is good enough. Are there more people? Think of the youngest."),
    )
    age_answer = ChoiceField(label=_("If you cannot give an age"), choices=NO_ANSWERS, required=False)
    minor = ChoiceField(
        label=_("Is this person younger than 18?"),
        choices=ANSWERS,
        required=False,
        help_text=_("Children are protected in another way, so this helps to reach the right people."),
    )
    how_many = ChoiceField(label=_("How many people is it about?"), choices=HOW_MANY, required=False)
    identity = LongTextField(
        label=_("What do you know about who it is?"),
        required=False,
        help_text=_(
            "For example a name, a nickname, a telephone number or an account. You can leave this empty."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["identity"].limit = _limit("more")


class WhereForm(PageForm):
    place = LongTextField(
        label=_("Where was it?"),
        required=False,
        help_text=_(
            "For example an address, a name on the door, the plate of a car or a page on the internet."
        ),
    )
    municipality = TextField(label=_("In which town or city?"), limit=100, required=False)
    when = PartialDateField(
        label=_("When was it?"),
        required=False,
        help_text=_("As well as you know. For example 12-3-2026, March 2026, spring 2026 or 2026."),
    )
    still = ChoiceField(label=_("Is it still going on?"), choices=ANSWERS, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].limit = _limit("more")


def _signs():
    grouped = catalogue.signal_list("public").choices("nl" if current() == "nl" else "en")
    said = str if current() in ("nl", "en") else lambda text: wording({"en": text})
    return [(code, said(words)) for _heading, pairs in grouped for code, words in pairs]


class SignsForm(PageForm):
    signs = CheckboxesField(
        label=_("Which of these did you see or hear?"),
        choices=[],
        required=False,
        help_text=_("Tick what you noticed yourself. What you do not tick says nothing."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signs"].choices = _signs()


def _reporters():
    known = terms.current().reporters
    named = [(code, wording(dict(known[code].name))) for code in REPORTERS if code in known]
    return [*named, (NOT_SAID, str(NO_ANSWERS[1][1]))]


class ReporterForm(PageForm):
    reporter = ChoiceField(
        label=_("Who are you?"),
        choices=[],
        required=False,
        help_text=_("Not your name. This decides how soon you get an answer and what we may tell you."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reporter"].choices = _reporters()


class ContactForm(PageForm):
    may = ChoiceField(
        label=_("May somebody contact you?"),
        choices=CONTACT,
        required=False,
        help_text=_(
            "You can always read on the page of your words how it goes. Nobody needs your name for that."
        ),
    )
    when = TextField(
        label=_("When is it safe to contact you?"),
        required=False,
        help_text=_("For example: on weekdays between 10 and 12."),
    )
    say = TextField(
        label=_("What may somebody say or write when you do not answer yourself?"),
        required=False,
        help_text=_("For example: it is about the dentist. What this is about is never said."),
    )
    message = ChoiceField(label=_("May somebody leave a message?"), choices=ANSWERS, required=False)
    reach = TextField(
        label=_("Telephone number or e-mail address"),
        required=False,
        help_text=_("Only a number or address that nobody else looks at."),
    )


class ReturnContactForm(ContactForm):
    """The same questions on the return page, which has other forms beside this one."""

    kept_words = ONE_PART


def purpose():
    """What may come along with a report."""
    return Purpose(DOCUMENT.kinds, size=public_form.current().largest_file)


class FileForm(VangnetForm):
    kept_words = _("No file was added now. Your answers are kept, and so are files that you added before.")
    file = forms.FileField(
        label=_("Choose a file"),
        help_text=lazy(
            lambda: (
                str(_("A photo (jpg, png), pdf, docx or txt of at most %(most)d MB."))
                % {"most": public_form.current().largest_file // 1_000_000}
            ),
            str,
        )(),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("This file is empty. Choose another file."),
            "missing": _("Choose a file first."),
            "invalid": _("Choose a file first."),
        },
    )

    def clean_file(self):
        return check_document(self.cleaned_data["file"], purpose=purpose())


class WordsForm(VangnetForm):
    kept_words = _("The words that you typed are still there.")
    words = TextField(
        label=_("Your words"),
        limit=500,
        help_text=_("Six words, in the right order. Capitals and commas do not matter."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].widget.attrs.update(
            {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        )


class TrapForm(VangnetForm):
    """A field that people do not see. Whoever fills it in is told so, and loses nothing."""

    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError(
                _("Leave the field for programs empty and send it again. Your answers are kept.")
            )
        return ""


class AnswerForm(VangnetForm):
    kept_words = ONE_PART
    text = LongTextField(label=_("Your answer"))

    def __init__(self, *args, label="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].limit = _limit("more")
        if label:
            self.fields["text"].label = label
