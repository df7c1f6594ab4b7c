"""The question form about sharing: kinds of organisation and of data, never a person."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from vangnet.access.deciding import Question, RuleVersion
from vangnet.access.deciding.vocabulary import CATEGORIES
from vangnet.design.forms import CheckboxesField, FilterForm, SelectField
from vangnet.portal.handbook.sharing_labels import PURPOSES, category_in_words, in_words


class SharingForm(FilterForm):
    """Who wants to share what with whom, for what and on which ground."""

    def __init__(self, *args, version: RuleVersion, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [(code, in_words(kind.name)) for code, kind in version.kinds.items()]
        grounds = [(code, in_words(ground.name)) for code, ground in version.grounds.items()]
        states = [(code, _sentence(in_words(state.name))) for code, state in version.states.items()]
        self.fields["who"] = SelectField(label=_("I work at"), choices=kinds, required=False)
        self.fields["what"] = SelectField(
            label=_("I want to share"),
            choices=[(code, _sentence(category_in_words(code))) for code in CATEGORIES],
            required=False,
        )
        self.fields["whom"] = SelectField(label=_("With"), choices=kinds, required=False)
        self.fields["purpose"] = SelectField(
            label=_("For"),
            choices=[(code, _sentence(str(name))) for code, name in PURPOSES.items()],
            required=False,
        )
        self.fields["ground"] = SelectField(label=_("On the ground of"), choices=grounds, required=False)
        self.fields["known"] = CheckboxesField(
            label=_("What is known"),
            help_text=_("What you do not tick counts as not known, and never in favour."),
            choices=states,
            required=False,
        )

    def question(self, day: date) -> Question | None:
        """The question, when at least the two organisations and the kind of data are chosen."""
        chosen = self.chosen
        if not {"who", "what", "whom"} <= chosen.keys():
            return None
        return Question(
            actor_kind=chosen["who"],
            role="caseworker",
            category=chosen["what"],
            act="share",
            purpose=chosen.get("purpose", "protection"),
            ground=chosen.get("ground", ""),
            receiver_kind=chosen["whom"],
            involvement="part",
            states=frozenset(chosen.get("known", ())),
            on=day,
        )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
