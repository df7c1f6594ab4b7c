"""A PDF is walked through, object by object: nothing in it may run, reach out, hold another file or unpack without end."""

import io
import re
import zlib

from pypdf import PdfReader
from pypdf.filters import ASCII85Decode, ASCIIHexDecode
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

Seen = tuple[str, bytes, int, int]

_MOST_OBJECTS = 50_000
_MOST_FILTERS = 2
_MOST_LOOSE = 500
_DEEPEST = 60
_GROWTH = 50  # what other packings may become, taken wide
_KEYS_THAT_RUN = frozenset(
    {
        "/JS",
        "/JavaScript",
        "/AA",
        "/Launch",
        "/EmbeddedFile",
        "/EmbeddedFiles",
        "/EF",
        "/XFA",
        "/RichMediaContent",
    }
)
_ACTIONS_THAT_RUN = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/GoToE",
        "/GoToR",
        "/Movie",
        "/Sound",
        "/Rendition",
    }
    | {"/RichMedia", "/RichMediaExecute", "/GoTo3DView", "/FileAttachment", "/Screen", "/3D"}
)
# Also in objects that no table lists, and with letters written as #6a.
_LONG_WORDS = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData)\b")
_WRITTEN_AS_NUMBER = re.compile(rb"#([0-9A-Fa-f]{2})")


class Refused(Exception):
    """Why this file stays outside."""


def look(content: bytes, _pixels: int, unpacked: int) -> Seen:
    """Nothing when the document only shows pages; otherwise why it is refused."""
    try:
        _look(content, unpacked)
    except Refused as refusal:
        return str(refusal), b"", 0, 0
    except Exception:  # a tricked file makes the reader stumble in many ways; none of them is a document
        return "unreadable", b"", 0, 0
    return "", b"", 0, 0


def _look(content: bytes, unpacked: int) -> None:
    if _LONG_WORDS.search(_WRITTEN_AS_NUMBER.sub(lambda found: bytes([int(found[1], 16)]), content)):
        raise Refused("active")
    reader = PdfReader(io.BytesIO(content), strict=False)
    if "/Encrypt" in reader.trailer:
        raise Refused("encrypted")
    listed, named = _listed(reader), set[int]()
    _look_at(reader.trailer, named)
    left = unpacked
    for number, generation in sorted(listed.items()):
        one = reader.get_object(IndirectObject(number, generation, reader))
        _look_at(one, named)
        if isinstance(one, StreamObject):
            left -= _size(one, left)
    if not len(reader.pages) or _is_unlisted(reader, named - listed.keys()):
        raise Refused("unreadable")


def _listed(reader: PdfReader) -> dict[int, int]:
    """Number and generation of every object in the tables of the file."""
    listed = {number: generation for generation, kept in reader.xref.items() for number in kept}
    listed |= {number: 0 for number in reader.xref_objStm}
    listed.pop(0, None)
    if len(listed) > _MOST_OBJECTS:
        raise Refused("unpacked")
    return listed


def _is_unlisted(reader: PdfReader, numbers: set[int]) -> bool:
    """Whether something is there that no table lists: a reader that repairs the file would find what we did not look at."""
    if len(numbers) > _MOST_LOOSE:
        return True
    return any(reader.get_object(IndirectObject(number, 0, reader)) is not None for number in numbers)


def _look_at(one: object, named: set[int], depth: int = 0) -> None:
    """Look at everything within one object, and remember the numbers of the objects that it names."""
    if depth > _DEEPEST:
        raise Refused("unreadable")
    if isinstance(one, DictionaryObject):
        if _KEYS_THAT_RUN & one.keys() or _acts(one):
            raise Refused("active")
        parts = [one.raw_get(key) for key in one]
    else:
        parts = list.copy(one) if isinstance(one, ArrayObject) else []
    for part in parts:
        if isinstance(part, IndirectObject):
            named.add(part.idnum)
        else:
            _look_at(part, named, depth + 1)


def _acts(one: DictionaryObject) -> bool:
    kinds = (one.raw_get(key) for key in ("/S", "/Subtype", "/Type") if key in one)
    return any(isinstance(kind, str) and kind in _ACTIONS_THAT_RUN for kind in kinds)


def _size(stream: StreamObject, left: int) -> int:
    """How much a stream becomes; its own word for that is not believed."""
    filters = stream.get("/Filter", [])
    names = list(filters) if isinstance(filters, ArrayObject) else [filters] if filters else []
    if len(names) > _MOST_FILTERS:
        raise Refused("unpacked")
    packed = _as_bytes(stream._data, names[0] if names else "")
    if names and names[-1] in ("/FlateDecode", "/Fl"):
        return _inflated(packed, left)
    size = len(packed) * (_GROWTH if {"/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"} & set(names) else 1)
    if size > left:
        raise Refused("unpacked")
    return size


def _as_bytes(data: bytes, first: str) -> bytes:
    if first in ("/ASCII85Decode", "/A85"):
        return ASCII85Decode.decode(data)
    return ASCIIHexDecode.decode(data) if first in ("/ASCIIHexDecode", "/AHx") else data


def _inflated(packed: bytes, left: int) -> int:
    size, unpacker = 0, zlib.decompressobj()
    while packed and not unpacker.eof:
        size += len(unpacker.decompress(packed, 1_000_000))
        if size > left:
            raise Refused("unpacked")
        packed = unpacker.unconsumed_tail
    return size
