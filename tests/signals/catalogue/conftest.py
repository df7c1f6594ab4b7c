"""A small catalogue in a folder of its own, in which one thing at a time is spoilt."""

from pathlib import Path

import pytest

from vangnet.signals import catalogue

VOCABULARY = """\
settings:
  street: {nl: "Straat", en: "Street"}
  shop: {nl: "Winkel", en: "Shop"}
professions:
  public: {nl: "Iedereen", en: "Everybody"}
  teacher: {nl: "Leraar", en: "Teacher"}
forms:
  criminal: {nl: "Strafbare feiten", en: "Offences"}
"""
INDICATORS = """\
indicators:
  - code: loot_goes_to_adult
    type: F
    nl: "Een kind geeft de buit af"
    en: "A child hands over the loot"
    settings: [street, shop]
    professions: [public, teacher]
    forms: [criminal]
    sources: ["004:10", "004:12-14"]
    merged_from: ["one.1", "one.2"]
  - code: poverty
    type: K
    nl: "Leeft in armoede"
    en: "Lives in poverty"
    derived: true
    settings: [street]
    professions: [teacher]
    forms: [criminal]
    sources: ["004:12-14"]
    merged_from: ["one.2"]
  - code: unusual_name
    type: P
    nl: "Heeft een vreemde naam"
    en: "Has a strange name"
    why: {nl: "Een naam zegt niets.", en: "A name says nothing."}
    settings: [street]
    professions: [public]
    forms: [criminal]
    sources: ["004:12-14"]
    merged_from: ["one.2"]
"""
LIST = """\
list: public
title: {nl: "Iedereen", en: "Everybody"}
intro: {nl: "Kies wat u zag.", en: "Choose what you saw."}
groups:
  - group: children
    nl: "Kinderen"
    en: "Children"
    indicators: [loot_goes_to_adult]
context: [poverty]
warning: {nl: "Let op wat er gebeurt.", en: "Look at what happens."}
next:
  - {kind: police, nl: "Bel 112.", en: "Call 112."}
sources: ["004:10"]
"""
ROWS = """\
documents: {"004": 20}
rows:
  "one.1": {section: "4.1", sources: ["004:10"]}
  "one.2": {section: "4.1", sources: ["004:12-14"]}
  "one.3": {section: "4.1"}
"""
NOT_TAKEN = """\
not_taken:
  "one.3": "A heading."
"""
DAY = "2025-01-01"
FILES = {
    f"indicators/{DAY}/vocabulary.yaml": VOCABULARY,
    f"indicators/{DAY}/all.yaml": INDICATORS,
    f"indicators/{DAY}/rows.yaml": ROWS,
    f"indicators/{DAY}/not-taken.yaml": NOT_TAKEN,
    f"lists/{DAY}/public.yaml": LIST,
}


class Shelf:
    """The small catalogue on disk."""

    def __init__(self, folder: Path) -> None:
        self.indicators, self.lists, self.folder = folder / "indicators", folder / "lists", folder
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name, text):
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def spoil(self, name, old, new):
        """Replace a text that stands in the file; the file must have it."""
        file = self.folder / name.format(day=DAY)
        text = file.read_text(encoding="utf-8")
        assert old in text, old
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def load(self):
        return catalogue.load(self.indicators, self.lists)

    def problems(self):
        """What loading complains about."""
        with pytest.raises(catalogue.CatalogueErrors) as raised:
            self.load()
        assert str(raised.value) == "\n".join(raised.value.problems)
        return raised.value.problems

    def untraced(self):
        return catalogue.untraced(self.indicators / DAY, self.load()[0])


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path)
