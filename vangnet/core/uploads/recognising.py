"""What a file is by its content, and whether it is something else as well."""

import re
import unicodedata

from vangnet.core.uploads.kinds import JPEG, PDF, PNG, TEXT, WORD

_STARTS = ((b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"%PDF-", PDF), (b"PK\x03\x04", WORD))
_MARKUP = re.compile(rb"\s*<(?:!doctype|\?|html|svg|script|head|body|iframe|!--)", re.IGNORECASE)
# Long enough that compressed data hold none of them by chance.
_FOREIGN = re.compile(
    rb"<script|<\?php|<!doctype|<html>|javascript:|%PDF-1|PK\x03\x04.{22}|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c",
    re.I | re.S,
)
_ARCHIVE_END = b"PK\x05\x06"
_TAIL = 66_000  # an archive is found by its end, which may be followed by a comment of 64 kB
_PLAIN = frozenset("\t\n\r\f")
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def kind_of(content: bytes) -> str:
    """The kind of a file by its first bytes; plain text when it is nothing but readable characters; else nothing."""
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    return TEXT if _is_plain_text(content) else ""


def has_second_face(content: bytes, kind: str) -> bool:
    """Whether other programs would take a picture or PDF for something else as well."""
    if kind in (WORD, TEXT):
        return False
    if _ARCHIVE_END in content[-_TAIL:]:
        return True
    return not _ends_as_pdf(content) if kind == PDF else bool(_FOREIGN.search(content))


def _ends_as_pdf(content: bytes) -> bool:
    _before, mark, after = content.rpartition(b"%%EOF")
    return bool(mark) and not after.strip(b"\r\n \t\0")


def _is_plain_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if _MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")):
        return False
    return not any(_is_odd(sign) for sign in set(text))


def _is_odd(sign: str) -> bool:
    return sign in _DIRECTIONS or (unicodedata.category(sign) == "Cc" and sign not in _PLAIN)
