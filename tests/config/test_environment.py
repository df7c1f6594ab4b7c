import pytest
from django.core.exceptions import ImproperlyConfigured

from vangnet.config import environment

ADDRESS = "postgresql://ann:p%40ss@db.example:5433/net?sslmode=verify-full"


def test_connection_takes_every_part_of_an_address():
    assert environment.connection(ADDRESS) == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "net",
        "USER": "ann",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "verify-full"},
    }


def test_connection_takes_a_socket_folder():
    found = environment.connection("postgresql://ann:x@/net?host=%2Frun%2Fdb")
    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("/run/db", "", {})


@pytest.mark.parametrize("address", ["mysql://a@b/c", "postgresql://a@b/", "net", "sqlite:///x.db"])
def test_address_that_is_not_postgresql_is_refused(address):
    with pytest.raises(ImproperlyConfigured, match=r"postgresql://user:password@host:5432/name"):
        environment.connection(address)


def test_mode_is_production_unless_said_otherwise(monkeypatch):
    monkeypatch.delenv("VANGNET_MODE")
    assert environment.mode() == "production"
    monkeypatch.setenv("VANGNET_MODE", "debug")
    with pytest.raises(ImproperlyConfigured, match="'debug'"):
        environment.mode()


@pytest.mark.parametrize("key", ["", "short", "a" * 80])
def test_production_refuses_a_missing_or_simple_key(key, monkeypatch, tmp_path):
    monkeypatch.setenv("VANGNET_SECRET_KEY", key)
    with pytest.raises(ImproperlyConfigured, match="VANGNET_SECRET_KEY"):
        environment.secret_key("production", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_production_takes_a_good_key(monkeypatch, tmp_path):
    good = "kV3-" + "abcdefghij0123456789" * 3
    monkeypatch.setenv("VANGNET_SECRET_KEY", good)
    assert environment.secret_key("production", tmp_path) == good


def test_key_of_a_demonstration_is_made_once_and_kept_privately(monkeypatch, tmp_path):
    monkeypatch.delenv("VANGNET_SECRET_KEY", raising=False)
    data = tmp_path / "data"
    first = environment.secret_key("demo", data)
    assert environment.secret_key("demo", data) == first
    assert len(first) > 50
    assert (data / "secret-key").stat().st_mode & 0o077 == 0


def test_production_refuses_to_start_without_an_address(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        environment.database("production")


def test_owner_and_application_have_their_own_address(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@db/net")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner@db/net")
    assert environment.database("production")["USER"] == "app"
    assert environment.application_role() == "app"
    monkeypatch.setenv("VANGNET_DB_ROLE", "owner")
    assert environment.database("production")["USER"] == "owner"
    monkeypatch.delenv("DATABASE_OWNER_URL")
    assert environment.database("production")["USER"] == "app"


def test_without_address_the_embedded_database_is_used(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("VANGNET_DB_ROLE", "owner")
    found = environment.database("demo")
    assert (found["USER"], found["NAME"], found["PORT"]) == ("vangnet_owner", "vangnet", "")
    assert found["HOST"].startswith("/")
    assert environment.application_role() == "vangnet_app"


def test_words_are_split_at_commas_and_spaces(monkeypatch):
    monkeypatch.setenv("VANGNET_HOSTS", "a.example, b.example c.example")
    assert environment.words("VANGNET_HOSTS") == ["a.example", "b.example", "c.example"]


def test_production_keeps_the_keyring_apart_from_the_database(monkeypatch):
    data = "postgresql://app:x@db.example:5432/net"
    monkeypatch.setenv("DATABASE_URL", data)
    monkeypatch.delenv("VANGNET_KEYRING_URL", raising=False)
    with pytest.raises(ImproperlyConfigured, match="VANGNET_KEYRING_URL is missing"):
        environment.keyring_address("production")
    for same in (data, "postgresql://keys:y@db.example:5432/net?sslmode=require"):
        monkeypatch.setenv("VANGNET_KEYRING_URL", same)
        with pytest.raises(ImproperlyConfigured, match="the database itself"):
            environment.keyring_address("production")
    apart = "postgresql://keys:y@keys.example:5432/ring"
    monkeypatch.setenv("VANGNET_KEYRING_URL", apart)
    assert environment.keyring_address("production") == apart


def test_keyring_comes_along_where_nobody_gave_an_address(monkeypatch):
    monkeypatch.delenv("VANGNET_KEYRING_URL", raising=False)
    assert "vangnet_keyring" in environment.keyring_address("demo")
