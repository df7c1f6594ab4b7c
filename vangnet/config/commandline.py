"""The command `vangnet`: agreements and sharing rules are checked and asked without Django; the handbook is written without server or database.

Django is only read for the handbook, after its settings stand; judging starts without it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from vangnet.access import commands as sharing
from vangnet.access import keeping_commands
from vangnet.protocol import commands
from vangnet.protocol.engine.loading import AgreementErrors
from vangnet.signals import commands as signals

SITE = {
    "INSTALLED_APPS": ["django.contrib.staticfiles", "vangnet.design", "vangnet.portal"],
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.template.context_processors.i18n",
                    "vangnet.design.context.page",
                ],
                "libraries": {"sources": "vangnet.access.templatetags.sources"},
            },
        }
    ],
    "FORM_RENDERER": "vangnet.design.rendering.Renderer",
    "ROOT_URLCONF": "vangnet.portal.handbook.site_urls",
    "VANGNET_NAVIGATION": "vangnet.portal.handbook.site_navigation.main_pages",
    "LANGUAGE_CODE": "nl",
    "LANGUAGES": [("nl", "Nederlands"), ("en", "English")],
    "TIME_ZONE": "Europe/Amsterdam",
    "USE_TZ": True,
    "STATIC_URL": "/static/",
    "DATABASES": {},
}


def main(arguments: list[str] | None = None) -> int:
    """Run a command and give its exit code: 0 all well, 1 problems found, 2 wrong use."""
    return commands.main(arguments, more=_add_handbook, beside=_add_groups)


def _add_groups(add: Callable[..., argparse.ArgumentParser]) -> None:
    sharing.add(add)
    signals.add(add)
    keeping_commands.add_commands(add("keeping", help="check and try how long data are kept"))


def _add_handbook(add: Callable[..., argparse.ArgumentParser]) -> None:
    command = add("handbook", help="write the handbook to files, in Dutch and English")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write to")
    command.add_argument("--agreements", type=Path, metavar="DIR", help="folder of agreements")
    command.set_defaults(command=handbook_command)


def handbook_command(arguments: argparse.Namespace) -> int:
    """Write every page of the handbook, with the same views and templates as the server."""
    if arguments.out.exists() and not arguments.out.is_dir():
        print(f"{arguments.out} is a file. Name a folder to write to.", file=sys.stderr)
        return commands.USAGE
    _prepare(arguments.agreements)
    from vangnet.portal.handbook.export import ExportError, write_handbook

    try:
        pages = write_handbook(arguments.out)
    except (ExportError, AgreementErrors) as error:
        print(error, file=sys.stderr)
        return commands.PROBLEMS
    print(f"{pages} pages: {arguments.out / 'index.html'}")
    return commands.FINE


def _prepare(agreements: Path | None) -> None:
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(**SITE, AGREEMENTS_DIR=agreements)
        django.setup()


if __name__ == "__main__":
    sys.exit(main())
