"""Write docs/map.md (every package and module in one sentence) and docs/states.md. With --check: say whether they are up to date."""

import ast
import sys
from pathlib import Path

from tools import states

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "map.md"
STATES = ROOT / "docs" / "states.md"
HEAD = """# Map

Every package and module in the words of its own first line. Written by `./run map`; do not edit.
Packages only look down: each may use those below it, none above it.
"""
ORDER = (
    *(
        "config",
        "demo",
        "portal",
        "exchange",
        "monitor",
        "shelter",
        "consultations",
        "referrals",
        "procedures",
    ),
    *("cases", "signals", "persons", "protocol", "access", "design", "core"),
)


def main(words: list[str]) -> int:
    """Write the pages, or with --check compare them."""
    pages = {
        TARGET: HEAD + "".join(_chapter(ROOT / "vangnet" / name) for name in ORDER),
        STATES: states.page(),
    }
    if "--check" in words:
        return max(_compare(target, fresh) for target, fresh in pages.items())
    TARGET.parent.mkdir(exist_ok=True)
    for target, fresh in pages.items():
        target.write_text(fresh, encoding="utf-8")
        print(f"{target.relative_to(ROOT)} is up to date.")
    return 0


def _compare(target: Path, fresh: str) -> int:
    if target.exists() and target.read_text(encoding="utf-8") == fresh:
        return 0
    print(f"{target.relative_to(ROOT)} is not up to date. Run: ./run map")
    return 1


def _chapter(package: Path) -> str:
    lines = [f"\n## {package.name}\n\n{_sentence(package / '__init__.py')}\n"]
    modules = [file for file in sorted(package.rglob("*.py")) if _is_told(file, package)]
    rows = [f"| `{file.relative_to(package)}` | {_sentence(file)} |\n" for file in modules]
    if rows:
        lines += ["\n| module | what it is |\n|---|---|\n", *rows]
    return "".join(lines)


def _is_told(file: Path, package: Path) -> bool:
    return file != package / "__init__.py" and "migrations" not in file.parts and bool(_sentence(file))


def _sentence(file: Path) -> str:
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return " ".join(text.split("\n\n")[0].split()).replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
