"""Explains a duty, right or period in plain sentences, built from its proof."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from vangnet.protocol.engine.instances import DutyInstance, RightInstance, ShownInstance
from vangnet.protocol.engine.model import Corpus, Limit
from vangnet.protocol.engine.moments import local
from vangnet.protocol.engine.proofs import FactUsed, Proof
from vangnet.protocol.engine.reading import plain_wording
from vangnet.protocol.engine.standing import DENIED, LAPSED
from vangnet.protocol.engine.words import MONTHS, SENTENCES

TOLD_STEPS = ("skipped_holiday", "extended_atw", "clamped", "summer_time_gap")


class Explainer:
    """Writes explanations in one language, with the labels of a corpus."""

    def __init__(self, corpus: Corpus, language: str) -> None:
        self.corpus = corpus
        self.language = language if language in SENTENCES else "nl"
        self.words = SENTENCES[self.language]

    def explain(self, instance: ShownInstance) -> list[str]:
        """Say who must or may do what before when, because of what, and on what ground."""
        proof = instance.proof()
        sentences = [self._head(instance, proof)]
        sentences += self._trigger(proof)
        sentences += [self.fact(fact) for fact in proof.facts]
        sentences += [sentence for limit in proof.limits if (sentence := self.limit(limit))]
        sentences += self._calendar(proof)
        sentences += self._end(instance, proof)
        if proof.clause.ground:
            sentences.append(self.words["ground"].format(ground=proof.clause.ground.rstrip(".")))
        version = self.words["version"].format(agreement=proof.agreement, version=proof.version.isoformat())
        return [*sentences, version]

    def step(self, code: str) -> str:
        """Give the label of a step."""
        step = self.corpus.steps.get(code)
        return plain_wording(step.label, self.language) or code if step else code

    def party(self, code: str) -> str:
        """Give the name of a party."""
        party = self.corpus.parties.get(code)
        return plain_wording(party.name, self.language) or code if party else code

    def parties(self, codes: tuple[str, ...]) -> str:
        """Give the names of parties, any of whom it may be."""
        return self.listed([self.party(code) for code in codes], "or") or self.words["anybody"]

    def fact_label(self, code: str) -> str:
        """Give the label of a fact."""
        fact = self.corpus.facts.get(code)
        return plain_wording(fact.label, self.language) or code if fact else code

    def value(self, code: str, value: Any) -> str:
        """Say a value of a fact."""
        if value is None:
            return self.words["unknown"]
        if isinstance(value, bool):
            return self.words["true" if value else "false"]
        fact = self.corpus.facts.get(code)
        label = fact.value_labels.get(value) if fact and isinstance(value, str) else None
        return plain_wording(label, self.language) if label else str(value)

    def fact(self, fact: FactUsed) -> str:
        """Say what a fact was when a clause looked at it, and how certain that was."""
        certainty = self.words.get(fact.certainty, "") if fact.event else ""
        value = self.value(fact.code, fact.value)
        return self.words["fact"].format(fact=self.fact_label(fact.code), value=value, certainty=certainty)

    def moment(self, moment: float | datetime) -> str:
        """Say a moment with its date and time in words."""
        when = moment if isinstance(moment, datetime) else local(moment)
        return f"{self.day(when)} {when:%H:%M}"

    def day(self, when: datetime) -> str:
        """Say a day."""
        return f"{when.day} {MONTHS[self.language][when.month - 1]} {when.year}"

    def listed(self, parts: list[str], word: str) -> str:
        """Join names with commas and a last word."""
        return self.words[word].join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)

    def limit(self, limit: Limit) -> str:
        """Say a term: fixed, an open norm with what was agreed behind it, or a date."""
        words = self.words
        if limit.norm is not None:
            norm = plain_wording(limit.norm, self.language)
            term = limit.target.in_words(self.language) if limit.target else ""
            return words["norm" if term else "norm_alone"].format(norm=norm, term=term)
        if limit.until is not None:
            term = limit.minus.in_words(self.language) if limit.minus else ""
            key = "before_fact" if term else "until_fact"
            return words[key].format(fact=self.fact_label(limit.until), term=term)
        return words["term"].format(term=limit.term.in_words(self.language)) if limit.term else ""

    def _head(self, instance: ShownInstance, proof: Proof) -> str:
        words = self.words
        key = "due" if isinstance(instance, DutyInstance) else "until"
        due = words[key].format(due=self.moment(proof.due)) if proof.due is not None else ""
        if isinstance(instance, DutyInstance):
            what = self.listed([self.step(code) for code in instance.clause.do], "or")
            return words["duty"].format(who=self.parties(instance.holder), what=what, due=due)
        if isinstance(instance, RightInstance):
            what = self.listed([self.step(code) for code in instance.clause.may], "or")
            return words["right"].format(who=self.parties(instance.clause.who), what=what, due=due)
        name = plain_wording(proof.clause.says, self.language).rstrip(".") or proof.clause.name
        return words["period"].format(what=name, due=due)

    def _trigger(self, proof: Proof) -> list[str]:
        trigger = proof.trigger
        because = self.words["because"].format(
            moment=self.moment(trigger.occurred), step=self.step(trigger.step)
        )
        if not proof.earlier_triggers:
            return [because]
        moments = [self.moment(event.occurred) for event in proof.earlier_triggers]
        return [because, self.words["again"].format(moments=self.listed(moments, "and"))]

    def _calendar(self, proof: Proof) -> list[str]:
        words = self.words
        found = [
            words[step.what].format(day=self.day(step.moment), detail=step.detail)
            for step in proof.calendar
            if step.what in TOLD_STEPS
        ]
        if proof.term_version != proof.version:
            found.append(words["new_term"].format(version=proof.term_version.isoformat()))
        if proof.paused_seconds:
            found.append(words["paused"].format(days=f"{proof.paused_seconds / 86400:g}"))
        return found

    def _end(self, instance: ShownInstance, proof: Proof) -> list[str]:
        words, found = self.words, []
        if proof.counted_from != proof.trigger.occurred:
            found.append(words["lifted"].format(moment=self.moment(proof.counted_from)))
        facts = [self.fact_label(code) for code in instance.facts_to_ask]
        if facts:
            found.append(words["doubt"].format(facts=self.listed(facts, "and")))
        settled = proof.settled_by
        if settled is None:
            return found
        step = self.step(settled.step)
        if instance.outcome in (LAPSED, DENIED):
            ending = f" ({step})" if step else ""
            return [*found, words["lapsed"].format(moment=self.moment(settled.occurred), step=ending)]
        return [*found, words["done"].format(moment=self.moment(settled.occurred), step=step)]


def explain(instance: ShownInstance, corpus: Corpus, language: str = "nl") -> list[str]:
    """Explain a duty, right or period in plain sentences."""
    return Explainer(corpus, language).explain(instance)
