"""Files with a report: checked by their content, kept apart from the rest, opened by the owner only."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.cases.browsing import signed_in, text
from tests.factories import actor
from tests.signals.public.browsing import STORY, begin, send
from vangnet.core.uploads import scanning
from vangnet.core.uploads.kinds import UploadRefused
from vangnet.signals import public_form
from vangnet.signals.models import Attachment, DraftFile, Signal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registrar")]
FILES = "/en/report/files/"
PLACE = b"5216 Kade"


def photo(name="kade.jpg", exif=PLACE):
    picture, out, tags = Image.new("RGB", (40, 30), "navy"), io.BytesIO(), Image.Exif()
    tags[0x010E] = exif.decode()  # where and with what it was made
    picture.save(out, "JPEG", exif=tags)
    assert PLACE in out.getvalue()
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def test_photo_is_kept_without_what_it_says_about_place_and_device(browser, filled, registrar):
    assert browser.post(FILES, {"file": photo()})["Location"] == FILES
    assert "File 1: jpeg" in text(browser.get(FILES))
    assert "kade.jpg" not in browser.get(FILES).content.decode()
    send(browser)
    signal = Signal.objects.get()
    owner = signed_in(registrar)
    page = owner.get(f"/en/signals/{signal.address}/").content.decode()
    assert f"/en/signals/{signal.address}/files/1/" in page
    saved = owner.get(f"/en/signals/{signal.address}/files/1/")
    assert saved["Content-Disposition"].startswith("attachment;")
    assert Image.open(io.BytesIO(saved.content)).size == (40, 30)
    assert PLACE not in saved.content
    assert PLACE not in bytes(Attachment.objects.get().sealed)


def test_nobody_else_opens_the_file(browser, filled):
    browser.post(FILES, {"file": photo()})
    send(browser)
    address = f"/en/signals/{Signal.objects.get().address}/files/1/"
    assert signed_in(actor("police")).get(address).status_code == 404
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (SimpleUploadedFile("x.exe", b"MZ" + bytes(60), "application/octet-stream"), "This kind of file"),
        (SimpleUploadedFile("x.jpg", b"<html><script>alert(1)</script>", "image/jpeg"), "This kind of file"),
        (
            SimpleUploadedFile("x.pdf", b"plain words", "application/pdf"),
            "says something else than its content",
        ),
        (SimpleUploadedFile("x.jpg", b"\xff\xd8\xff" + bytes(50), "image/jpeg"), "damaged"),
        (SimpleUploadedFile("x.txt", b"", "text/plain"), "empty"),
        (SimpleUploadedFile("x.txt", b"a" * 10_000_001, "text/plain"), "too large"),
        (SimpleUploadedFile("x.txt", "over\u202eturned".encode(), "text/plain"), "This kind of file"),
    ],
)
def test_hostile_file_is_refused_with_what_to_do_and_the_rest_stays(browser, filled, file, says):
    browser.post(FILES, {"file": photo()})
    page = browser.post(FILES, {"file": file})
    assert page.status_code == 200
    assert says in text(page)
    assert "File 1: jpeg" in text(page)
    assert STORY in text(browser.get("/en/report/check/"))


def test_file_that_the_scanner_knows_is_refused_and_the_report_stays(browser, filled, monkeypatch):
    def found(_content):
        raise UploadRefused("malware")

    monkeypatch.setattr(scanning, "scan", found)
    assert "The virus scanner found something" in text(browser.post(FILES, {"file": photo()}))
    assert not DraftFile.objects.exists()
    assert STORY in text(browser.get("/en/report/check/"))


def test_file_is_removed_and_nothing_happens_for_one_that_is_not_there(browser, filled):
    browser.post(FILES, {"file": photo()})
    for key in (str(DraftFile.objects.get().pk), "nonsense"):
        assert browser.post(FILES, {"remove": key})["Location"] == FILES
    assert not DraftFile.objects.exists()


def test_no_file_chosen_and_one_too_many_say_so(browser, filled):
    assert "Choose a file first" in text(browser.post(FILES, {}))
    for _ in range(public_form.current().most_files):
        browser.post(FILES, {"file": photo()})
    assert "At most 5 files fit" in text(browser.post(FILES, {"file": photo()}))
    page = text(browser.get("/en/report/check/"))
    assert "5 files" in page


def test_size_is_told_in_words_that_fit(browser):
    begin(browser)
    browser.post(FILES, {"file": SimpleUploadedFile("x.txt", b"a" * 2_500_000, "text/plain")})
    assert "2.5 MB" in text(browser.get(FILES))
