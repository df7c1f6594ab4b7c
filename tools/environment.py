"""Make or repair the Python environment from the lock files. Runs before anything is installed: standard library only."""

import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tools.turns import one_at_a_time

ROOT = Path(__file__).resolve().parents[1]
VENV = Path(os.environ.get("VANGNET_VENV", ROOT / ".venv"))
PYTHON = VENV / "bin" / "python"
PROOF = {
    "base": (
        "django.core.management",
        "django.db.models",
        "psycopg",
        "yaml",
        "numpy",
        "jsonschema",
        "holidays",
        "allauth.account",
        "babel",
        "cryptography",
        "gunicorn",
        "PIL.Image",
        "pypdf",
        "pyrage",
    ),
    "dev": ("pytest", "pytest_django", "xdist", "hypothesis", "mypy", "importlinter", "djhtml", "playwright"),
    "bench": ("SpiffWorkflow",),
    "audit": ("pip_audit",),
}
NO_VENV = """This Python cannot make a virtual environment: {reason}
On Debian and Ubuntu: apt-get install python3-venv. Or point VANGNET_PYTHON at a complete Python 3.11 or newer."""


class SetupError(RuntimeError):
    """The environment cannot be made; the message says what to do."""


def main(words: list[str]) -> None:
    """Make sure that the groups of packages are there; thorough means: try every import and not only the stamp."""
    thorough = "--thorough" in words
    groups = [word for word in words if not word.startswith("--")] or ["base"]
    with one_at_a_time("environment"):
        found = trouble(groups, thorough=thorough)
        if not found:
            return
        print(f"Environment: {found}.", flush=True)
        started = time.monotonic()
        if not _venv_works():
            _make_venv()
        _install(groups)
        if failed := _failed_imports(groups) or _missing_files():
            _remake(groups, failed)
        for group in groups:
            stamp_file(group).write_text(expected_stamp(group))
        print(f"Environment: ready after {time.monotonic() - started:.0f} s.", flush=True)


def stamp_file(group: str) -> Path:
    """The file that says which lock file was installed; written last, so a half-made environment has none."""
    return VENV / f".made-{group}"


def expected_stamp(group: str) -> str:
    """What cksum says of the lock file: the same program that ./run uses for its quick look."""
    with (ROOT / "requirements" / f"{group}.txt").open("rb") as lock:
        return subprocess.run(
            ["cksum"], stdin=lock, capture_output=True, text=True, check=True
        ).stdout.strip()


def trouble(groups: list[str], *, thorough: bool) -> str:
    """What is wrong with the environment, in words for the person who waits; empty when all is well."""
    if not VENV.exists():
        return "there is none yet, making it"
    if not _venv_works():
        return "it is broken (its Python does not start), making it again"
    for group in groups:
        stamp = stamp_file(group)
        if not stamp.exists():
            return f"group '{group}' is missing or was only half installed, completing it"
        if stamp.read_text().strip() != expected_stamp(group):
            return f"requirements/{group}.txt has changed, bringing it up to date"
    failed = _failed_imports(groups) or (_missing_files() if thorough else "")
    if failed:
        for group in groups:
            stamp_file(group).unlink(missing_ok=True)
        return f"it is damaged ({failed}), repairing it"
    return ""


def _venv_works() -> bool:
    try:
        asked = [str(PYTHON), "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"]
        return subprocess.run(asked, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _make_venv() -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise SetupError(NO_VENV.format(reason="the module venv or ensurepip is missing"))
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise SetupError(NO_VENV.format(reason=(made.stdout + made.stderr).strip()))


def _install(groups: list[str], *extra: str) -> None:
    print(f"Environment: installing {' and '.join(groups)} (the first time about a minute) ...", flush=True)
    words = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--disable-pip-version-check",
        "--quiet",
    ]
    words += ["--no-warn-script-location", *extra]
    words += [word for group in groups for word in ("-r", str(ROOT / "requirements" / f"{group}.txt"))]
    if code := _with_progress(words, log := ROOT / ".cache" / "pip.log"):
        reason = "\n".join(log.read_text(errors="replace").splitlines()[-20:])
        raise SetupError(
            f"{reason}\nThe packages could not be installed (pip ended with {code}). Give the command again to go on."
        )


def _with_progress(words: list[str], log: Path) -> int:
    """Run a long command, keep its output in a file, and show that it is still going on."""
    with log.open("wb") as kept, subprocess.Popen(words, stdout=kept, stderr=subprocess.STDOUT) as going:
        started = time.monotonic()
        while True:
            try:
                return going.wait(timeout=10)
            except subprocess.TimeoutExpired:
                print(f"  ... {time.monotonic() - started:.0f} s", flush=True)


def _remake(groups: list[str], failed: str) -> None:
    print(f"Environment: still damaged ({failed}), making it again from nothing.", flush=True)
    _make_venv()
    _install(groups)
    if failed := _failed_imports(groups) or _missing_files():
        raise SetupError(f"A freshly made environment does not work: {failed}.")


def _failed_imports(groups: list[str]) -> str:
    """The first package that does not import, in the words of Python; empty when all do."""
    names = [name for group in groups for name in PROOF[group]]
    program = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]:\n"
        "    try:\n"
        "        importlib.import_module(name)\n"
        "    except Exception as error:\n"
        "        if type(error).__name__ not in ('ImproperlyConfigured', 'AppRegistryNotReady'):\n"
        "            sys.exit(f'{name}: {error}')\n"
    )
    done = subprocess.run([str(PYTHON), "-c", program, *names], capture_output=True, text=True, check=False)
    return (done.stderr.strip().splitlines() or ["it does not import"])[-1] if done.returncode else ""


def _missing_files() -> str:
    """The first file that is gone or has another size than when it was installed."""
    program = (
        "import importlib.metadata, pathlib, sys\n"
        "for package in importlib.metadata.distributions():\n"
        "    for file in package.files or ():\n"
        "        path = pathlib.Path(file.locate())\n"
        "        if file.size is not None and (not path.exists() or path.stat().st_size != file.size):\n"
        "            sys.exit(f'{file} is not as it was installed')\n"
    )
    done = subprocess.run([str(PYTHON), "-c", program], capture_output=True, text=True, check=False)
    return (
        (done.stderr.strip().splitlines() or ["its packages cannot be listed"])[-1] if done.returncode else ""
    )


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except SetupError as refusal:
        sys.exit(str(refusal))
