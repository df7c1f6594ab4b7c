"""Repair what can be repaired: format, lint, catalogues, map."""

import sys

from tools.steps import Step, python, run_all, tool


def main() -> int:
    """Run all repairs; 1 when something is left for people."""
    steps = [
        Step("lint", tool("ruff", "check", "--fix", "--quiet", ".")),
        Step("format", tool("ruff", "format", "--quiet", ".")),
        Step("messages", python("-m", "tools.messages", "update")),
        Step("map", python("-m", "tools.map")),
    ]
    print("Fix", flush=True)
    return 0 if run_all(steps) else 1


if __name__ == "__main__":
    sys.exit(main())
