"""Sending a file, letting it count, and agreeing on a rhythm."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vangnet.core import clock
from vangnet.design.forms import ChoiceField, DateField, IdempotentForm, SelectField
from vangnet.signals import delivering
from vangnet.signals.models import DeliveryFeedback


class FileForm(IdempotentForm):
    """A file with signals, perhaps as part of an agreed delivery."""

    kept_words = gettext_lazy(
        "Nothing of the file was kept. Repair it, choose it again and send it once more."
    )

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A CSV file (UTF-8) with the titles of the template, at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    relation = ChoiceField(label=gettext_lazy("Is this an agreed delivery?"), choices=[], required=False)

    def __init__(self, *args, relations, **kwargs):
        super().__init__(*args, **kwargs)
        self.relations = {one.rhythm: one for one in relations}
        self.fields["file"].error_messages["required"] = _("Choose a file.")
        self.fields["file"].error_messages["empty"] = _(
            "This file is empty. Fill in the template and send that."
        )
        if not self.relations:
            del self.fields["relation"]
            return
        listed = [
            (name, _("Yes, to %(receiver)s") % {"receiver": one.receiver})
            for name, one in self.relations.items()
        ]
        self.fields["relation"].choices = [*listed, ("", _("No, apart from what was agreed"))]
        self.fields["relation"].initial = listed[0][0]

    def clean_file(self):
        """The bytes of the file; a larger one is not read at all."""
        sent, most = self.cleaned_data["file"], delivering.current().most_bytes
        if sent.size > most:
            raise ValidationError(
                _("This file is larger than %(most)d MB. Divide it into several files.")
                % {"most": most // 1_000_000}
            )
        return sent.read()

    @property
    def chosen(self):
        """The agreement that the file belongs to."""
        return self.relations.get(self.cleaned_data.get("relation") or "")


class AgreeForm(IdempotentForm):
    """With whom a delivery is agreed, in which of the rhythms that fit."""

    other = SelectField(label=gettext_lazy("With which organisation, and in which rhythm?"), choices=[])

    def __init__(self, *args, possible, **kwargs):
        super().__init__(*args, **kwargs)
        self.possible = possible
        listed = [(code, label) for code, (label, *_rest) in possible.items()]
        self.fields["other"].choices = [("", _("Choose from the list")), *listed]

    @property
    def chosen(self):
        """Rhythm, who delivers and who receives."""
        return self.possible[self.cleaned_data["other"]][1:]


class FeedbackForm(IdempotentForm):
    """When and how whoever delivers was told what became of the signals."""

    given_on = DateField(label=gettext_lazy("On which day?"))
    way = ChoiceField(label=gettext_lazy("How?"), choices=DeliveryFeedback.Way.choices)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"given_on": clock.today()}, **kwargs)
