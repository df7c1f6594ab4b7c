"""What somebody looks for in the catalogue of indicators; the answers live in the address."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from vangnet.design.forms import FilterForm, SelectField, TextField
from vangnet.portal.handbook.sharing_labels import language
from vangnet.signals.catalogue import Catalogue, IndicatorType, Words

TYPES = {
    IndicatorType.FEATURE: _("Indicator: something that happens"),
    IndicatorType.CONTEXT: _("Context: makes somebody vulnerable"),
}


class IndicatorForm(FilterForm):
    """Words, profession, place, form of exploitation and type; traits of persons cannot be asked for."""

    text = TextField(label=_("Words"), limit=100)

    def __init__(self, *args, catalogue: Catalogue, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label, known in (
            ("profession", _("Profession"), catalogue.professions),
            ("setting", _("Place"), catalogue.settings),
            ("form", _("Form of exploitation"), catalogue.forms),
        ):
            self.fields[name] = SelectField(label=label, choices=_choices(known), required=False)
        types = [(str(code), words) for code, words in TYPES.items()]
        self.fields["type_"] = SelectField(label=_("Type"), choices=types, required=False)


def _choices(known: Mapping[str, Words]) -> list[tuple[str, str]]:
    return [(code, words[language()]) for code, words in known.items()]
