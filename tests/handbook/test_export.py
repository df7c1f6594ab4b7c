"""The handbook as files: the same pages as on the server, with links that work from a folder."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.handbook.reading import page, read, words
from vangnet.config import commandline
from vangnet.core import clock
from vangnet.signals import catalogue

ROOT = Path(__file__).resolve().parents[2]
SAME = [
    "",
    "reading/",
    "agreements/reflection-period/",
    "agreements/reflection-period/2001-04-01/",
    "agreements/reflection-period/differences/2013-06-01/2023-05-19/",
    "organisations/",
    "organisations/police/",
    "situation/nl/under_12/",
    "situation/third_country/under_12/",
    "situation/third_country/under_12/protection/",
    "situation/unknown/unknown/all/",
    "coverage/",
    "examples/",
    "examples/cases/003-5-courier-boy/",
    "glossary/",
    "signals/not-indicators/",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The handbook, written by the command in a process without database or settings."""
    folder = tmp_path_factory.mktemp("handbook")
    command = [
        sys.executable,
        "-m",
        "vangnet.config.commandline",
        "agreements",
        "handbook",
        "--out",
        str(folder),
    ]
    done = subprocess.run(
        command, cwd=ROOT, env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert str(folder / "index.html") in done.stdout
    return folder


def test_files_say_the_same_as_the_server(site):
    for path in SAME:
        for language, folder in (("nl", site), ("en", site / "en")):
            written = (folder / path / "index.html").read_text()
            assert words(written) == words(page(f"/handbook/{path}", language)), path


def test_every_link_leads_to_a_file_and_a_place_in_it(site):
    places, pages = {}, sorted(site.rglob("*.html"))
    for file in pages:
        places[file] = read(file.read_text())
    assert len(pages) > 750
    wrong = set()
    for file, found in places.items():
        for link in found.links:
            way, _, place = link.partition("#")
            target = (file.parent / unquote(way)).resolve() if way else file
            if target not in places or (place and place not in places[target].ids):
                wrong.add((file.relative_to(site).as_posix(), link))
    assert wrong == set()


def test_written_list_and_catalogue_hold_every_signal_on_one_page(site):
    version = catalogue.current()
    teacher = words((site / "signals" / "lists" / "teacher" / "index.html").read_text())
    assert all(
        one.says("nl") in teacher
        for group in version.signal_list("teacher").groups
        for one in group.indicators
    )
    everything = words((site / "en" / "signals" / "indicators" / "index.html").read_text())
    assert all(one.says("en") in everything for one in (*version.of_type("F"), *version.of_type("K")))


def test_nothing_in_the_files_comes_from_elsewhere_or_needs_an_answer(site):
    for file in site.rglob("*.html"):
        html = file.read_text()
        assert "<form" not in html
        assert "http" not in html.replace("http://www.w3.org/2000/svg", "")
        assert 'href="/' not in html
        assert 'src="/' not in html
    assert (site / "static" / "portal" / "handbook.css").stat().st_size > 1000


def test_folder_that_is_a_file_is_refused(tmp_path, capsys):
    target = tmp_path / "taken"
    target.write_text("mine")
    assert commandline.main(["agreements", "handbook", "--out", str(target)]) == 2
    assert "is a file" in capsys.readouterr().err
    assert target.read_text() == "mine"


def test_other_commands_go_to_the_agreements(capsys):
    with pytest.raises(SystemExit):
        commandline.main(["agreements", "--help"])
    assert "judge" in capsys.readouterr().out


def test_agreements_with_mistakes_are_named(tmp_path):
    agreements = tmp_path / "agreements"
    (agreements / "broken").mkdir(parents=True)
    (agreements / "broken" / "2020-01-01.yaml").write_text("agreement: other\n")
    command = [sys.executable, "-m", "vangnet.config.commandline", "agreements", "handbook"]
    command += ["--out", str(tmp_path / "out"), "--agreements", str(agreements)]
    done = subprocess.run(
        command, cwd=ROOT, env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "broken/2020-01-01.yaml:1" in done.stderr
    assert "Traceback" not in done.stderr


def test_day_on_the_pages_is_the_day_of_writing(site):
    assert str(clock.today().year) in words((site / "en" / "coverage" / "index.html").read_text())
