"""Making a dossier out of a signal, or adding a signal to one."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

from vangnet.cases.forms.dossiers import OPTIONAL, minimum
from vangnet.cases.forms.facts import FactQuestions, initial_facts
from vangnet.cases.forms.steps import Refusable
from vangnet.design.forms import IdempotentForm, TextField, VangnetForm
from vangnet.protocol.log import LONGEST_GROUND


class RegisterForm(Refusable, FactQuestions, IdempotentForm):
    """What the report says about somebody, to look at once more before a dossier opens with it."""

    ground = TextField(
        label=gettext_lazy("On which ground do you open this dossier?"),
        help_text=gettext_lazy("The law or the agreement, for example: WvSr 273f, Vc B8/3."),
        limit=LONGEST_GROUND,
    )

    def __init__(self, *args, told: Mapping[str, object], **kwargs):
        kinds = minimum()
        initial = {**initial_facts(_as_facts(told), kinds), **(kwargs.pop("initial", None) or {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.ask_facts(kinds, {}, required=[code for code in kinds if code != OPTIONAL])


class JoinForm(Refusable, VangnetForm):
    """The dossier of the person whom a signal is about."""

    pseudonym = TextField(
        label=gettext_lazy("Pseudonym of the person"),
        help_text=gettext_lazy("For example KAVO-4721. Your organisation must take part in that dossier."),
        limit=12,
    )


def _as_facts(told: Mapping[str, object]) -> dict[str, Mapping[str, object]]:
    return {
        code: fact if isinstance(fact, Mapping) else {"value": fact, "certainty": ""}
        for code, fact in told.items()
    }
