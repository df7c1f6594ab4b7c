"""House rules about templates: none is left over, and none is named that is not there."""

import re

from django.apps import apps

from tests.architecture.source import ROOT

NAMED = re.compile(r"""["']([\w./-]+\.(?:html|svg|txt))["']""")
# Named by others than our own code, with who names them.
BY_OTHERS = {
    "400.html": "Django, when what was sent cannot be read",
    "403.html": "Django, when somebody may not see a page",
    "403_csrf.html": "Django, when a form was not ours",
    "404.html": "Django, when a page is not there",
    "500.html": "Django, when something broke",
}
FAMILIES = {
    "account/": "the pages of signing in, named by allauth",
    "mfa/": "the pages of the second step of signing in, named by allauth",
    "allauth/": "the parts that the pages of allauth are made of",
    "django/forms/": "how fields are drawn, named by Django",
    "usersessions/": "the pages of sessions, named by allauth",
    "socialaccount/": "the way back from the sign-on of an organisation, named by allauth",
}


def templates():
    folders = [folder for folder in ROOT.glob("vangnet/*/templates")]
    return {
        file.relative_to(folder).as_posix(): file
        for folder in folders
        for file in folder.rglob("*")
        if file.is_file()
    }


# Named in two parts: the folder stands in one place, the last part in another, in quotes or as the name of a tag.
IN_PARTS = {
    "design/components/": "vangnet/**/*.*",
    "portal/handbook/": "vangnet/portal/**/*.py",
    "portal/reporting/": "vangnet/portal/reporting/*.py",
}


def named():
    """The templates that code and templates of ours name."""
    sources = [*ROOT.glob("vangnet/**/*.py"), *templates().values()]
    return {found for file in sources for found in NAMED.findall(file.read_text(encoding="utf-8"))} | {
        one
        for folder, places in IN_PARTS.items()
        for one in templates()
        if one.startswith(folder)
        and last_part_is_named(one.removeprefix(folder).removesuffix(".html"), places)
    }


def last_part_is_named(last, places):
    word = re.compile(rf"""["']{last}(?:\.html)?["']|{{% {last}\b|def {last}\(""")
    texts = (
        file.read_text(encoding="utf-8") for file in ROOT.glob(places) if file.suffix in (".py", ".html")
    )
    return any(word.search(text) for text in texts)


def test_no_template_is_left_over():
    known = named()
    left = {one for one in templates() if one not in known and one not in BY_OTHERS}
    assert {one for one in left if not one.startswith(tuple(FAMILIES))} == set()


def test_every_fragment_is_part_of_a_page():
    fragments = {one for one in templates() if one.rpartition("/")[2].startswith("_")}
    included = {
        found
        for file in (*ROOT.glob("vangnet/**/*.html"), *ROOT.glob("vangnet/**/*.py"))
        for found in NAMED.findall(file.read_text(encoding="utf-8"))
    }
    assert fragments - included == set()


def test_every_application_with_templates_is_installed():
    installed = {config.path for config in apps.get_app_configs()}
    assert {str(folder.parent) for folder in ROOT.glob("vangnet/*/templates")} <= installed
