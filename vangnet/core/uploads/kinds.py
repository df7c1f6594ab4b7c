"""Which kinds of files there are, for which purpose each may come in, and what a refusal says."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

JPEG, PNG, PDF, TEXT, WORD = "jpeg", "png", "pdf", "text", "word"

MEDIA_TYPES = {
    JPEG: "image/jpeg",
    PNG: "image/png",
    PDF: "application/pdf",
    TEXT: "text/plain; charset=utf-8",
    WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
EXTENSIONS: Mapping[str, tuple[str, ...]] = {
    JPEG: (".jpg", ".jpeg"),
    PNG: (".png",),
    PDF: (".pdf",),
    TEXT: (".txt",),
    WORD: (".docx",),
}
PICTURES = frozenset({JPEG, PNG})

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Purpose:
    """What may come in for one purpose: which kinds, how large, how many dots, and how much once unpacked."""

    kinds: frozenset[str]
    size: int
    pixels: int = 40_000_000
    unpacked: int = 100 * _MEGABYTE


PHOTO = Purpose(PICTURES, size=10 * _MEGABYTE)
DOCUMENT = Purpose(frozenset(MEDIA_TYPES), size=20 * _MEGABYTE)

_WORDS = {
    "empty": _("This file is empty. Choose another file."),
    "too_large": _("This file is too large. The largest size is %(most)s MB."),
    "name": _("This file has a name that cannot be used. Give it a short, plain name and choose it again."),
    "kind": _("This kind of file cannot be used here. Choose one of: %(kinds)s."),
    "mismatch": _(
        "The name of this file says something else than its content. Save it again and choose it again."
    ),
    "hidden": _(
        "This file has something else hidden in it, so it is refused. Save or scan it again as a plain file."
    ),
    "active": _(
        "This file can carry out commands, so it is refused. Print it to a plain PDF and choose that."
    ),
    "encrypted": _(
        "This file is locked with a password, so it cannot be checked. Save it without a password."
    ),
    "dimensions": _("This picture has too many dots. Make it smaller and choose it again."),
    "unpacked": _("This file becomes far too large when it is opened, so it is refused."),
    "unreadable": _("This file is damaged or not what it seems. Save it again and choose it again."),
    "malware": _(
        "The virus scanner found something in this file. Do not open it, and tell your administrator."
    ),
    "scanner": _(
        "The virus scanner does not answer, so no file can be accepted now. Try again in some minutes."
    ),
}


class UploadRefused(ValidationError):
    """A file that stays outside; the message says why and what to do, and a form shows it at its field."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(_WORDS[reason], code=reason, params=values)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A file that may be kept, under a name that reveals nothing."""

    content: bytes
    kind: str
    media_type: str
    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class CleanImage(CleanFile):
    """A picture that was drawn anew: no camera, no place, no moment, no second file behind it."""

    width: int
    height: int
