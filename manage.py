"""Django's commands. Making, changing and measuring tables happens as the owner of the database, everything else as the application."""

import os
import sys

_AS_OWNER = {"migrate", "grant_roles", "refresh_statistics"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vangnet.config.settings")
    os.environ.setdefault("VANGNET_MODE", "development")
    if len(sys.argv) > 1 and sys.argv[1] in _AS_OWNER:
        os.environ.setdefault("VANGNET_DB_ROLE", "owner")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
