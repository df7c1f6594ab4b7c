"""Which organisations bring their own sign-on: a file of the installation, with the secrets beside it in the environment."""

import os
import re
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ImproperlyConfigured

NEEDED = {"name", "issuer", "client_id", "secret_in"}
ALLOWED = NEEDED | {"strong_acr", "strong_amr"}
# By RFC 8176: a key in hardware, or several factors of which one cannot be copied.
STRONG_AMR = ["hwk", "mfa"]


def providers(running_mode: str) -> dict[str, dict[str, Any]]:
    """Every sign-on by its code, from the file that VANGNET_SIGN_ON names; none when it names none."""
    file = os.environ.get("VANGNET_SIGN_ON", "")
    if not file:
        return {}
    told = yaml.safe_load(Path(file).read_text(encoding="utf-8"))
    if not isinstance(told, dict):
        raise ImproperlyConfigured(
            f"{file} holds no sign-ons. Give one block per organisation, under its code."
        )
    return {code: _provider(file, code, one, running_mode) for code, one in told.items()}


def _provider(file: str, code: str, told: Any, running_mode: str) -> dict[str, Any]:
    where = f"{file}, {code}"
    if not isinstance(told, dict) or not set(told) >= NEEDED or set(told) - ALLOWED:
        raise ImproperlyConfigured(
            f"{where}: give {', '.join(sorted(NEEDED))} and nothing but strong_acr, strong_amr."
        )
    if not re.fullmatch(r"[a-z0-9-]+", str(code)):
        raise ImproperlyConfigured(f"{where}: the code may have small letters, digits and hyphens only.")
    if running_mode == "production" and not str(told["issuer"]).startswith("https://"):
        raise ImproperlyConfigured(f"{where}: the issuer is {told['issuer']}. Give an address with https.")
    secret = os.environ.get(told["secret_in"], "")
    if not secret:
        raise ImproperlyConfigured(
            f"{where}: the variable {told['secret_in']} is empty. Put the client secret there."
        )
    return {
        "name": told["name"],
        "issuer": told["issuer"],
        "client_id": told["client_id"],
        "secret": secret,
        "strong_acr": list(told.get("strong_acr", [])),
        "strong_amr": list(told.get("strong_amr", STRONG_AMR)),
    }
