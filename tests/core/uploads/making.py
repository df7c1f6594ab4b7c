"""Making files, good ones and bad ones, without keeping any of them in the repository."""

import io
import struct
import zipfile
import zlib

from PIL import Image, PngImagePlugin

WORD_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = '<?xml version="1.0"?><Relationships>{}</Relationships>'
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def picture(form="JPEG", size=(60, 40), mode="RGB", **how):
    out = io.BytesIO()
    Image.new(mode, size, how.pop("color", 128 if mode == "L" else (180, 30, 90, 120)[: len(mode)])).save(
        out, form, **how
    )
    return out.getvalue()


def telling_picture():
    """A photograph that says where and with what it was made."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0132], exif[0x0112] = "SecretCamera", "2026:05:04 03:02:01", 6
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 5.0, 7.0), 3: "E", 4: (4.0, 18.0, 3.0)})
    return picture(exif=exif, comment=b"SecretComment", icc_profile=b"SecretProfile" * 20)


def telling_png():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "SecretAuthor")
    notes.add_itxt("XML:com.adobe.xmp", "<x>SecretPlace</x>")
    return picture("PNG", mode="RGBA", pnginfo=notes)


def chunk(kind, data):
    return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))


def png(width, height, *, data=b"", extra=b"", depth=8, colour=2):
    head = chunk(b"IHDR", struct.pack("!IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + extra + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def jpeg_of(width, height):
    """A picture that only says that it is huge."""
    sound = bytearray(picture())
    at = sound.index(b"\xff\xc0")
    sound[at + 5 : at + 9] = struct.pack("!HH", height, width)
    return bytes(sound)


def pdf(*objects, catalog="", page="", trailer="", stream=b"BT ET", packed=None, filters=None):
    """A document of one page; `objects` are more objects, the other words are put into the object of that name."""
    content = zlib.compress(stream) if packed is None else packed
    body = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R {page} >>".encode(),
        f"<< /Length {len(content)} /Filter {filters or '/FlateDecode'} >>\nstream\n".encode()
        + content
        + b"\nendstream",
        *(one if isinstance(one, bytes) else one.encode() for one in objects),
    ]
    out, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, one in enumerate(body, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    table = f"xref\n0 {len(body) + 1}\n0000000000 65535 f \n" + "".join(
        f"{at:010} 00000 n \n" for at in places
    )
    end = f"trailer\n<< /Size {len(body) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + table.encode() + end.encode()


def word(parts=None, *, types=WORD_TYPES, relations="", packing=zipfile.ZIP_DEFLATED, without=()):
    inside = {
        "[Content_Types].xml": types,
        "_rels/.rels": RELATIONS.format(""),
        "word/document.xml": "<w:document><w:body><w:p/></w:body></w:document>",
        "word/_rels/document.xml.rels": RELATIONS.format(relations),
        **(parts or {}),
    }
    return archive({name: text for name, text in inside.items() if name not in without}, packing)


def archive(parts, packing=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as opened:
        for name, text in parts.items():
            opened.writestr(name, text)
    return out.getvalue()
