"""Renew the lock files from requirements/*.in and package.json: exact versions, hashes, no addresses of registries."""

import subprocess
import sys

from tools import assets
from tools.steps import ROOT, tool

GROUPS = ("base", "dev", "bench", "audit")  # each is bound by the versions of those before it


def main() -> int:
    """Renew all lock files; stops at the first that cannot be made."""
    for group in GROUPS:
        words = tool(
            "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"
        )
        words += ["--no-emit-index-url", "--no-header", "--no-config", f"{group}.in", "-o", f"{group}.txt"]
        if subprocess.run(words, cwd=ROOT / "requirements", check=False).returncode:
            return 1
        print(f"requirements/{group}.txt is renewed.")
    words = assets.npm(
        "install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"
    )
    if subprocess.run(words, cwd=ROOT, check=False).returncode:
        return 1
    print("package-lock.json is renewed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
