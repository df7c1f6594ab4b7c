"""An installation that runs for real refuses to start on every single default, and tells all of them at once."""

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connections

from tools.check import PRODUCTION
from tools.steps import ROOT
from vangnet.config import apps, production

SECURE = "postgresql://app:{}@db.example/vangnet?sslmode=verify-full".format("p" * 20)
GOOD = {
    "SECRET_KEY": "abcdefghijklmnopqrstuvwxyz0123456789-abcdefghijklmnop",
    "DOOR_KEY": "zyxwvutsrqponmlkjihgfedcba9876543210-zyxwvutsrqponmlk",
    "VANGNET_SEAL_KEY": "",
    "VANGNET_SEAL_PUBLIC_KEYS": ["key"],
    "VANGNET_ANCHORS": ["/elsewhere"],
    "ALLOWED_HOSTS": ["vangnet.example"],
    "CSRF_TRUSTED_ORIGINS": ["https://vangnet.example"],
    "KEYRING_ADDRESS": SECURE,
    "DEBUG": False,
    "VANGNET_PERSONAS": "",
    "AUTHENTICATION_BACKENDS": ["allauth"],
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_SSL_REDIRECT": True,
}
SURROUNDINGS = {
    "DATABASE_URL": SECURE,
    "DATABASE_OWNER_URL": SECURE.replace("app:", "owner:"),
    "VANGNET_KEYRING_URL": SECURE,
    "VANGNET_ROOT_KEYS": "/keys",
}
DEFAULTS = [
    ({"SECRET_KEY": ""}, {}, "VANGNET_SECRET_KEY"),
    ({"SECRET_KEY": "x" * 80}, {}, "too simple"),
    ({"DOOR_KEY": ""}, {}, "VANGNET_DOOR_KEY"),
    ({"DOOR_KEY": GOOD["SECRET_KEY"]}, {}, "are the same"),
    ({}, {"VANGNET_KEYRING_URL": ""}, "VANGNET_KEYRING_URL"),
    ({}, {"VANGNET_ROOT_KEYS": ""}, "VANGNET_ROOT_KEYS"),
    ({"VANGNET_SEAL_PUBLIC_KEYS": []}, {}, "VANGNET_SEAL_PUBLIC_KEYS"),
    ({"VANGNET_ANCHORS": []}, {}, "VANGNET_ANCHORS"),
    ({"ALLOWED_HOSTS": []}, {}, "VANGNET_HOSTS is missing"),
    ({"ALLOWED_HOSTS": ["*"]}, {}, "holds '*'"),
    ({"ALLOWED_HOSTS": [".example"]}, {}, "holds '.example'"),
    ({"CSRF_TRUSTED_ORIGINS": ["http://vangnet.example"]}, {}, "VANGNET_ORIGINS"),
    ({"CSRF_TRUSTED_ORIGINS": ["https://*.example"]}, {}, "VANGNET_ORIGINS"),
    ({}, {"DATABASE_URL": SECURE.replace("verify-full", "require")}, "DATABASE_URL goes over a network"),
    ({}, {"DATABASE_URL": SECURE.replace("p" * 20, "short")}, "DATABASE_URL has no password"),
    ({"KEYRING_ADDRESS": "postgresql://k:kkkkkkkkkkkkkkkkkkkk@db.example/keyring"}, {}, "VANGNET_KEYRING_URL goes"),
    ({}, {"DATABASE_OWNER_URL": SECURE}, "signs in as the owner"),
    ({"DEBUG": True}, {}, "DEBUG"),
    ({"VANGNET_PERSONAS": "vangnet.demo.personas.for_sign_in"}, {}, "People of the demonstration"),
    ({"AUTHENTICATION_BACKENDS": ["vangnet.demo.backends.DemonstrationBackend"]}, {}, "People of the demonstration"),
    ({"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}, {}, "Argon2"),
    ({"SESSION_COOKIE_SECURE": False}, {}, "without https"),
    ({"SECURE_SSL_REDIRECT": False}, {}, "without https"),
]  # fmt: skip


def found(given=None, surroundings=None):
    return production.faults(SimpleNamespace(**GOOD | (given or {})), SURROUNDINGS | (surroundings or {}))


def test_good_installation_has_no_faults():
    assert found() == []
    assert found(surroundings={"DATABASE_OWNER_URL": ""}) == []
    assert found(surroundings={"DATABASE_URL": "postgresql://app@/vangnet?host=/run/postgresql"}) == []
    with_certificate = "postgresql://app@db.example/v?sslmode=verify-ca&sslkey=/key&sslcert=/cert"
    assert found(surroundings={"DATABASE_URL": with_certificate}) == []


@pytest.mark.parametrize(("given", "surroundings", "words"), DEFAULTS)
def test_every_default_is_a_fault_that_says_what_to_do(given, surroundings, words):
    told = found(given, surroundings)
    assert [one for one in told if words in one] != []
    assert len(told) <= 2


def test_all_faults_are_told_at_once(monkeypatch):
    monkeypatch.setattr(production, "faults", lambda: ["one.", "two."])
    with pytest.raises(ImproperlyConfigured, match=r"- one\.\n- two\."):
        production.refuse_defaults()
    assert [message.msg for message in production.check_settings(None)] == ["one.", "two."]
    monkeypatch.setattr(production, "faults", list)
    production.refuse_defaults()


def test_start_looks_only_where_it_is_for_real(monkeypatch, settings):
    looked = []
    monkeypatch.setattr(production, "refuse_defaults", lambda: looked.append(1))
    config = apps.VangnetConfig.create("vangnet.config.apps.VangnetConfig")
    config.ready()
    assert looked == []
    settings.IN_PRODUCTION = True
    config.ready()
    assert looked == [1]


def start(**given):
    """Start the program as a server would; nothing of the surroundings of the tests goes along."""
    kept = {"PATH": os.defpath, "DJANGO_SETTINGS_MODULE": "vangnet.config.settings"}
    words = [sys.executable, "-c", "from vangnet.config.wsgi import application"]
    return subprocess.run(words, cwd=ROOT, env=kept | given, capture_output=True, text=True, check=False)


def test_program_starts_with_all_settings_and_with_no_one_less():
    assert start(**PRODUCTION).returncode == 0
    for missing in sorted(PRODUCTION.keys() - {"VANGNET_MODE"}):
        refused = start(**{name: value for name, value in PRODUCTION.items() if name != missing})
        assert refused.returncode != 0, missing
        assert missing in refused.stderr.splitlines()[-1] + refused.stderr, missing


def test_program_without_any_setting_does_not_start():
    assert "VANGNET_SECRET_KEY is missing" in start().stderr


@pytest.mark.django_db
def test_role_of_the_application_has_no_powers(monkeypatch):
    call_command("check", databases=["default"])
    assert production.check_role(None) == []
    assert production.check_role(None, databases=["default"]) == []


@pytest.mark.django_db
def test_role_with_powers_is_told(monkeypatch):
    monkeypatch.setattr(production, "_POWERS", "SELECT true, true")
    assert [one.id for one in production.check_role(None, databases=["default"])] == ["vangnet.E002"] * 2
    monkeypatch.setenv("VANGNET_DB_ROLE", "owner")
    assert production.check_role(None, databases=["default"]) == []
    assert connections["default"].is_usable()
