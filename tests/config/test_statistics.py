"""Fresh statistics after a bulk load: asked for by the owner, refused to the application with what to do."""

import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.database import ROOT
from vangnet.config.environment import connection as settings_of
from vangnet.config.environment import database_address


@pytest.mark.django_db
def test_application_is_told_who_may():
    with pytest.raises(CommandError, match="VANGNET_DB_ROLE=owner"):
        call_command("refresh_statistics")


@pytest.mark.django_db(transaction=True)
def test_owner_renews_the_statistics(capsys):
    kept = dict(connection.settings_dict)
    connection.close()
    owner = settings_of(database_address(as_owner=True))
    connection.settings_dict.update(owner, NAME=kept["NAME"])
    try:
        call_command("refresh_statistics")
        call_command("refresh_statistics", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'cases_dossier'")
            assert cursor.fetchone() == (0.0,)  # -1 before anybody looked
    finally:
        connection.close()
        connection.settings_dict.update(kept)
    assert capsys.readouterr().out.startswith("The database knows again how full its")


def test_command_signs_in_as_the_owner_by_itself():
    environment = os.environ | {
        "VANGNET_MODE": "development",
        "DJANGO_SETTINGS_MODULE": "vangnet.config.settings",
    }
    words = [sys.executable, "manage.py", "refresh_statistics", "--verbosity", "0"]
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert "The application may not do this" not in done.stderr
