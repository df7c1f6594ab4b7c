"""Remove everything that was made, after asking: environment, assets, caches and the embedded database with its data."""

import shutil
import subprocess
import sys
from pathlib import Path

from tools.turns import one_at_a_time
from vangnet.config.embedded.places import find_home, find_keyring

ROOT = Path(__file__).resolve().parents[1]
MADE = (".venv", "node_modules", ".cache", ".data", "staticfiles", "build", "vangnet/design/static/vendor")
CACHES = (".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".import_linter_cache")


def main(words: list[str]) -> int:
    """Remove what was made; --yes asks nothing."""
    homes = [find_home().folder, find_keyring().folder]
    if "--yes" not in words:
        print(
            f"This removes the environment, the caches and the embedded database with all its data ({homes[0]})."
        )
        if input("Go on? [y/N] ").strip().lower() not in ("y", "yes"):
            print("Nothing was removed.")
            return 1
    with one_at_a_time("environment"), one_at_a_time("assets"):
        _remove(homes)
    print("Clean.")
    return 0


def _remove(homes: list[Path]) -> None:
    if any(home.exists() for home in homes):
        subprocess.run([sys.executable, "-m", "vangnet.config.embedded", "stop"], cwd=ROOT, check=True)
    for home in homes:
        shutil.rmtree(home, ignore_errors=True)
    for name in (*MADE, *CACHES):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for compiled in ROOT.glob("vangnet/*/locale/*/LC_MESSAGES/*.mo"):
        compiled.unlink()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
