"""Root keys: they wrap the data keys of one kind of data, and never leave their provider."""

from __future__ import annotations

import base64
import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from vangnet.persons.vault.envelopes import new_material

_NONCE_BYTES = 12
_EMPTY: dict[str, Any] = {"format": 1, "index": "", "roots": {}}


class RootKeyError(RuntimeError):
    """The root keys cannot be used; the message says what to do. It never holds a key."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A data key as it lies in the keyring: of no use without the root key of its kind of data and version."""

    category: str
    context: bytes
    version: int
    sealed: bytes


class RootKeys(Protocol):
    """Who keeps the root keys: a file by default, a program that talks to a KMS or HSM in production."""

    def current_version(self, category: str) -> int:
        """The version of the root key that new data keys are wrapped with."""
        ...

    def wrap(self, category: str, key: bytes, context: bytes) -> Wrapped:
        """Wrap a data key with the current root key of its kind; the context is bound into it."""
        ...

    def unwrap(self, wrapped: Sequence[Wrapped]) -> list[bytes]:
        """The data keys themselves, in the same order; many at once, since a page asks for many."""
        ...

    def index_key(self, scope: str) -> bytes:
        """The key for searching within a scope, such as one organisation; another scope has an unrelated one."""
        ...


class LocalKeyFile:
    """Root keys in a file that only its owner can read: the default, for one machine."""

    def __init__(self, file: Path, *, may_make: bool = False) -> None:
        self._file = file
        self._may_make = may_make
        self._read: tuple[tuple[int, int, int], dict[str, Any]] | None = None

    def current_version(self, category: str) -> int:
        """The highest version on file; the first one is made when that is allowed."""
        versions = self._content()["roots"].get(category)
        return max(map(int, versions)) if versions else self._first(category)

    def wrap(self, category: str, key: bytes, context: bytes) -> Wrapped:
        """Wrap with AES-256-GCM; category, version and context are bound into it."""
        version = self.current_version(category)
        nonce = os.urandom(_NONCE_BYTES)
        sealed = AESGCM(self._root(category, version)).encrypt(nonce, key, _bound(category, version, context))
        return Wrapped(category, context, version, nonce + sealed)

    def unwrap(self, wrapped: Sequence[Wrapped]) -> list[bytes]:
        """Unwrap each; refuses what was changed or belongs to something else."""
        return [self._unwrap(one) for one in wrapped]

    def index_key(self, scope: str) -> bytes:
        """Derived from a secret that is only for searching."""
        kept = self._content()["index"] or self._first_index()
        derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=f"vangnet-index:{scope}".encode())
        return derive.derive(base64.b64decode(kept))

    def prepare(self, categories: Iterable[str]) -> None:
        """Make the file and the root keys that are missing; what is there stays as it is."""
        making = LocalKeyFile(self._file, may_make=True)
        for category in categories:
            making.current_version(category)
        making.index_key("")

    def add_version(self, category: str) -> int:
        """Make a new root key for a kind of data; from now on data keys are wrapped with it."""
        with self._changing() as content:
            versions = content["roots"].setdefault(category, {})
            new = max(map(int, versions), default=0) + 1
            versions[str(new)] = _text(new_material())
        return new

    def retire(self, category: str, version: int) -> None:
        """Destroy an old root key. What is still wrapped with it can never be opened again."""
        if version == self.current_version(category):
            raise RootKeyError(f"Version {version} of '{category}' is in use. Make a new version first.")
        with self._changing() as content:
            content["roots"][category].pop(str(version), None)

    def versions(self) -> dict[str, list[int]]:
        """Which root keys there are, per kind of data."""
        roots = self._content()["roots"]
        return {category: sorted(map(int, versions)) for category, versions in sorted(roots.items())}

    def _unwrap(self, one: Wrapped) -> bytes:
        root, nonce = self._root(one.category, one.version), one.sealed[:_NONCE_BYTES]
        try:
            return AESGCM(root).decrypt(
                nonce, one.sealed[_NONCE_BYTES:], _bound(one.category, one.version, one.context)
            )
        except (InvalidTag, ValueError):
            raise RootKeyError(
                f"A data key for '{one.category}' does not open with version {one.version} of its root key: "
                "the keyring was changed, or the file of root keys is not the one it was made with."
            ) from None

    def _root(self, category: str, version: int) -> bytes:
        try:
            return base64.b64decode(self._content()["roots"][category][str(version)])
        except KeyError:
            raise RootKeyError(f"There is no version {version} of the root key for '{category}'.") from None

    def _first(self, category: str) -> int:
        if not self._may_make:
            raise RootKeyError(
                f"There is no root key for '{category}' in {self._file.name}. Make it with: rotate_keys --prepare"
            )
        with self._changing() as content:
            content["roots"].setdefault(category, {"1": _text(new_material())})
        return self.current_version(category)

    def _first_index(self) -> str:
        if not self._may_make:
            raise RootKeyError(
                f"There is no key for searching in {self._file.name}. Make it with: rotate_keys --prepare"
            )
        with self._changing() as content:
            content["index"] = content["index"] or _text(new_material())
        return str(self._content()["index"])

    def _content(self) -> dict[str, Any]:
        try:
            status = self._file.stat()
        except FileNotFoundError:
            if self._may_make:
                return _EMPTY
            raise RootKeyError(
                f"The file of root keys {self._file.name} is missing. Put it back, or make it once with: rotate_keys --prepare"
            ) from None
        if status.st_mode & 0o077:
            raise RootKeyError(
                f"Others can read the root keys. Close the file with: chmod 600 {self._file.name}"
            )
        mark = (status.st_ino, status.st_mtime_ns, status.st_size)
        if self._read is None or self._read[0] != mark:
            self._read = (mark, _parsed(self._file))
        return self._read[1]

    @contextmanager
    def _changing(self) -> Iterator[dict[str, Any]]:
        """Change the file as a whole, one process at a time, so that nobody ever reads half of it."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        lock = os.open(self._file.with_name(self._file.name + ".lock"), os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(lock, "w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            content = json.loads(json.dumps(self._content()))
            yield content
            new = self._file.with_name(self._file.name + ".new")
            new.unlink(missing_ok=True)
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as written:
                json.dump(content, written)
                written.flush()
                os.fsync(written.fileno())
            new.rename(self._file)


def _parsed(file: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        if content["format"] == 1 and isinstance(content["roots"], dict):
            return content
    except (ValueError, KeyError, TypeError):
        pass
    raise RootKeyError(f"The file of root keys {file.name} cannot be read. Put back a good copy of it.")


def _bound(category: str, version: int, context: bytes) -> bytes:
    return f"vangnet-root:{category}:{version}:".encode() + context


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode("ascii")
