"""Terms in words, with what they rest on: the law, a rule, or only what the chain agreed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from vangnet.portal.handbook.conditions import condition_text
from vangnet.portal.handbook.labels import Labels
from vangnet.protocol.engine.model import Duty, Limit, Period, Right
from vangnet.protocol.engine.registers import ground_of

NOT_LAW = ("agreement", "pilot")


@dataclass(frozen=True, slots=True)
class TermView:
    """One branch of a term. `norm` is the open norm; `agreed` is the number behind it, which is not law."""

    text: str
    when: str = ""
    norm: str = ""
    agreed: str = ""
    footing: str = ""

    @property
    def short(self) -> str:
        """The term in as few words as a table or drawing has room for."""
        if self.norm and self.agreed:
            return _("%(norm)s (agreed: %(term)s)") % {"norm": self.norm, "term": self.agreed}
        return self.norm or self.text

    @property
    def sentence(self) -> str:
        """The branch with its condition."""
        return (
            _("%(term)s, if %(condition)s") % {"term": self.short, "condition": self.when}
            if self.when
            else self.short
        )


def term_views(clause: Duty | Right | Period, labels: Labels) -> tuple[TermView, ...]:
    """Say every branch of the term of a clause."""
    limits = clause.lasts if isinstance(clause, Period) else clause.within
    ground = ground_of(clause.ground, labels.corpus.grounds)
    is_law = ground is not None and ground.kind not in NOT_LAW
    return tuple(_view(limit, labels, is_law) for limit in limits)


def _view(limit: Limit, labels: Labels, is_law: bool) -> TermView:
    when = condition_text(limit.when, labels)
    if limit.norm is not None:
        agreed = limit.target.in_words(labels.language) if limit.target else ""
        return TermView(text=labels.of(limit.norm), when=when, norm=labels.of(limit.norm), agreed=agreed)
    text = _length(limit, labels)
    if limit.day_end:
        text = _("%(term)s, through the end of that day") % {"term": text}
    return TermView(text=text, when=when, footing=_footing(limit, is_law))


def _length(limit: Limit, labels: Labels) -> str:
    if limit.until is not None:
        fact = labels.fact(limit.until)
        if limit.minus is None:
            return _("until: %(fact)s") % {"fact": fact}
        term = limit.minus.in_words(labels.language)
        return _("%(term)s before: %(fact)s") % {"term": term, "fact": fact}
    return limit.term.in_words(labels.language) if limit.term else ""


def _footing(limit: Limit, is_law: bool) -> str:
    if limit.statutory:
        return _("Term in the law; it moves when it ends on a weekend or holiday.")
    return "" if is_law else _("Agreed by the chain, not law.")
