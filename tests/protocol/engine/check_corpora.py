"""Small sound corpora, written to a folder; tests break them in one place at a time."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

Files = dict[str, Any]


def words(text: str) -> dict[str, str]:
    return {"nl": f"{text} (nl)", "en": text}


def duty(**keys: Any) -> dict[str, Any]:
    common = {
        "toward": "person",
        "within": {"norm": words("soon"), "target": "P2D"},
        "ground": "Agreement of the chain",
        "source": "seed 1",
        "says": words("Somebody does something."),
    }
    return {**common, **keys}


PARTIES = {
    "parties": {
        "police": {"name": words("Police"), "regime": "wpg"},
        "shelter": {"name": words("Shelter"), "regime": "avg"},
        "court": {"name": words("Court"), "regime": "avg"},
        "person": {"name": words("Person"), "regime": "none"},
    }
}
GROUNDS = {
    "grounds": [
        {"prefix": "Act A", "kind": "act", "valid_from": "2000-01-01", "title": words("Act A")},
        {
            "prefix": "Old decree",
            "kind": "order",
            "valid_from": "2000-01-01",
            "valid_until": "2021-12-31",
            "title": words("Old decree"),
        },
        {"prefix": "Agreement", "kind": "agreement", "title": words("Agreement")},
    ]
}
PROFILES = {
    "axes": {
        "origin": {
            "label": words("Origin"),
            "facts": {"nl": {"origin": "nl"}, "abroad": {"origin": "abroad"}},
        },
        "age_class": {"label": words("Age"), "facts": {"minor": {"age": 15}, "adult": {"age": 30}}},
        "willing": {
            "label": words("Willing"),
            "facts": {"willing": {"willing": True}, "not_willing": {"willing": False}},
        },
    },
    "phases": {
        "signalling": [{"parties": ["police"], "source": "seed 1"}],
        "protection": [{"parties": ["court"], "when": "age < 18"}, {"parties": ["shelter"]}],
        "shelter": [{"parties": ["shelter"]}],
    },
    "adversities": {
        "refuses": {
            "label": words("the person refuses"),
            "where": {"willing": ["not_willing"]},
            "without": ["statement"],
            "without_parties": ["person"],
        }
    },
    "groups": {
        "minors": {
            "label": words("Minors"),
            "where": {"age_class": ["minor"]},
            "against": {"age_class": ["adult"]},
        },
        "adults": {
            "label": words("Adults"),
            "where": {"age_class": ["adult"]},
            "against": {"age_class": ["minor"]},
        },
        "men": {"label": words("Men"), "fact": "sex"},
        "rich": {"label": words("Rich people"), "fact": "origin"},
    },
    "victim_groups": {
        "minors": {"label": words("Minors"), "when": "age < 18"},
        "dutch": {"label": words("Dutch"), "when": "origin == 'nl'"},
    },
    "scenario_share": 0.1,
}
GAP = {
    "phase": "shelter",
    "where": {"origin": ["nl"], "age_class": ["adult"]},
    "by": "A. Person",
    "organisation": "Chain",
    "on": "2022-01-01",
    "until": "2030-12-31",
    "reason": words("Not agreed yet."),
    "source": "seed 1",
}
CARE = {
    "agreement": "care",
    "valid_from": "2022-01-01",
    "title": words("Care"),
    "phases": ["signalling", "protection", "shelter"],
    "goals": ["rights_told", "safe_place"],
    "facts": {
        "origin": {"values": ["nl", "abroad"]},
        "age": {"type": "years"},
        "willing": {"type": "yes_no"},
        "threat": {"type": "yes_no"},
    },
    "steps": {
        "sign": {
            "by": ["police"],
            "fields": {"origin": "origin", "age": "age", "threat": "threat"},
            "phase": "signalling",
        },
        "inquiry": {"by": ["police"], "fields": {"willing": "willing"}, "phase": "signalling"},
        "rights_told": {"by": ["police", "shelter"], "phase": "protection"},
        "rest_started": {"by": ["shelter"], "phase": "protection"},
        "rest_over": {"derived": True, "phase": "protection"},
        "guardian_named": {"by": ["court"], "phase": "protection"},
        "safe_place": {"by": ["shelter"], "phase": "shelter"},
        "place_refused": {"by": ["person"], "phase": "shelter"},
        "statement": {"by": ["police", "person"], "phase": "protection"},
        "pressed": {"by": ["police"], "phase": "protection"},
        "alarm": {"derived": True, "phase": "protection"},
        "alarm_heard": {"by": ["court"], "phase": "protection"},
        "left": {"by": ["person", "police"]},
    },
    "duties": {
        "inquire": duty(on="sign", by="police", do="inquiry"),
        "tell": duty(on="sign", by="police", do="rights_told", within="P1D", ground="Act A 1"),
        "rest": duty(on="rights_told", by="shelter", do="rest_started", lapses_on="left"),
        "guardian": duty(
            on="sign", when="age < 18", by="court", do="guardian_named", on_default="alarm", ground="Act A 2"
        ),
        "hear_alarm": duty(on="alarm", by="court", do="alarm_heard"),
        "place": duty(
            on="sign",
            when="age < 18 or origin != 'nl'",
            by="shelter",
            do=["safe_place", "place_refused"],
            within=[{"when": "threat", "term": "PT12H"}, {"term": "P3D"}],
        ),
    },
    "rights": {
        "speak": {
            "on": "rights_told",
            "may": "statement",
            "who": "person",
            "ground": "Act A 3",
            "source": "seed 1",
            "says": words("The person may speak."),
        }
    },
    "periods": {
        "rest": {
            "from": "rest_started",
            "lasts": {"term": "P3M"},
            "ends_early_on": ["left"],
            "then": "rest_over",
            "ground": "Act A 4",
            "source": "seed 1",
            "says": words("Three months of rest."),
        }
    },
    "prohibitions": {
        "pressing": {
            "during": "rest",
            "by": "police",
            "not": "pressed",
            "ground": "Act A 5",
            "source": "seed 1",
            "says": words("Nobody presses."),
        }
    },
    "requires": [
        {"step": "rest_started", "after": "rights_told", "ground": "Act A 6"},
        {"step": "safe_place", "after": "sign", "when": "threat"},
    ],
    "untranslatable": [{"says": words("Be kind."), "source": "seed 1", "why": words("No step shows it.")}],
}
SCENARIO = {
    "case": "in-time",
    "title": words("In time"),
    "story": words("All in time."),
    "source": "seed 1",
    "events": [
        {
            "id": "e1",
            "step": "sign",
            "at": "2023-01-02T10:00",
            "by": "police",
            "facts": {"age": 30, "origin": "nl"},
        },
        {"id": "e2", "step": "rights_told", "at": "2023-01-02T11:00", "by": "police"},
        {"id": "e3", "step": "rest_started", "at": "2023-01-09T11:00", "by": "shelter"},
    ],
    "expect": [
        {
            "at": "2023-02-01",
            "duties": {"care.tell": "in_time", "care.rest": {"status": "late"}, "care.inquire": "overdue"},
        }
    ],
}
OLD = {
    **{key: value for key, value in CARE.items() if key not in ("rights", "valid_from")},
    "valid_from": "2020-01-01",
    "rights": {"speak": {**CARE["rights"]["speak"], "ground": "Old decree"}},
}


def sound() -> Files:
    """Give a corpus with registers, two versions, an accepted gap and a scenario, in which nothing is wrong."""
    files = {
        "parties.yaml": PARTIES,
        "grounds.yaml": GROUNDS,
        "profiles.yaml": PROFILES,
        "accepted-gaps.yaml": {"accepted": [GAP]},
        "care/2020-01-01.yaml": OLD,
        "care/2022-01-01.yaml": CARE,
        "care/scenarios/in-time.yaml": SCENARIO,
    }
    # One copy per file: the versions share their parts, and a test breaks only one of them.
    return {name: deepcopy(part) for name, part in files.items()}


class _Plain(yaml.SafeDumper):
    """Writes a part that two clauses share twice, as the files of agreements must."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def write(files: Files, folder: Path) -> Path:
    """Write the files of a corpus; a text is written as it is."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = (
            content
            if isinstance(content, str)
            else yaml.dump(content, Dumper=_Plain, sort_keys=False, allow_unicode=True)
        )
        path.write_text(text, encoding="utf-8")
    return folder


def small(**keys: Any) -> Files:
    """Give one file that leans on the registers of Vangnet for everything else."""
    agreement = {
        "agreement": "small",
        "valid_from": "2020-01-01",
        "title": words("Small"),
        "steps": {"sign": {"by": ["police"]}, "told": {"by": ["police"]}, **keys.pop("steps", {})},
        "duties": {
            "tell": duty(on="sign", by="police", toward="victim", do="told"),
            **keys.pop("duties", {}),
        },
        **keys,
    }
    return {"small/2020-01-01.yaml": agreement}


def sound_corpora() -> dict[str, Files]:
    """Give corpora of different make in which no check may find an error."""
    without_registers = {name: part for name, part in sound().items() if name.startswith("care/")}
    return {
        "with registers": sound(),
        "without gap, for one phase": _one_phase(),
        "one duty": small(),
        "a circle that takes time": small(
            facts={"slow": {"type": "yes_no"}},
            steps={
                "sign": {"by": ["police"], "fields": {"slow": "slow"}},
                "again": {"derived": True},
                "stopped": {"by": ["police"]},
            },
            periods={
                "clock": {
                    "from": ["sign", "again"],
                    "lasts": [{"when": "slow", "term": "P2W"}, {"term": "P1W"}],
                    "then": "again",
                    "ends_early_on": "stopped",
                }
            },
        ),
        "terms in branches": small(
            facts={"age": {"type": "years"}, "place": {"values": ["home", "camp"]}},
            steps={"sign": {"by": ["police"], "fields": {"age": "age", "place": "place"}}},
            duties={
                "visit": duty(
                    on="sign",
                    by="police",
                    toward="victim",
                    do="told",
                    when="age != unknown",
                    within=[
                        {"when": "age < 12", "term": "P1D"},
                        {"when": "place == 'camp'", "term": "P2D"},
                        {"term": "P1W"},
                    ],
                )
            },
        ),
        "a pilot in a region": small(
            regions=["north"], valid_until="2021-12-31", facts={"region": {"type": "text"}}, goals=["told"]
        ),
        "a date to come": small(
            facts={"ends": {"type": "date"}},
            steps={"sign": {"by": ["police"], "fields": {"ends": "ends"}}},
            duties={
                "before": duty(
                    on="sign",
                    by="police",
                    toward="victim",
                    do="told",
                    within={"until": "ends", "minus": "P6W"},
                )
            },
        ),
        "steps that another folder defines": small(
            goals=["safe", "told"],
            duties={
                "tell": duty(on="sign", by="police", toward="victim", do="told", lapses_on="left_country")
            },
            periods={
                "rest": {"from": "rest_given", "lasts": "P3M", "then": "rest_ended", "ends_early_on": "safe"}
            },
            requires=[{"step": "rest_given", "after": "all_agree"}],
        ),
        "without registers": _with_known_parties(without_registers),
    }


def _one_phase() -> Files:
    files = sound()
    del files["accepted-gaps.yaml"], files["profiles.yaml"]["phases"]["shelter"]
    return files


def _with_known_parties(files: Files) -> Files:
    text = yaml.dump(files, Dumper=_Plain).replace("person", "victim")
    return yaml.safe_load(text)
