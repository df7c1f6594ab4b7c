"""What somebody ticks to try the weights; it lives in the address and is not kept."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from vangnet.design.forms import CheckboxesField, FilterForm, SelectField
from vangnet.portal.handbook.sharing_labels import language
from vangnet.signals.catalogue import Catalogue
from vangnet.signals.weighing import Book, Seen

USUAL = "public"


class WeighingForm(FilterForm):
    """A list of a profession with its headings, its context, and the way of weighing."""

    def __init__(self, *args, catalogue: Catalogue, book: Book, **kwargs):
        super().__init__(*args, **kwargs)
        self.book = book
        lists = [(one.code, catalogue.professions[one.code][language()]) for one in catalogue.lists()]
        ways = [(one.code, one.name[language()]) for one in book.configurations.values()]
        self.fields["list"] = SelectField(label=_("List of"), choices=lists, required=False)
        self.fields["way"] = SelectField(label=_("Way of weighing"), choices=ways, required=False)
        self.of = catalogue.signal_list(self.chosen.get("list", USUAL))
        for group in self.of.groups:
            self._tickable(f"see-{group.code}", group.says(language()), group.indicators)
        self._tickable("context", _("Gives context, never counts"), self.of.context)

    def _tickable(self, name, label, indicators):
        choices = [(one.code, one.says(language())) for one in indicators]
        if choices:
            self.fields[name] = CheckboxesField(label=label, choices=choices, required=False)

    @property
    def configuration(self) -> str:
        """The way of weighing that was chosen, or that of the signals of today."""
        return str(self.chosen.get("way", self.book.for_signals))

    def seen(self, types: Mapping[str, str]) -> list[Seen]:
        """What was ticked."""
        ticked = (codes for name, codes in self.chosen.items() if name not in ("list", "way"))
        return [Seen(code, types[code], "yes") for codes in ticked for code in codes]
