"""A second, slow way to the same answer, written from the text of docs/howto/sharing-rules.md: no index, no memory, no shared code.

It reads the files as plain texts and goes through every rule for every question.
"""

from pathlib import Path

import yaml

import vangnet.access

ACCESS = Path(vangnet.access.__file__).parent
PERSONS = {
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
}


class Oracle:
    def __init__(self, rules=None, kinds=ACCESS / "kinds" / "kinds.yaml"):
        rules = rules or max((ACCESS / "sharing").glob("*.yaml"))
        # BaseLoader leaves every word a word: `no` is an outcome and `true` is written as it stands.
        self.rules = yaml.load(rules.read_text(), yaml.BaseLoader)
        self.kinds = yaml.load(kinds.read_text(), yaml.BaseLoader)["kinds"]
        self.named = {}

    def members(self, words):
        key = tuple(words)
        if key not in self.named:
            self.named[key] = self.expanded(words)
        return self.named[key]

    def expanded(self, words):
        inside, outside = set(), set()
        for word in words:
            (outside if word[0] == "-" else inside).update(self.member(word.lstrip("-")))
        return inside - outside

    def member(self, word):
        if word == "secrecy":
            return {code for code, kind in self.kinds.items() if kind["secrecy"] == "true"}
        if word.startswith("side:"):
            return {code for code, kind in self.kinds.items() if kind["side"] == word[5:]}
        if word in self.rules["groups"]:
            return self.members(self.rules["groups"][word])
        return {word}

    def speaks(self, rule, question, section):
        """Whether a rule speaks of a question: every part that it names must agree."""
        return self.speaks_of_parties(rule, question, section) and self.speaks_of_circumstances(
            rule, question
        )

    def speaks_of_parties(self, rule, question, section):
        if "acts" in rule and question.act not in rule["acts"]:
            return False
        categories = rule.get("categories", [question.category])
        meant = question.category in PERSONS and "persons" in categories
        if not meant and question.category not in categories:
            return False
        if "from" in rule and question.actor_kind not in self.members(rule["from"]):
            return False
        if "to" in rule and question.receiver_kind not in self.members(rule["to"]):
            return False
        about_seeing = section == "permissions" and "share" not in rule["acts"] and "to" not in rule
        return not (about_seeing and question.receiver_kind)

    def speaks_of_circumstances(self, rule, question):
        if "roles" in rule and self.rules["roles"].get(question.role) not in rule["roles"]:
            return False
        for key, given in (
            ("purposes", question.purpose),
            ("grounds", question.ground),
            ("involvement", question.involvement),
        ):
            if key in rule and given not in rule[key]:
                return False
        if any(state not in question.states for state in rule.get("states", [])):
            return False
        return not any(state in question.states for state in rule.get("unless", []))

    def fitting(self, question, section):
        return [rule for rule in self.rules[section] if self.speaks(rule, question, section)]

    def answer(self, question):
        """The outcome and the conditions that stand open."""
        if self.fitting(question, "prohibitions") or self.fitting(question, "refusals"):
            return "no", frozenset()
        parties = {question.actor_kind} | ({question.receiver_kind} if question.receiver_kind else set())
        known = parties <= self.kinds.keys()
        if (
            not known
            or question.role not in self.rules["roles"]
            or question.ground not in self.rules["grounds"]
        ):
            return "gap", frozenset()
        permitted = self.fitting(question, "permissions")
        if not permitted:
            return "gap", frozenset()
        named = [
            code
            for rule in [*permitted, *self.fitting(question, "additions")]
            for code in rule.get("conditions", [])
        ]
        standing = {code for code in named if not self.is_met(code, question.states)}
        return ("conditions" if standing else "yes"), frozenset(standing)

    def is_met(self, code, states):
        return self.rules["conditions"][code].get("met_by", "-") in states
