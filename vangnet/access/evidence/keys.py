"""Where the key that signs seals is kept, and which public keys count. The database knows none of them."""

import os
import secrets
from pathlib import Path

from django.conf import settings

from vangnet.access.sealing.seals import KeyFault, Keys, Signer, new_key, signer


def own() -> Signer:
    """The signer of this installation: from VANGNET_SEAL_KEY, or from a file that is made once outside production."""
    if settings.VANGNET_SEAL_KEY:
        return signer(settings.VANGNET_SEAL_KEY)
    file = settings.VANGNET_SEAL_KEY_FILE
    if file is None:
        raise KeyFault(
            "VANGNET_SEAL_KEY is missing: only the process that seals needs it. Make one with: "
            "./run manage seal_key --new"
        )
    return signer(_kept(Path(file)))


def known() -> Keys:
    """The public keys that seals may be signed with: those that were given, and our own, earlier ones included."""
    given = list(settings.VANGNET_SEAL_PUBLIC_KEYS)
    file = settings.VANGNET_SEAL_KEY_FILE
    if file is not None and _public(Path(file)).exists():
        given += _public(Path(file)).read_text(encoding="ascii").split()
    if settings.VANGNET_SEAL_KEY:
        given.append(signer(settings.VANGNET_SEAL_KEY).public)
    if not given:
        given.append(own().public)
    return Keys(given)


def replace() -> Signer:
    """Sign with a new key from now on; seals by the old one keep counting."""
    if settings.VANGNET_SEAL_KEY_FILE is None:
        raise KeyFault(
            "Here the key comes from VANGNET_SEAL_KEY. Change it there, and keep the old public key."
        )
    Path(settings.VANGNET_SEAL_KEY_FILE).unlink(missing_ok=True)
    return own()


def _kept(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii")
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
    key = new_key()
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as kept:
        kept.write(key)
    try:
        os.link(draft, file)
    except FileExistsError:
        return file.read_text(encoding="ascii")
    finally:
        draft.unlink()
    with _public(file).open("a", encoding="ascii") as public:
        public.write(signer(key).public + "\n")
    return key


def _public(file: Path) -> Path:
    return file.with_name(f"{file.name}.public")
