"""Messages are found in code and templates, kept in step, and told when they miss."""

import gettext

import pytest

from tools import catalogues, messages


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package with a message in code and several in a template."""
    folder = tmp_path / "vangnet" / "example"
    (folder / "templates").mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "words.py").write_text(
        "from django.utils.translation import gettext_lazy as _, ngettext\n"
        'GREETING = _("Good morning")\n'
        'def days(n): return ngettext("%(n)s day", "%(n)s days", n) % {"n": n}\n'
    )
    (folder / "templates" / "page.html").write_text(
        '{% load i18n %}<p>{% translate "It\'s" context "state" %}</p>\n'
        "{% blocktranslate %}Until {{ day }}{% endblocktranslate %}{{ x|default:_('Nothing (yet)') }}\n"
    )
    for module in (catalogues, messages):
        monkeypatch.setattr(module, "PACKAGES", tmp_path / "vangnet")
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    return folder


DUTCH = {
    "Good morning": "Goedemorgen",
    "It's": "Het is",
    "Until %(day)s": "Tot %(day)s",
    "Nothing (yet)": "(Nog) niets",
}


def translate(package, **changed):
    file = catalogues.catalogue_file(package)
    catalogue = catalogues.read(file)
    for message in catalogue:
        if isinstance(message.id, tuple):
            message.string = ("%(n)s dag", "%(n)s dagen")
        elif message.id:
            message.string = (DUTCH | changed)[message.id]
    with file.open("wb") as written:
        catalogues.write_po(written, catalogue)


def test_messages_are_found_in_code_and_templates(package):
    found = {(message.context, message.id) for message in catalogues.extract(package) if message.id}
    assert found == {
        (None, "Good morning"),
        (None, ("%(n)s day", "%(n)s days")),
        ("state", "It's"),
        (None, "Until %(day)s"),
        (None, "Nothing (yet)"),
    }


def test_missing_wording_is_told_with_its_place(package):
    catalogues.update(package)
    faults = list(catalogues.shortcomings())
    assert len(faults) == 5
    assert "example: no Dutch for 'Good morning' (example/words.py)" in faults


def test_complete_catalogue_has_no_shortcomings_and_keeps_its_wording(package):
    catalogues.update(package)
    translate(package)
    before = catalogues.catalogue_file(package).read_bytes()
    assert list(catalogues.shortcomings()) == []
    catalogues.update(package)
    catalogues.update(package)
    assert b"Goedemorgen" in catalogues.catalogue_file(package).read_bytes()
    assert messages.report([]) == 0
    assert before


def test_other_placeholder_in_the_wording_is_told(package):
    catalogues.update(package)
    translate(package, **{"Until %(day)s": "Tot %(dag)s"})
    assert any("other placeholders in 'Until %(day)s'" in fault for fault in catalogues.shortcomings())


def test_message_with_two_wordings_is_told_with_both(package):
    other = package.with_name("other")
    other.mkdir()
    (other / "__init__.py").write_text("")
    (other / "words.py").write_text(
        'from django.utils.translation import gettext as _\nHELLO = _("Good morning")\n'
    )
    for one, wording in ((package, "Goedemorgen"), (other, "Morgen")):
        catalogues.update(one)
        translate(one, **{"Good morning": wording})
    (fault,) = catalogues.shortcomings()
    assert "'Goedemorgen' (example), 'Morgen' (other)" in fault
    translate(other)
    assert list(catalogues.shortcomings()) == []


def test_message_that_is_gone_leaves_the_catalogue(package):
    catalogues.update(package)
    (package / "words.py").write_text("")
    catalogues.update(package)
    assert b"Good morning" not in catalogues.catalogue_file(package).read_bytes()


def test_stale_catalogue_is_compiled_and_read_by_python(package):
    catalogues.update(package)
    translate(package)
    messages.compile_stale()
    compiled = catalogues.catalogue_file(package).with_suffix(".mo")
    with compiled.open("rb") as file:
        dutch = gettext.GNUTranslations(file)
    assert dutch.gettext("Good morning") == "Goedemorgen"
    assert dutch.ngettext("%(n)s day", "%(n)s days", 2) == "%(n)s dagen"
    assert dutch.pgettext("state", "It's") == "Het is"


def test_fresh_catalogue_is_not_compiled_again(package):
    catalogues.update(package)
    messages.compile_stale()
    compiled = catalogues.catalogue_file(package).with_suffix(".mo")
    made = compiled.stat().st_mtime_ns
    messages.compile_stale()
    assert compiled.stat().st_mtime_ns == made
