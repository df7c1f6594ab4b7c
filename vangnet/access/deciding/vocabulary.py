"""The words that every question is made of, whatever the rules of the day say about them."""

from __future__ import annotations

from typing import Literal

Outcome = Literal["yes", "conditions", "no", "gap"]

ACTS = ("see", "record", "share", "export")
CATEGORIES = (
    "progress",
    "signal",
    "identity",
    "contact",
    "shelter_location",
    "health",
    "criminal",
    "investigation",
    "youth_care",
    "residence",
    "statistics",
)
INVOLVEMENTS = ("none", "asked", "part")
PURPOSES = (
    "protection",
    "child_protection",
    "registration",
    "investigation",
    "prosecution",
    "residence",
    "return",
    "administrative_approach",
    "statistics",
    "administration",
)
LANGUAGES = ("nl", "en")
# From the most to the least that somebody may: the order that "more favourable" speaks of.
OUTCOMES: tuple[Outcome, ...] = ("yes", "conditions", "gap", "no")
SECTIONS = ("prohibitions", "refusals", "permissions", "additions", "gaps")
SIDES = (
    "care",
    "enforcement",
    "migration",
    "justice",
    "administration",
    "registration",
    "monitor",
    "professional",
)
REGIMES = ("avg", "avg_medical", "wpg", "wjsg", "youth_act", "none")
