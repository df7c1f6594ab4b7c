"""Secrets come from closed files as well, by name or as credentials of the service manager."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from vangnet.config import secret_files


@pytest.fixture
def kept(tmp_path):
    def keep(text, name="secret", mode=0o600):
        file = tmp_path / name
        file.write_text(text)
        file.chmod(mode)
        return file

    return keep


def taken(**given):
    secret_files.take(given)
    return given


def test_file_fills_in_the_setting_and_is_not_told_on(kept):
    assert taken(VANGNET_SECRET_KEY_FILE=str(kept("abc\n")), PATH="x") == {
        "VANGNET_SECRET_KEY": "abc",
        "PATH": "x",
    }
    assert taken(DATABASE_URL_FILE=str(kept("postgresql://x"))) == {"DATABASE_URL": "postgresql://x"}


def test_files_of_others_are_left_alone(kept):
    assert taken(SSL_CERT_FILE="/nowhere", VANGNET_X_FILE="") == {
        "SSL_CERT_FILE": "/nowhere",
        "VANGNET_X_FILE": "",
    }


def test_credential_of_the_service_manager_is_found_by_name(kept, tmp_path):
    kept("abc", "vangnet_door_key", 0o400)
    kept("other", "somebody-elses")
    assert taken(CREDENTIALS_DIRECTORY=str(tmp_path))["VANGNET_DOOR_KEY"] == "abc"


def test_same_value_twice_is_fine_and_two_values_are_not(kept):
    file = str(kept("abc"))
    assert taken(VANGNET_KEY="abc", VANGNET_KEY_FILE=file)["VANGNET_KEY"] == "abc"
    with pytest.raises(ImproperlyConfigured, match="given twice"):
        taken(VANGNET_KEY="xyz", VANGNET_KEY_FILE=file)


@pytest.mark.parametrize("mode", [0o644, 0o604, 0o660])
def test_file_that_others_can_open_is_refused(kept, mode):
    with pytest.raises(ImproperlyConfigured, match="chmod 600"):
        taken(VANGNET_KEY_FILE=str(kept("abc", mode=mode)))


def test_file_that_is_missing_or_empty_or_unreadable_is_told(kept, tmp_path):
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        taken(VANGNET_KEY_FILE=str(tmp_path / "absent"))
    with pytest.raises(ImproperlyConfigured, match="is empty"):
        taken(VANGNET_KEY_FILE=str(kept(" \n")))
    odd = kept("")
    odd.write_bytes(b"\xff\xfe")
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        taken(VANGNET_KEY_FILE=str(odd))
