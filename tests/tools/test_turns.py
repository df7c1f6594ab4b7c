"""Two commands that start at once wait for each other, and what is fetched never lies there half."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tools import assets, turns


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr(turns, "CACHE", tmp_path / ".cache")
    return tmp_path / ".cache"


def test_second_one_waits_until_the_first_is_done(cache):
    done = []
    with turns.one_at_a_time("assets"):
        other = threading.Thread(target=lambda: _take(done))
        other.start()
        other.join(timeout=0.3)
        assert other.is_alive()
        done.append("first")
    other.join(timeout=10)
    assert done == ["first", "second"]


def _take(done):
    with turns.one_at_a_time("assets"):
        done.append("second")


def test_turns_of_different_names_do_not_wait():
    with turns.one_at_a_time("assets"), turns.one_at_a_time("environment"):
        pass


def test_lock_that_was_cleaned_away_holds_nobody(cache):
    done = []
    with turns.one_at_a_time("assets"):
        other = threading.Thread(target=lambda: _take(done))
        other.start()
        other.join(timeout=0.3)
        (cache / "assets.lock").unlink()
    other.join(timeout=10)
    assert done == ["second"]
    assert (cache / "assets.lock").exists()


def test_command_in_its_turn_ends_with_its_own_code(cache):
    told = subprocess.run(
        [sys.executable, "-m", "tools.turns", "test", sys.executable, "-c", "import sys; sys.exit(3)"],
        cwd=Path(__file__).resolve().parents[2],
        check=False,
    )
    assert told.returncode == 3


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with packages that were fetched before."""
    monkeypatch.setattr(assets, "ROOT", tmp_path)
    monkeypatch.setattr(assets, "PACKAGES", tmp_path / "node_modules")
    monkeypatch.setattr(assets, "VENDOR", tmp_path / "vendor")
    monkeypatch.setattr(assets, "STAMP", tmp_path / "vendor" / ".made")
    monkeypatch.setattr(assets, "PARTS", tmp_path / "parts.json")
    monkeypatch.setattr(assets, "SCRIPTS", {})
    (tmp_path / "parts.json").write_text('{"css": ["page-css/page.css"]}')
    (tmp_path / "package-lock.json").write_text("{}")
    (tmp_path / "package.json").write_text(
        json.dumps({"dependencies": {"page-css": "1.0"}, "devDependencies": {"axe-core": "1.0"}})
    )
    _packages(tmp_path / "node_modules", "old")
    return tmp_path


def _packages(folder, words):
    for name in ("page-css", "axe-core"):
        (folder / name).mkdir(parents=True)
        (folder / name / "LICENSE").write_text("MIT")
        (folder / name / "page.css").write_text(words)


def _npm(monkeypatch, program):
    monkeypatch.setattr(assets, "npm", lambda *words: [sys.executable, "-c", program])


FETCHES = """
import pathlib
for name in ("page-css", "axe-core"):
    folder = pathlib.Path("node_modules", name)
    folder.mkdir(parents=True)
    (folder / "LICENSE").write_text("MIT")
    (folder / "page.css").write_text("new")
"""
COUNTS = f"open({{log!r}}, 'a').write('x')\n{FETCHES}"


def test_fetching_changes_places_with_what_lay_there(checkout, monkeypatch):
    _npm(monkeypatch, FETCHES)
    assets.main()
    assert (checkout / "node_modules" / "axe-core" / "page.css").read_text() == "new"
    assert "new" in (checkout / "vendor" / "parts.css").read_text()


def test_fetching_that_fails_leaves_what_lay_there(checkout, monkeypatch):
    _npm(monkeypatch, "import sys; sys.exit('no network')")
    with pytest.raises(assets.AssetError, match="no network"):
        assets.main()
    assert (checkout / "node_modules" / "axe-core" / "page.css").read_text() == "old"


def test_packages_that_disappeared_are_fetched_again(checkout, monkeypatch):
    log = checkout / "log"
    _npm(monkeypatch, COUNTS.format(log=str(log)))
    assets.main()
    assets.main()
    assert log.read_text() == "x"
    (checkout / "node_modules" / "axe-core").rename(checkout / "elsewhere")
    assets.main()
    assert log.read_text() == "xx"


def test_link_to_the_packages_of_another_checkout_leaves_those_alone(checkout, monkeypatch):
    (checkout / "node_modules").rename(checkout / "another")
    (checkout / "node_modules").symlink_to(checkout / "another")
    _npm(monkeypatch, FETCHES)
    assets.main()
    assert (checkout / "another" / "axe-core" / "page.css").read_text() == "old"
    assert not (checkout / "node_modules").is_symlink()
