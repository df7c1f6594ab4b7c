"""From a file as it was sent to a file that may be kept, or a refusal that says why."""

import hashlib
from typing import Any

from vangnet.core.ids import random_id
from vangnet.core.uploads import kinds, recognising, sandbox, scanning
from vangnet.core.uploads.kinds import CleanFile, CleanImage, Purpose, UploadRefused

_NAME_LIMIT = 200
_UNTOLD = frozenset({"", "application/octet-stream"})


def check_image(file: Any, *, purpose: Purpose = kinds.PHOTO) -> CleanImage:
    """A picture that may be kept: only its dots remain, never where or with what it was made."""
    content = _read(file, purpose.size)
    return _picture(content, *_looked_through(file, content, purpose, purpose.kinds & kinds.PICTURES))


def check_document(file: Any, *, purpose: Purpose = kinds.DOCUMENT) -> CleanFile:
    """A document that may be kept: of an allowed kind, readable, and without anything that can run."""
    content = _read(file, purpose.size)
    kind, found = _looked_through(file, content, purpose, purpose.kinds)
    if kind in kinds.PICTURES:
        return _picture(content, kind, found)
    return CleanFile(content, kind, kinds.MEDIA_TYPES[kind], _new_name(kind), _digest(content))


def _looked_through(
    file: Any, content: bytes, purpose: Purpose, allowed: frozenset[str]
) -> tuple[str, sandbox.Found]:
    _check_name(getattr(file, "name", None))
    kind = recognising.kind_of(content)
    if kind not in allowed:
        raise UploadRefused("kind", kinds=_listed(allowed))
    _check_told(file, kind)
    scanning.scan(content)
    if recognising.has_second_face(content, kind):
        raise UploadRefused("hidden")
    return kind, sandbox.inspect(content, kind, pixels=purpose.pixels, unpacked=purpose.unpacked)


def _picture(content: bytes, kind: str, found: sandbox.Found) -> CleanImage:
    media_type = kinds.MEDIA_TYPES[kind]
    return CleanImage(
        found.content, kind, media_type, _new_name(kind), _digest(content), found.width, found.height
    )


def _new_name(kind: str) -> str:
    return random_id(16) + kinds.EXTENSIONS[kind][0]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read(file: Any, most: int) -> bytes:
    content: bytes = file if isinstance(file, bytes) else file.read(most + 1)
    if not content:
        raise UploadRefused("empty")
    if len(content) > most:
        raise UploadRefused("too_large", most=most // 1_000_000)
    return content


def _check_name(name: object) -> None:
    if name is None:
        return
    text = str(name)
    if (
        not text.isprintable()
        or len(text) > _NAME_LIMIT
        or set(text) & set('/\\:*?"<>|')
        or text.startswith(".")
    ):
        raise UploadRefused("name")


def _check_told(file: Any, kind: str) -> None:
    name, media_type = getattr(file, "name", None), getattr(file, "content_type", None) or ""
    if name is not None and not str(name).lower().endswith(kinds.EXTENSIONS[kind]):
        raise UploadRefused("mismatch")
    if media_type not in _UNTOLD and media_type.split(";")[0] != kinds.MEDIA_TYPES[kind].split(";")[0]:
        raise UploadRefused("mismatch")


def _listed(allowed: frozenset[str]) -> str:
    return ", ".join(sorted(kinds.EXTENSIONS[kind][0].lstrip(".") for kind in allowed))
