"""Hold the locked packages against the published weaknesses, and write down what is in the product.

The list of parts needs no network; the comparison asks the two package registries, so it runs where that is allowed and
never as part of the tests.
"""

import argparse
import base64
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools import assets
from tools.steps import ROOT, Step, run_all, tool

GROUPS = ("base", "dev", "bench", "audit")
RUNNING = ("base",)
PARTS = ROOT / ".cache" / "sbom.cdx.json"
_PACKAGE = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z0-9,_-]+\])?==([^\s;\\]+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def main(words: list[str]) -> int:
    """Write the list of parts, then compare; 0 only when nothing known is wrong."""
    parser = argparse.ArgumentParser(prog="./run audit", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--parts-only", action="store_true", help="only the list of parts; needs no network")
    parser.add_argument("--parts", type=Path, default=PARTS, help=f"where the list goes ({PARTS.name})")
    wanted = parser.parse_args(words)
    wanted.parts.parent.mkdir(parents=True, exist_ok=True)
    listed = bill_of_materials()
    wanted.parts.write_text(json.dumps(listed, indent=1, sort_keys=True) + "\n")
    print(f"{len(listed['components'])} parts (CycloneDX 1.6): {wanted.parts}", flush=True)
    if wanted.parts_only:
        return 0
    print("Audit", flush=True)
    return 0 if run_all(list(comparisons())) else 1


def comparisons() -> Iterator[Step]:
    """One step per lock file; every package stands in them with its hash, so nothing is resolved or installed."""
    for group in GROUPS:
        words = ("--require-hashes", "--disable-pip", "--progress-spinner", "off", "--desc", "off")
        yield Step(f"python packages: {group}", tool("pip-audit", *words, "-r", f"requirements/{group}.txt"))
    yield Step("assets: weaknesses", assets.npm("audit", "--package-lock-only", "--audit-level=moderate"))


def bill_of_materials() -> dict[str, Any]:
    """Every locked package with version and hashes; no moment in it, so the same locks give the same list."""
    components = [part for group in GROUPS for part in python_parts(group)]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "vangnet", "bom-ref": "vangnet"}},
        "components": [*components, *asset_parts()],
    }


def python_parts(group: str) -> Iterator[dict[str, Any]]:
    """The packages of one lock file; only those of the running system are marked as required."""
    text = (ROOT / "requirements" / f"{group}.txt").read_text()
    for block in re.split(r"\n(?=[a-z0-9])", text):
        if found := _PACKAGE.match(block):
            name, version = found[1], found[2]
            yield {
                "type": "library",
                "bom-ref": f"{group}:pypi:{name}@{version}",
                "name": name,
                "version": version,
                "purl": f"pkg:pypi/{name}@{version}",
                "scope": "required" if group in RUNNING else "excluded",
                "hashes": [{"alg": "SHA-256", "content": one} for one in _HASH.findall(block)],
            }


def asset_parts() -> Iterator[dict[str, Any]]:
    """The styles and scripts of others."""
    lock = json.loads((ROOT / "package-lock.json").read_text())
    for place, kept in lock["packages"].items():
        if place:
            name = place.rpartition("node_modules/")[2]
            digest = base64.b64decode(kept["integrity"].removeprefix("sha512-")).hex()
            yield {
                "type": "library",
                "bom-ref": f"assets:npm:{place}@{kept['version']}",
                "name": name,
                "version": kept["version"],
                "purl": f"pkg:npm/{name.replace('@', '%40')}@{kept['version']}",
                "scope": "excluded" if kept.get("dev") else "required",
                "hashes": [{"alg": "SHA-512", "content": digest}],
            }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
