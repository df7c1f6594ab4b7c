"""A broken or half-made environment is recognised, named and made again."""

import subprocess
import sys
import sysconfig

import pytest

from tools import environment


@pytest.fixture
def venv(tmp_path, monkeypatch):
    """A real environment of its own that borrows the packages of this one."""
    folder = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    own = next(folder.glob("lib/python*/site-packages"))
    (own / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    monkeypatch.setattr(environment, "VENV", folder)
    monkeypatch.setattr(environment, "PYTHON", folder / "bin" / "python")
    monkeypatch.setattr(environment, "PROOF", {"base": ("yaml",), "dev": ("pytest",)})
    for group in ("base", "dev"):
        environment.stamp_file(group).write_text(environment.expected_stamp(group))
    return folder


def test_complete_environment_has_no_trouble(venv):
    assert environment.trouble(["base", "dev"], thorough=True) == ""


def test_missing_environment_is_made(venv, monkeypatch):
    monkeypatch.setattr(environment, "VENV", venv / "elsewhere")
    assert "none yet" in environment.trouble(["base"], thorough=False)


def test_environment_whose_python_is_gone_is_broken(venv):
    python = venv / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python3")
    assert "broken" in environment.trouble(["base"], thorough=False)


def test_environment_that_was_interrupted_is_completed(venv):
    environment.stamp_file("dev").unlink()
    assert environment.trouble(["base"], thorough=False) == ""
    assert "'dev' is missing or was only half installed" in environment.trouble(
        ["base", "dev"], thorough=False
    )


def test_environment_of_an_older_lock_is_brought_up_to_date(venv):
    environment.stamp_file("base").write_text("1 2")
    assert "requirements/base.txt has changed" in environment.trouble(["base"], thorough=False)


def test_environment_with_a_damaged_package_is_repaired(venv, monkeypatch):
    own = next(venv.glob("lib/python*/site-packages"))
    (own / "damaged.py").write_text("raise OSError('half a file')")
    monkeypatch.setattr(environment, "PROOF", {"base": ("yaml", "damaged")})
    assert "damaged: half a file" in environment.trouble(["base"], thorough=False)
    assert not environment.stamp_file("base").exists()


def test_stamp_is_what_the_quick_look_of_the_script_compares(venv):
    with (environment.ROOT / "requirements" / "base.txt").open("rb") as lock:
        seen = subprocess.run(["cksum"], stdin=lock, capture_output=True, text=True, check=True).stdout
    assert environment.expected_stamp("base") == seen.strip()


def test_environment_with_a_cut_off_file_is_repaired_by_a_thorough_look(venv):
    own = next(venv.glob("lib/python*/site-packages"))
    (own / "example-1.dist-info").mkdir()
    (own / "example-1.dist-info" / "METADATA").write_text("Name: example\nVersion: 1\n")
    (own / "example-1.dist-info" / "RECORD").write_text("example.py,sha256=x,100\n")
    (own / "example.py").write_text("answer = 42\n")
    assert environment.trouble(["base"], thorough=False) == ""
    assert "example.py is not as it was installed" in environment.trouble(["base"], thorough=True)
