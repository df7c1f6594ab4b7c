"""More than a hundred files made to do harm. By name: the file name it comes under and its content."""

import bz2
import gzip
import io
import random
import tarfile
import zipfile
import zlib

from tests.core.uploads.making import EICAR, archive, chunk, jpeg_of, pdf, picture, png, word

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(document.cookie)</script>"
PROGRAM = b"MZ\x90\0\3\0\0\0" + bytes(200)
ELF = b"\x7fELF\2\1\1" + bytes(200)
GIF = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\4\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
OUTSIDE = '<Relationship Id="r1" Type="http://x/{}" Target="{}" TargetMode="External"/>'


def corpus():
    return dict(
        [
            *_other_kinds(),
            *_other_names(),
            *_pictures(),
            *_second_faces(),
            *_documents(),
            *_office(),
            *_texts(),
            *_cut(),
        ]
    )


def _other_kinds():
    found = {
        "svg": SVG, "html": HTML, "gif": GIF, "exe": PROGRAM, "elf": ELF, "ole": OLE, "php": b"<?php system($_GET[0]);",
        "bmp": b"BM" + bytes(100), "tiff": b"II*\0" + bytes(100), "webp": b"RIFF\x24\0\0\0WEBPVP8 " + bytes(40),
        "ico": b"\0\0\1\0" + bytes(60), "psd": b"8BPS\0\1" + bytes(60), "heic": b"\0\0\0\x18ftypheic" + bytes(40),
        "rtf": b"{\\rtf1 {\\object\\objdata 0105}\x00}", "eps": b"%!PS-Adobe-3.0\n\x01(/etc/passwd) run",
        "gz": gzip.compress(b"x" * 1000, mtime=0), "bz2": bz2.compress(b"x"), "7z": b"7z\xbc\xaf\x27\x1c" + bytes(50),
        "rar": b"Rar!\x1a\x07\0" + bytes(50), "tar": _tar("../../etc/cron.d/x"), "zip": archive({"a.txt": "a"}),
        "class": b"\xca\xfe\xba\xbe" + bytes(50), "lnk": b"L\0\0\0\1\x14\2\0" + bytes(60), "empty": b"", "nulls": bytes(500),
        "noise": random.Random(7).randbytes(3000), "swf": b"FWS\x09" + bytes(60), "wasm": b"\0asm\1\0\0\0",
    }  # fmt: skip
    for kind, content in found.items():
        yield f"{kind} under its own name", (f"file.{kind}", content)
        yield f"{kind} called a picture", ("photo.jpg", content)
        yield f"{kind} called a pdf", ("letter.pdf", content)


def _other_names():
    good = picture()
    names = {
        "traversal": "../../etc/passwd.jpg", "traversal on windows": "..\\..\\boot.jpg", "absolute": "/etc/x.jpg",
        "null": "photo.php\0.jpg", "line break": "photo\r\nSet-Cookie: a=b.jpg", "right to left": "photo\u202egpj.exe",
        "hidden": ".htaccess.jpg", "stream": "photo.jpg:evil.jpg", "program": "photo.jpg.exe", "long": "a" * 400 + ".jpg",
        "pipe": "photo|sh.jpg", "quote": 'a".jpg', "tag": "<img>.jpg", "no ending": "photo", "pdf": "photo.pdf",
    }  # fmt: skip
    for what, name in names.items():
        yield f"name: {what}", (name, good)


def _pictures():
    bomb = zlib.compress(bytes(3 * 20_000 * 20_000 // 100), 9)
    text = zlib.compress(bytes(90_000_000), 9)
    yield "png bomb", ("photo.png", png(20_000, 20_000, data=bomb))
    yield "png of all heights", ("photo.png", png(1, 2**31 - 1))
    yield "png of all widths", ("photo.png", png(2**31 - 1, 1))
    yield "png without size", ("photo.png", png(0, 0))
    yield "png very long", ("photo.png", png(1, 30_000, data=zlib.compress(bytes(4 * 30_000))))
    yield "png with a text bomb", ("photo.png", png(9, 9, extra=chunk(b"zTXt", b"a\0\0" + text)))
    yield "png with a profile bomb", ("photo.png", png(9, 9, extra=chunk(b"iCCP", b"a\0\0" + text)))
    yield "png with wrong sums", ("photo.png", picture("PNG").replace(b"IDAT", b"IDAX"))
    yield "png with odd depth", ("photo.png", png(9, 9, depth=77, colour=99))
    yield "png without end", ("photo.png", picture("PNG")[:60])
    yield "jpeg that says it is huge", ("photo.jpg", jpeg_of(65_000, 65_000))
    yield "jpeg without dots", ("photo.jpg", jpeg_of(0, 0))
    yield "jpeg of only a start", ("photo.jpg", b"\xff\xd8\xff\xe0")
    yield "jpeg of markers", ("photo.jpg", b"\xff\xd8\xff" + b"\xff\xe0\x00\x02" * 5000)
    yield "jpeg too large", ("photo.jpg", picture() + bytes(20_000_001))
    yield "png called jpeg", ("photo.jpg", picture("PNG"))


def _second_faces():
    zipped, document = archive({"x.js": "alert(1)"}), pdf()
    for form, name in (("JPEG", "photo.jpg"), ("PNG", "photo.png")):
        good = picture(form)
        yield f"{form} and archive", (name, good + zipped)
        yield f"{form} and pdf", (name, good + document)
        yield f"{form} and page", (name, good + b"<html><body>x</body></html>")
        yield f"{form} and script", (name, good + b"<script>alert(1)</script>")
        yield f"{form} and php", (name, good + b"<?php system('id'); ?>")
        yield f"{form} and rar", (name, good + b"Rar!\x1a\x07\0")
        yield f"{form} and 7z", (name, good + b"7z\xbc\xaf\x27\x1c\0")
        yield f"{form} and virus", (name, good + EICAR)
    yield "jpeg with a script inside", ("photo.jpg", picture(comment=b"<script>alert(1)</script>"))
    yield "pdf and archive", ("letter.pdf", document + zipped)
    yield "pdf and page", ("letter.pdf", document + HTML)
    yield "pdf behind a page", ("letter.pdf", HTML + document)
    yield "pdf behind a picture", ("letter.pdf", GIF + document)
    yield (
        "pdf and virus",
        ("letter.pdf", pdf(stream=b"x", trailer="/X (" + EICAR.decode().replace("(", "\\(") + ")") + EICAR),
    )


def _documents():
    runs = {
        "javascript": {"catalog": "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"},
        "javascript in numbers": {"catalog": "/OpenAction << /S /J#61vaScript /#4a#53 (x) >>"},
        "javascript by name tree": {"catalog": "/Names << /JavaScript << /Names [] >> >>"},
        "launch": {"catalog": "/OpenAction << /S /Launch /F (cmd.exe) >>"},
        "extra actions": {"page": "/AA << /O << /S /Named /N /Print >> >>"},
        "other file": {"catalog": "/Names << /EmbeddedFiles << /Names [] >> >>"},
        "attachment": {"page": "/Annots [<< /Type /Annot /Subtype /FileAttachment >>]"},
        "form that runs": {"catalog": "/AcroForm << /XFA [] /Fields [] >>"},
        "sends a form": {"page": "/Annots [<< /Subtype /Widget /A << /S /SubmitForm /F (http://x) >> >>]"},
        "other document": {"catalog": "/OpenAction << /S /GoToR /F (\\\\\\\\server\\\\share) /D [0 /Fit] >>"},
        "inner document": {"catalog": "/OpenAction << /S /GoToE /D [0 /Fit] >>"},
        "film": {"page": "/Annots [<< /Subtype /RichMedia >>]"},
        "sound": {"page": "/Annots [<< /A << /S /Sound >> >>]"},
        "imports": {"catalog": "/OpenAction << /S /ImportData /F (x.fdf) >>"},
        "three dimensions": {"page": "/Annots [<< /Subtype /3D >>]"},
        "locked": {"trailer": "/Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -4 >>"},
        "bomb": {"packed": zlib.compress(bytes(150_000_000), 9)},
        "bomb of lzw": {"packed": bytes(3_000_000), "filters": "/LZWDecode"},
        "many packings": {"filters": "[/FlateDecode /FlateDecode /FlateDecode /FlateDecode]"},
        "deep": {"page": "/X " + "[" * 3000 + "]" * 3000},
    }
    for what, how in runs.items():
        yield f"pdf: {what}", ("letter.pdf", pdf(**how))
    yield (
        "pdf: script that no table lists",
        ("letter.pdf", pdf().replace(b"xref", b"9 0 obj <</S/JavaScript>> endobj xref", 1)),
    )
    yield "pdf: no pages", ("letter.pdf", b"%PDF-1.7\n%%EOF\n")
    yield "pdf: round and round", ("letter.pdf", pdf().replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"))
    yield (
        "pdf: parent of itself",
        (
            "letter.pdf",
            pdf("<< /Type /Pages /Kids [5 0 R] /Count 1 >>").replace(b"/Pages 2 0", b"/Pages 5 0"),
        ),
    )
    yield "pdf: table of lies", ("letter.pdf", pdf().replace(b"0000000", b"9999999"))
    yield "pdf: too large", ("letter.pdf", pdf() + b" " * 20_000_001)


def _office():
    bomb = "<w:t>" + "a" * 120_000_000 + "</w:t>"
    parts = {
        "macro": {"parts": {"word/vbaProject.bin": "x"}},
        "control": {"parts": {"word/activeX/activeX1.xml": "x"}},
        "object": {"parts": {"word/embeddings/oleObject1.bin": "x"}},
        "program": {"parts": {"word/run.exe": "x"}},
        "traversal": {"parts": {"word/../../../etc/cron.d/x.xml": "x"}},
        "traversal on windows": {"parts": {"word/..\\..\\x.xml": "x"}},
        "absolute": {"parts": {"/etc/x.xml": "x"}},
        "archive inside": {"parts": {"word/more.zip": archive({"a": "b"})}},
        "bomb": {"parts": {"word/document.xml": bomb}},
        "entities": {"parts": {"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}},
        "reads a file": {
            "parts": {"word/document.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'}
        },
        "other letters": {"parts": {"word/document.xml": "<!DOCTYPE a>".encode("utf-16")}},
        "template elsewhere": {"relations": OUTSIDE.format("attachedTemplate", "http://x/evil.dotm")},
        "picture elsewhere": {"relations": OUTSIDE.format("image", "http://x/pixel.png")},
        "link to a file": {"relations": OUTSIDE.format("hyperlink", "file:///etc/passwd")},
        "macro type": {"parts": {"docProps/app.xml": "application/vnd.ms-word.document.macroEnabled"}},
        "other kind": {"types": "<Types/>"},
        "no list": {"without": ("[Content_Types].xml",)},
        "many parts": {"parts": {f"word/p{number}.xml": "" for number in range(2100)}},
        "virus": {"parts": {"word/a.xml": EICAR}, "packing": zipfile.ZIP_STORED},
    }
    for what, how in parts.items():
        yield f"word: {what}", ("letter.docx", word(**how))
    good = word()
    yield "word: something before it", ("letter.docx", b"PK\x03\x04" + bytes(40) + good)
    yield "word: something behind it", ("letter.docx", good + PROGRAM)
    yield "word: locked", ("letter.docx", _with_flag(good))
    yield "word: is a sheet", ("letter.docx", archive({"xl/workbook.xml": "x", "[Content_Types].xml": "x"}))
    yield "word: called pdf", ("letter.pdf", good)


def _texts():
    for what, content in {
        "page": HTML, "page behind spaces": b"  \n\t" + HTML, "drawing": SVG, "virus": EICAR, "null": b"a\0b",
        "escape": b"a\x1b[2Jb", "right to left": "abc\u202etxt".encode(), "isolates": "a\u2066b".encode(),
        "other letters": "hello".encode("utf-16"), "broken letters": b"\xc3\x28", "late": b"<?xml version='1.0'?><a/>",
    }.items():  # fmt: skip
        yield f"text: {what}", ("note.txt", content)


def _cut():
    for form, name, good in (
        ("jpeg", "photo.jpg", picture(size=(300, 200))),
        ("png", "photo.png", picture("PNG", (300, 200))),
    ):
        for part in (0.2, 0.5, 0.9):
            yield f"{form} cut at {part}", (name, good[: int(len(good) * part)])
    for part in (0.1, 0.5, 0.95):
        yield f"pdf cut at {part}", ("letter.pdf", pdf()[: int(len(pdf()) * part)])
        yield f"word cut at {part}", ("letter.docx", word()[: int(len(word()) * part)])


def _tar(name):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as opened:
        entry = tarfile.TarInfo(name)
        entry.size = 1
        opened.addfile(entry, io.BytesIO(b"x"))
    return out.getvalue()


def _with_flag(content):
    """The same archive with the mark of a password at each part, in the list at its end."""
    marked = bytearray(content)
    at = 0
    while (at := marked.find(b"PK\x01\x02", at)) >= 0:
        marked[at + 8] |= 1
        at += 4
    return bytes(marked)
