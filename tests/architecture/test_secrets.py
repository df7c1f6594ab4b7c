"""Nothing in the repository opens a door or is about a real person: no keys, no passwords, no numbers of citizens."""

import re
import subprocess
from functools import cache

import pytest

from tests.architecture.source import ROOT
from vangnet.config.embedded.places import wheel_programs

NOT_READ = {".png", ".woff2", ".dump", ".ico"}
LOCKS = ("requirements/", "package-lock.json")
KEYS = {
    "private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "age key": r"AGE-SECRET-KEY-1[0-9A-Z]{50,}",
    "cloud key": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{35}\b",
    "token of a forge": r"\b(?:ghp|gho|ghs|github_pat|glpat)[_-][0-9A-Za-z_]{20,}",
    "token of a chat": r"\bxox[abpr]-[0-9A-Za-z-]{10,}",
    "signed token": r"\beyJ[0-9A-Za-z_-]{15,}\.eyJ[0-9A-Za-z_-]{15,}\.[0-9A-Za-z_-]{15,}",
    "random value given to a secret": r"(?i:secret|token|passw\w*|api_?key)\w*['\"]?\s*[:=]\s*['\"](?=[^'\"]*\d)(?=[^'\"]*[A-Z])"
    r"[0-9A-Za-z+/_=-]{32,}['\"]",
}  # fmt: skip
# Kept for numbers that are never given out: they begin with four nines, or are all one digit.
_UNGIVEN = re.compile(r"9999\d{5}|(\d)\1{8}")
_NINE = re.compile(r"(?<![\w.,-])(\d{9}|\d{4}\.\d{2}\.\d{3}|\d{3} \d{3} \d{3})(?![\w-]|[.,]\d)")


@cache
def texts():
    """Every text in the repository by its name; what git ignores is not part of it."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.splitlines()
    names = listed or [file.relative_to(ROOT).as_posix() for file in ROOT.rglob("*") if file.is_file()]
    files = {name: ROOT / name for name in names if (ROOT / name).is_file()}
    return {
        name: file.read_text(encoding="utf-8") for name, file in files.items() if file.suffix not in NOT_READ
    }


def stored():
    """The databases of earlier versions, as text."""
    for file in sorted((ROOT / "tests" / "upgrades" / "stored").glob("*.dump")):
        words = [str(wheel_programs() / "pg_restore"), "--file=-", str(file)]
        yield file.name, subprocess.run(words, capture_output=True, text=True, check=True).stdout


def proves_eleven(number):
    """Whether nine digits could be the number of a citizen: 9 times the first plus … minus the last is a multiple of 11."""
    digits = [int(digit) for digit in number if digit.isdigit()]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * digit for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


def citizens(text):
    found = (match[1] for match in _NINE.finditer(text))
    plain = (re.sub(r"\D", "", one) for one in found)
    return [one for one in plain if proves_eleven(one) and not _UNGIVEN.fullmatch(one)]


@pytest.mark.parametrize("kind", KEYS)
def test_repository_holds_no_secret(kind):
    pattern = re.compile(KEYS[kind])
    own = "tests/architecture/test_secrets.py"
    assert {
        name: pattern.findall(text) for name, text in texts().items() if name != own and pattern.search(text)
    } == {}


def test_repository_holds_no_number_that_could_be_a_citizens():
    found = {name: citizens(text) for name, text in texts().items() if not name.startswith(LOCKS)}
    assert {name: numbers for name, numbers in found.items() if numbers} == {}


def test_stored_databases_hold_neither():
    for name, text in stored():
        assert citizens(text) == [], name
        assert not [kind for kind, pattern in KEYS.items() if re.search(pattern, text)], name


def test_scan_would_find_what_it_looks_for():
    number = "11122" + "2333"
    assert citizens(f"bsn {number}.") == [number]
    assert citizens(f"{number[:3]} {number[3:6]} {number[6:]}") == [number]
    assert citizens("123456789, 999990019, 000000000") == []
    examples = {
        "private key": "-----BEGIN " + "RSA PRIVATE KEY-----",
        "age key": "AGE-SECRET-KEY-1" + "Q" * 58,
        "cloud key": "AKIA" + "A1" * 8,
        "token of a forge": "ghp_" + "a1" * 18,
        "token of a chat": "xoxb-" + "1" * 12,
        "signed token": ".".join(["eyJ" + "a" * 20, "eyJ" + "b" * 20, "c" * 20]),
        "random value given to a secret": 'SECRET = "' + "aB3" * 12 + '"',
    }
    assert [kind for kind, text in examples.items() if not re.search(KEYS[kind], text)] == []
