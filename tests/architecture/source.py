"""Reading the code of the product as text and as syntax trees, for the house rules."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "vangnet"
LAYERS = (
    *("core", "design", "access", "protocol", "persons", "signals", "cases", "procedures", "referrals"),
    *("consultations", "shelter", "monitor", "exchange", "portal", "demo", "config"),
)


def files(*folders):
    """Every Python file of these folders that people write; migrations are made."""
    found = (file for folder in folders for file in (ROOT / folder).rglob("*.py"))
    return sorted(file for file in found if "migrations" not in file.parts)


@cache
def tree(file):
    return ast.parse(file.read_text(encoding="utf-8"))


def name(file):
    return file.relative_to(ROOT).as_posix()


def modules(kind):
    """The modules of one kind in every package: `services.py`, or the files of a folder `services/`."""
    return [
        file
        for file in files("vangnet")
        if (file.stem == kind and file.parent.parent == PRODUCT) or file.parent.name == kind
    ]


def public_functions(file):
    """The public functions of a module that other modules call."""
    return [
        node
        for node in tree(file).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def decorators(function):
    """The names of the decorators of a function."""
    calls = (node.func if isinstance(node, ast.Call) else node for node in function.decorator_list)
    return {node.id for node in calls if isinstance(node, ast.Name)}
