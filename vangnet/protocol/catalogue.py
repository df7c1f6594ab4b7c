"""The agreements that are in use: read and compiled once per process, with the words for screens."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from vangnet.protocol.engine import compile_corpus, load_directory
from vangnet.protocol.engine.model import Agreement, Clause, Corpus, FactType, Step
from vangnet.protocol.engine.program import Program

PACKAGED = Path(__file__).resolve().parent / "agreements"
KINDS = frozenset({"years", "yes_no", "number", "date", "text"})


@dataclass(frozen=True)
class Catalogue:
    """All agreements with their compiled form; `hash` changes whenever any of them changes."""

    corpus: Corpus
    program: Program

    @property
    def hash(self) -> str:
        return self.program.hash

    def step(self, code: str) -> Step | None:
        return self.corpus.steps.get(code)

    def fact_types(self, step: str = "") -> Mapping[str, FactType]:
        """The facts that may be recorded: all that the agreements define, and the fields of a step."""
        known = self.corpus.facts
        defined = self.step(step)
        if defined is None:
            return known
        return {**known, **{code: self._field(code, kind) for code, kind in defined.fields.items()}}

    def fields(self, step: str) -> Mapping[str, FactType]:
        """The facts that the form of a step asks for."""
        defined = self.step(step)
        types = self.fact_types(step)
        return {code: types[code] for code in defined.fields} if defined else {}

    def _field(self, code: str, kind: str) -> FactType:
        known = self.corpus.facts
        return (
            known.get(code) or known.get(kind) or FactType(code=code, kind=kind if kind in KINDS else "text")
        )

    def versions(self, agreement: str) -> tuple[Agreement, ...]:
        return tuple(one for one in self.corpus.agreements if one.name == agreement)

    def clause(self, agreement: str, version: str, name: str) -> Clause | None:
        """The duty, right, period or prohibition that a result of the engine names."""
        for one in self.versions(agreement):
            if one.valid_from.isoformat() == version:
                for clauses in (one.duties, one.rights, one.periods, one.prohibitions):
                    if name in clauses:
                        return clauses[name]
        return None

    def step_label(self, code: str, language: str) -> str:
        defined = self.step(code)
        return words(defined.label, language, code) if defined else code

    def fact_label(self, code: str, language: str) -> str:
        known = self.corpus.facts.get(code)
        return words(known.label, language, code) if known else code

    def party_name(self, code: str, language: str) -> str:
        party = self.corpus.parties.get(code)
        return words(party.name, language, code) if party else code


def words(wording: Mapping[str, str], language: str, code: str = "") -> str:
    """The text of a wording in a language, else in the other one, else the bare code in readable form."""
    return wording.get(language) or wording.get("nl") or wording.get("en") or code.replace("_", " ")


def current() -> Catalogue:
    """The agreements that this installation follows: those that come with Vangnet unless the settings name a folder."""
    return _read(Path(getattr(settings, "AGREEMENTS_DIR", None) or PACKAGED))


@lru_cache(maxsize=8)
def _read(folder: Path) -> Catalogue:
    corpus = load_directory(folder)
    return Catalogue(corpus, compile_corpus(corpus))
