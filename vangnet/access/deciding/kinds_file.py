"""Reads the kinds of organisation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from vangnet.access.deciding.model import Kind, RuleErrors, Words
from vangnet.access.deciding.shape import shape_problems
from vangnet.access.deciding.yaml_lines import Lined, read_lined


def read_kinds(path: Path) -> dict[str, Kind]:
    """Read the kinds of organisation by code; raises RuleErrors with every problem in the file."""
    lined = read_lined(path)
    problems = shape_problems(lined, "kinds")
    if not problems:
        problems = [
            lined.problem(
                ("kinds", code),
                f"{code} has a reporting duty without a source.",
                "Add `duty_source` with the law or the seed line.",
            )
            for code, kind in lined.value["kinds"].items()
            if kind["duty"] and not kind.get("duty_source")
        ]
    if problems:
        raise RuleErrors(tuple(problems))
    return {code: _kind(lined, code, kind) for code, kind in lined.value["kinds"].items()}


def _kind(lined: Lined, code: str, kind: dict[str, Any]) -> Kind:
    return Kind(
        code=code,
        name=Words(kind["name"]["nl"], kind["name"]["en"]),
        party=kind["party"],
        regime=kind["regime"],
        side=kind["side"],
        purpose=kind["purpose"],
        reporting_duty=kind["duty"],
        reporting_source=kind.get("duty_source", ""),
        medical_secrecy=kind["secrecy"],
        certificates=tuple(kind.get("certificates", ())),
        source=kind["source"],
        line=lined.line("kinds", code),
    )
