"""Root keys behind a program of the organisation's own: the way to a KMS or an HSM.

The program gets one question as JSON on its standard input and gives one answer as JSON on its standard output:

    {"act": "current_version", "category": C}                       -> {"version": N}
    {"act": "wrap", "category": C, "context": B, "key": B}          -> {"version": N, "sealed": B}
    {"act": "unwrap", "keys": [{"category", "context", "version", "sealed"}, ...]}  -> {"keys": [B, ...]}
    {"act": "index_key", "scope": S}                                -> {"key": B}

B is base64. What it writes on standard error is not shown, since it may name what it should not.
"""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Sequence
from typing import Any

from vangnet.persons.vault.roots import RootKeyError, Wrapped

_SECONDS = 10


class ProgramRootKeys:
    """Asks a program for every use of a root key, so that no root key is ever in our memory."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = list(words)

    def current_version(self, category: str) -> int:
        """The version that the program wraps with now."""
        return int(self._ask(act="current_version", category=category)["version"])

    def wrap(self, category: str, key: bytes, context: bytes) -> Wrapped:
        """Let the program wrap a data key."""
        told = self._ask(act="wrap", category=category, context=_text(context), key=_text(key))
        return Wrapped(category, context, int(told["version"]), base64.b64decode(told["sealed"]))

    def unwrap(self, wrapped: Sequence[Wrapped]) -> list[bytes]:
        """Let the program unwrap all keys of a page in one call."""
        if not wrapped:
            return []
        asked = [
            {
                "category": one.category,
                "context": _text(one.context),
                "version": one.version,
                "sealed": _text(one.sealed),
            }
            for one in wrapped
        ]
        keys = [base64.b64decode(key) for key in self._ask(act="unwrap", keys=asked)["keys"]]
        if len(keys) != len(wrapped):
            raise RootKeyError(
                "The program for root keys answered with another number of keys than was asked."
            )
        return keys

    def index_key(self, scope: str) -> bytes:
        """The key for searching within a scope, derived by the program."""
        return base64.b64decode(self._ask(act="index_key", scope=scope)["key"])

    def _ask(self, **question: Any) -> dict[str, Any]:
        try:
            done = subprocess.run(  # noqa: S603 - the program is chosen by whoever runs the server, not by a request
                self._words,
                input=json.dumps(question).encode(),
                capture_output=True,
                timeout=_SECONDS,
                check=True,
            )
            answer: dict[str, Any] = json.loads(done.stdout)
        except (OSError, subprocess.SubprocessError, ValueError):
            raise RootKeyError(
                f"The program for root keys ({self._words[0]}) did not answer the question '{question['act']}'. "
                "Look in its own log."
            ) from None
        return answer


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
