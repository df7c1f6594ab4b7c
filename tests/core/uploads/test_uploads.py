"""No hostile file comes in, no file can break the server, and what comes in leaves nothing behind but itself."""

import io
import resource
import runpy
import socket
import struct
import sys
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from PIL import Image

from tests.core.uploads import making
from tests.core.uploads.corpus import corpus
from vangnet.core import uploads
from vangnet.core.uploads import kinds, recognising, sandbox
from vangnet.core.uploads.inspection import __main__ as program
from vangnet.core.uploads.inspection import pdf as looking_at_pdf
from vangnet.core.uploads.inspection import picture as looking_at_picture
from vangnet.core.uploads.inspection import text as looking_at_text
from vangnet.core.uploads.inspection import word as looking_at_word

HOSTILE = corpus()
PROGRAMS = {kinds.PDF: looking_at_pdf, kinds.WORD: looking_at_word, kinds.TEXT: looking_at_text}


class Named(io.BytesIO):
    """A file with the very name that was sent; Django's own class would already have tidied it."""

    content_type = ""

    def __init__(self, content, name, content_type=""):
        super().__init__(content)
        self.name, self.content_type = name, content_type


@pytest.fixture
def in_here(monkeypatch):
    """Looks through files without a process for each, as the process does."""

    def inspect(content, kind, *, pixels, unpacked):
        refused, drawn, width, height = PROGRAMS.get(kind, looking_at_picture).look(content, pixels, unpacked)
        if refused:
            raise uploads.UploadRefused(refused)
        return sandbox.Found(drawn, width, height)

    monkeypatch.setattr(sandbox, "inspect", inspect)


def test_there_are_enough_hostile_files():
    assert len(HOSTILE) >= 150


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("check", [uploads.check_image, uploads.check_document])
def test_hostile_file_is_refused_with_words(check, name, in_here):
    told, content = HOSTILE[name]
    with pytest.raises(uploads.UploadRefused) as refusal:
        check(Named(content, told))
    assert refusal.value.reason in kinds._WORDS
    assert len(refusal.value.messages[0]) > 20


def test_decoder_that_breaks_ends_only_its_own_process(monkeypatch):
    for trouble in ("png bomb", "pdf: bomb", "pdf: deep", "word: bomb", "jpeg that says it is huge"):
        told, content = HOSTILE[trouble]
        with pytest.raises(uploads.UploadRefused):
            uploads.check_document(Named(content, told))
    monkeypatch.setattr(sandbox, "_PATIENCE", 0.001)
    with pytest.raises(uploads.UploadRefused) as slow:
        uploads.check_image(making.picture())
    assert slow.value.reason == "unreadable"
    monkeypatch.setattr(sandbox, "_PATIENCE", 30)
    monkeypatch.setattr(sandbox, "_PROGRAM", sandbox._PROGRAM.with_name("absent.py"))
    with pytest.raises(uploads.UploadRefused) as broken:
        uploads.check_image(making.picture())
    assert broken.value.reason == "unreadable"


@pytest.mark.parametrize("made", [making.telling_picture, making.telling_png])
def test_picture_keeps_its_dots_and_nothing_that_tells(made):
    clean = uploads.check_image(made())
    assert b"Secret" in made()
    assert b"Secret" not in clean.content
    assert b"2026" not in clean.content
    with Image.open(io.BytesIO(clean.content)) as again:
        assert not again.getexif()
        assert not {"comment", "icc_profile", "exif", "Author", "xmp"} & again.info.keys()


def test_picture_is_turned_upright_and_keeps_its_size():
    clean = uploads.check_image(making.telling_picture())
    assert (clean.width, clean.height) == (40, 60)
    see_through = uploads.check_image(making.picture("PNG", mode="RGBA"))
    with Image.open(io.BytesIO(see_through.content)) as again:
        assert again.mode == "RGBA"


@pytest.mark.parametrize(
    ("form", "mode"), [("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "RGB"), ("PNG", "1"), ("PNG", "I;16")]
)
def test_every_sort_of_sound_picture_comes_in(form, mode, in_here):
    out = io.BytesIO()
    Image.new(mode, (20, 10)).save(out, form)
    assert (
        uploads.check_image(Named(out.getvalue(), f"photo.{'jpg' if form == 'JPEG' else 'png'}")).width == 20
    )


@pytest.mark.parametrize(
    ("name", "media_type", "content"),
    [
        (
            "letter.pdf",
            "application/pdf",
            making.pdf(page="/Annots [<< /A << /S /URI /URI (https://x.example) >> >>]"),
        ),
        ("scan.PDF", "", making.pdf(packed=b"s8W*", filters="/ASCII85Decode") + b"\n\0"),
        ("scan.pdf", "", making.pdf(packed=b"4142>", filters="/ASCIIHexDecode")),
        ("scan.pdf", "", making.pdf(packed=b"\x02abc\x80", filters="[/RunLengthDecode]")),
        ("scan.pdf", "", making.pdf(packed=b"abc", filters="[]")),
        ("note.txt", "text/plain", "Zij belde: é, 日本, عربي\r\n\tregel twee".encode()),
        ("note.txt", "application/octet-stream", b"\xef\xbb\xbfplain"),
        ("letter.docx", "", making.word({"word/media/a.png": making.picture("PNG"), "docProps/": ""})),
        (
            "letter.docx",
            "",
            making.word(
                relations='<Relationship Type="x/hyperlink" Target="https://a.example" TargetMode="External"/>'
                '<Relationship Type="x/image" Target="media/a.png"/>'
            ),
        ),
        ("photo.jpeg", "image/jpeg", making.picture()),
    ],
)
def test_ordinary_document_comes_in(name, media_type, content, in_here):
    clean = uploads.check_document(
        SimpleUploadedFile(name, content, media_type or "application/octet-stream")
    )
    assert clean.name.rpartition(".")[0].isalnum()
    assert "letter" not in clean.name
    assert len(clean.digest) == 64
    assert clean.content == content or clean.kind in kinds.PICTURES


def test_type_that_the_sender_tells_has_to_be_true(in_here):
    with pytest.raises(uploads.UploadRefused) as lie:
        uploads.check_image(Named(making.picture(), "photo.jpg", "image/png"))
    assert lie.value.reason == "mismatch"


def test_picture_is_a_document_only_where_that_is_allowed(in_here):
    only_pdf = kinds.Purpose(frozenset({kinds.PDF}), size=1_000_000)
    with pytest.raises(uploads.UploadRefused) as refusal:
        uploads.check_document(making.picture(), purpose=only_pdf)
    assert "pdf" in refusal.value.messages[0]
    assert isinstance(uploads.check_document(making.picture()), uploads.CleanImage)


def test_refusal_speaks_dutch_and_english():
    refusal = uploads.UploadRefused("too_large", most=10)
    with override("en"):
        assert refusal.messages == ["This file is too large. The largest size is 10 MB."]
    with override("nl"):
        assert refusal.messages == ["Dit bestand is te groot. Het mag hooguit 10 MB zijn."]


def test_file_goes_out_as_something_to_save_and_shut_in():
    answer = uploads.as_attachment(uploads.check_document(making.pdf()))
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="')
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def scanner(listening, reply, taken):
    line, _who = listening.accept()
    with line:
        assert line.recv(10, socket.MSG_WAITALL) == b"zINSTREAM\0"
        while size := struct.unpack("!I", line.recv(4, socket.MSG_WAITALL))[0]:
            taken.append(line.recv(size, socket.MSG_WAITALL))
        line.sendall(reply)


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (b"stream: OK\0", ""),
        (b"stream: Bad.Thing FOUND\0", "malware"),
        (b"INSTREAM size limit exceeded. ERROR\0", "scanner"),
    ],
)
@pytest.mark.parametrize("over", ["path", "port"])
def test_scanner_is_asked_when_there_is_one(settings, tmp_path, reply, reason, over, in_here):
    family = socket.AF_UNIX if over == "path" else socket.AF_INET
    with socket.socket(family) as listening:
        listening.bind(str(tmp_path / "s") if over == "path" else ("127.0.0.1", 0))
        listening.listen()
        where = listening.getsockname()
        settings.VANGNET_SCANNER = where if over == "path" else f"127.0.0.1:{where[1]}"
        taken = []
        answering = threading.Thread(target=scanner, args=(listening, reply, taken))
        answering.start()
        found = ""
        try:
            uploads.check_document(making.pdf())
        except uploads.UploadRefused as refusal:
            found = refusal.reason
        answering.join()
    assert found == reason
    assert b"".join(taken) == making.pdf()


def test_scanner_that_does_not_answer_lets_nothing_in(settings, tmp_path, in_here):
    settings.VANGNET_SCANNER = str(tmp_path / "nobody")
    with pytest.raises(uploads.UploadRefused) as refusal:
        uploads.check_image(making.picture())
    assert refusal.value.reason == "scanner"


def test_program_that_looks_shuts_itself_in_first(monkeypatch, capfdbinary):
    limits = []
    monkeypatch.setattr(resource, "setrlimit", lambda what, how: limits.append(what))
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(making.picture())))
    monkeypatch.setattr(sys, "argv", ["program", "jpeg", "1000000", "1000000"])
    runpy.run_path(str(sandbox._PROGRAM), run_name="__main__")
    sys.stdout.flush()
    told = capfdbinary.readouterr().out
    assert told.startswith(b'{"refused": "", "width": 60, "height": 40}\n\xff\xd8\xff')
    assert len(limits) == 4
    assert sandbox._PROGRAM.samefile(program.__file__)


@pytest.mark.parametrize(
    ("limit", "value", "made", "reason"),
    [
        ("_MOST_OBJECTS", 3, making.pdf(), "unpacked"),
        ("_MOST_LOOSE", 0, making.pdf(catalog="/X 99 0 R"), "unreadable"),
        ("_DEEPEST", 3, making.pdf(page="/X [[[[[]]]]]"), "unreadable"),
        ("_GROWTH", 10**9, making.pdf(packed=b"x", filters="/LZWDecode"), "unpacked"),
    ],
)
def test_document_without_end_is_refused_at_a_limit(monkeypatch, limit, value, made, reason):
    assert looking_at_pdf.look(made, 0, 1_000_000)[0] == ""
    monkeypatch.setattr(looking_at_pdf, limit, value)
    assert looking_at_pdf.look(made, 0, 1_000_000)[0] == reason


def test_kind_is_told_by_content_alone():
    assert recognising.kind_of(making.picture("PNG")) == kinds.PNG
    assert recognising.kind_of(making.word()) == kinds.WORD
    assert recognising.kind_of(b"GIF89a") == kinds.TEXT
    assert recognising.kind_of(b"\xff\xfe") == ""
