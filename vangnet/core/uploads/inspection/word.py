"""A text document of an office program is an archive: every name, size and reference in it is looked at."""

import io
import re
import zipfile

Seen = tuple[str, bytes, int, int]

_MOST_PARTS = 2_000
_DRAWN = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".tif", ".tiff", ".bmp", ".odttf")
_WRITTEN = (".xml", ".rels")
_FOLDERS = ("_rels/", "docProps/", "word/", "customXml/")
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RUNS = re.compile(r"vbaproject|vbadata|activex|embeddings/|oleobject|\.bin$", re.IGNORECASE)
_REFERENCE = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>", re.IGNORECASE)
_OUTSIDE = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']", re.IGNORECASE)
_LINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']", re.IGNORECASE)
_HARMLESS_LINK = re.compile(rb"Target\s*=\s*[\"'](?:https?://|mailto:)", re.IGNORECASE)
_LOCKED = 0x1


def look(content: bytes, _pixels: int, unpacked: int) -> Seen:
    """Nothing when the document holds only text and drawings; otherwise why it is refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            reason = _bad_list(archive, content) or _bad_parts(archive, unpacked)
    except Exception:  # a broken or tricked archive fails in many ways; none of them is a document
        reason = "unreadable"
    return reason, b"", 0, 0


def _bad_list(archive: zipfile.ZipFile, content: bytes) -> str:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(names) > _MOST_PARTS or len({name.lower() for name in names}) != len(names):
        return "unreadable"
    if any(part.flag_bits & _LOCKED for part in parts):
        return "encrypted"
    if min((part.header_offset for part in parts), default=1) != 0 or _has_tail(archive, content):
        return "hidden"
    if any(_RUNS.search(name) for name in names):
        return "active"
    return "" if all(map(_is_plain_name, names)) else "hidden"


def _has_tail(archive: zipfile.ZipFile, content: bytes) -> bool:
    end = content.rfind(b"PK\x05\x06")
    return end + 22 + len(archive.comment) != len(content) or bool(archive.comment)


def _is_plain_name(name: str) -> bool:
    if name == "[Content_Types].xml":
        return True
    inside = name.startswith(_FOLDERS) and ".." not in name and "\\" not in name
    return inside and (name.endswith("/") or name.lower().endswith(_DRAWN + _WRITTEN))


def _bad_parts(archive: zipfile.ZipFile, unpacked: int) -> str:
    if _MAIN not in archive.read("[Content_Types].xml"):
        return "unreadable"
    left = unpacked
    for part in archive.infolist():
        text = _unpack(archive, part, left)
        if text is None:
            return "unpacked"
        left -= len(text)
        if part.filename.lower().endswith(_WRITTEN) and (reason := _bad_text(text)):
            return reason
    return ""


def _unpack(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> bytes | None:
    """What a part holds, however small it says it is; nothing when that is more than may be."""
    with archive.open(part) as opened:
        text = opened.read(left + 1)
    return text if len(text) <= left else None


def _bad_text(text: bytes) -> str:
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"\0" in text:
        return "active"
    for reference in _REFERENCE.findall(text):
        if _OUTSIDE.search(reference) and not (_LINK.search(reference) and _HARMLESS_LINK.search(reference)):
            return "active"
    return "active" if b"macroEnabled" in text else ""
