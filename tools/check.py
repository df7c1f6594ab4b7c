"""Everything that can be judged without running the product; changes nothing."""

import sys

from tools.steps import Step, python, run_all, tool

CODE = ["vangnet", "tests", "tools", "manage.py"]
PRODUCTION = {
    "VANGNET_MODE": "production",
    "VANGNET_SECRET_KEY": "only-for-checking-the-settings-0123456789-abcdefghijklmnopqrstuvwxyz",
    "VANGNET_DOOR_KEY": "also-only-for-checking-the-settings-9876543210-zyxwvutsrqponmlkjih",
    "VANGNET_HOSTS": "vangnet.example",
    "DATABASE_URL": "postgresql://nobody:nothing@localhost/vangnet",
    "VANGNET_KEYRING_URL": "postgresql://nobody:nothing@localhost/keyring",
    "VANGNET_ROOT_KEYS": "root-keys.json",
    "VANGNET_SEAL_PUBLIC_KEYS": "only-for-checking-the-settings",
    "VANGNET_ANCHORS": "anchors",
}
STEPS = [
    Step("format", tool("ruff", "format", "--check", "--quiet", ".")),
    Step("lint", tool("ruff", "check", "--quiet", ".")),
    Step("layers", tool("lint-imports", "--no-cache")),
    Step("types", tool("mypy", "--no-error-summary")),
    Step("django", python("manage.py", "check", "--fail-level", "WARNING")),
    Step(
        "django in production",
        python("manage.py", "check", "--deploy", "--fail-level", "WARNING"),
        PRODUCTION,
    ),
    Step("migrations", python("manage.py", "makemigrations", "--check", "--dry-run")),
    Step("messages", python("-m", "tools.messages", "verify")),
    Step("templates", python("-m", "tools.templates")),
    Step("map", python("-m", "tools.map", "--check")),
]


def main() -> int:
    """Run all checks; 1 when one of them failed."""
    print("Check", flush=True)
    return 0 if run_all(STEPS) else 1


if __name__ == "__main__":
    sys.exit(main())
