"""How the sign-in package keeps the secret behind the codes: closed with a key of the installation, not readable in the database."""

import base64
import hashlib
import os
from collections.abc import Iterator

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes
from django.utils.translation import gettext_lazy as _

NONCE = 12
PURPOSE = b"vangnet second step of signing in"


class SecondStepAdapter(DefaultMFAAdapter):
    """Plain words, and secrets that a copy of the database does not give away."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Wait for the next code in your app and type that one."),
        "cannot_delete_authenticator": _(
            "You need at least one second step. Add another one first, then take this one away."
        ),
        "cannot_generate_recovery_codes": _("Set up your second step first. Then you get spare codes."),
    }

    def get_totp_issuer(self) -> str:
        return "Vangnet"

    def encrypt(self, text: str) -> str:
        nonce = os.urandom(NONCE)
        return base64.b64encode(nonce + next(_boxes()).encrypt(nonce, text.encode(), PURPOSE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        raw = base64.b64decode(encrypted_text)
        for box in _boxes():
            try:
                return box.decrypt(raw[:NONCE], raw[NONCE:], PURPOSE).decode()
            except InvalidTag:
                continue
        raise ValueError("This secret was closed with another key. Reset the second step of this account.")

    def can_delete_authenticator(self, authenticator) -> bool:
        kept = type(authenticator).objects.filter(
            user=authenticator.user_id, type__in=[authenticator.Type.TOTP, authenticator.Type.WEBAUTHN]
        )
        return bool(kept.exclude(pk=authenticator.pk).exists())

    def send_notification_mail(self, *args, **kwargs) -> None:
        """Nothing leaves by mail; the audit trail says what changed."""


def _boxes() -> Iterator[AESGCM]:
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        derived = HKDF(hashes.SHA256(), length=32, salt=None, info=PURPOSE)
        yield AESGCM(derived.derive(hashlib.sha256(force_bytes(secret)).digest()))
