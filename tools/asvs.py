"""Write docs/security/asvs.md from docs/security/asvs.yaml; with --check only say whether it is up to date."""

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import yaml

from tools.steps import ROOT

FOLDER = ROOT / "docs" / "security"
SOURCE, PAGE = FOLDER / "asvs.yaml", FOLDER / "asvs.md"
STATES = ("met", "partly", "not", "n/a")
CHAPTERS = (
    *("Encoding and sanitization", "Validation and business logic", "Web frontend", "API and web service"),
    *("File handling", "Authentication", "Session management", "Authorization", "Self-contained tokens"),
    *("OAuth and OIDC", "Cryptography", "Secure communication", "Configuration", "Data protection"),
    *("Secure coding and architecture", "Logging and error handling"),
)


@dataclass(frozen=True)
class Requirement:
    """One requirement of the standard, and how it stands here."""

    number: str
    level: int
    state: str
    what: str
    evidence: tuple[str, ...]
    why: str = ""

    @property
    def place(self) -> tuple[int, ...]:
        return tuple(int(part) for part in self.number.split("."))


def read() -> list[Requirement]:
    """All requirements in the order of the standard, with evidence as paths."""
    told = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    known = told["evidence"]
    found = []
    for number, (level, state, what, evidence, *why) in told["requirements"].items():
        paths = tuple(known[word] for word in evidence.split())
        found.append(Requirement(str(number), level, state, what, paths, *why))
    return sorted(found, key=lambda one: one.place)


def page() -> str:
    """The page for people."""
    requirements = read()
    lines = [
        "# ASVS 5.0, levels 1 and 2",
        "",
        "How Vangnet stands against the OWASP Application Security Verification Standard 5.0.0, in our own short words; "
        "the numbers lead to the wording that counts. Made from `asvs.yaml` by `python -m tools.asvs`; a test fails when "
        "evidence disappears. Chapter 17 (WebRTC) does not apply. Judged by the makers; no outsider has looked yet.",
        "",
        "| Level | " + " | ".join(STATES) + " |",
        "|---|" + "---:|" * len(STATES),
    ]
    for level in (1, 2):
        counted = Counter(one.state for one in requirements if one.level == level)
        lines.append(f"| {level} | " + " | ".join(str(counted[state]) for state in STATES) + " |")
    for chapter, title in enumerate(CHAPTERS, start=1):
        lines += [
            "",
            f"## {chapter}. {title}",
            "",
            "| | L | State | What it asks | Evidence, or what is missing |",
        ]
        lines += ["|---|---|---|---|---|"]
        lines += [_line(one) for one in requirements if one.place[0] == chapter]
    return "\n".join(lines) + "\n"


def _line(one: Requirement) -> str:
    links = ", ".join(f"[{Path(path).stem}](../../{path})" for path in one.evidence)
    told = ": ".join(part for part in (links, one.why) if part)
    return f"| {one.number} | {one.level} | {one.state} | {one.what} | {told} |"


def main(words: list[str]) -> int:
    """Write the page, or with --check compare it."""
    fresh = page()
    if "--check" in words:
        return 0 if PAGE.exists() and PAGE.read_text(encoding="utf-8") == fresh else 1
    PAGE.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
