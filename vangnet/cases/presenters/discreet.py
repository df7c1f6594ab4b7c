"""How it is said that somebody may not see something: what kind it is, why not, and who can decide otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from vangnet.access import decisions
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.cases.presenters import words
from vangnet.cases.sight import Sight
from vangnet.protocol import catalogue
from vangnet.protocol.engine.instances import ShownInstance
from vangnet.protocol.engine.proofs import FactUsed, Proof
from vangnet.protocol.engine.wording import Explainer


@dataclass(frozen=True, slots=True)
class Hidden:
    """Something that the reader may not see: the kind of data, the reason, its source and who can decide otherwise."""

    kind: str
    because: str
    source: str
    decider: str


class DiscreetExplainer(Explainer):
    """Explains a duty without naming what the reader may not know; that there is more, it does say."""

    def __init__(self, sight: Sight) -> None:
        super().__init__(catalogue.current().corpus, words.language())
        self.sight = sight

    def explain(self, instance: ShownInstance) -> list[str]:
        """Say who must or may do what before when, because of what, and on what ground."""
        told = [sentence for sentence in super().explain(instance) if sentence]
        if all(self.sight.names_fact(fact.code) for fact in instance.proof().facts):
            return told
        return [*told, _("It also rests on something that your organisation may not see.")]

    def fact(self, fact: FactUsed) -> str:
        """Say what a fact was, or nothing when the reader may not know it."""
        return super().fact(fact) if self.sight.names_fact(fact.code) else ""

    def fact_label(self, code: str) -> str:
        """Give the label of a fact, unless the label itself would tell something."""
        return super().fact_label(code) if self.sight.asks(code) else _("something else")

    def _trigger(self, proof: Proof) -> list[str]:
        if self.sight.sees_event(proof.trigger):
            return super()._trigger(proof)
        return [_("It follows from something that your organisation may not see.")]

    def _end(self, instance: ShownInstance, proof: Proof) -> list[str]:
        told = super()._end(instance, proof)
        if proof.settled_by is None or self.sight.sees_event(proof.settled_by):
            return told
        return [*told[:-1], _("It ended because of something that your organisation may not see.")]


def explained(instance: ShownInstance, sight: Sight | None) -> list[str]:
    """A duty, right or period in plain sentences, as far as the reader may know."""
    explainer = words.explainer() if sight is None else DiscreetExplainer(sight)
    return explainer.explain(instance)


def hidden(actor: Actor, category: DataCategory) -> Hidden:
    """What stands in the place of something that the reader may not see."""
    answer = decisions.may_see(actor, category, involvement="part")
    language = words.language()
    because, decider = answer.says(language), answer.decider(language)
    if answer.allowed:
        because = _("The rules let your organisation see this, but it was not given to it for this dossier.")
        decider = _("the organisation that asked yours to take part")
    return Hidden(str(category.label), because, answer.source, decider)


def unjudged() -> Hidden:
    """What stands in the place of a text that nobody has judged yet."""
    return Hidden(
        kind=_("text that nobody has judged yet"),
        because=_("Until somebody says what kind of data it holds, only its writers read it."),
        source="",
        decider=_("the organisation that wrote it"),
    )
