"""What each kind of notice says; a package registers the words of its own notices when it is imported."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vangnet.design.wording import moment_in_words

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?[+-]\d{2}:\d{2})?")


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """A sentence with %(places)s that a notice fills in, and the page that it leads to."""

    sentence: str | Promise
    page: str = ""


_known: dict[str, NoticeWords] = {}


def register(code: str, sentence: str | Promise, *, page: str = "") -> None:
    """Say what a kind of notice says. `page` is the name of an address without holes, such as "oversight:seals".

    A notice about a dossier leads there by itself for who may see it, and needs no page.
    """
    if _known.get(code, NoticeWords(sentence, page)).page != page:
        raise ValueError(f"There are two kinds of notice with the code '{code}'. Choose another code.")
    _known[code] = NoticeWords(sentence, page)


def words_of(code: str) -> NoticeWords:
    """The words of a kind of notice; of an unknown kind its code, so that no notice disappears."""
    return _known.get(code, NoticeWords(code))


def say(code: str, about: Mapping[str, str]) -> str:
    """The sentence of a notice with its places filled in, in the language of whoever reads it.

    A day or a moment is kept as ISO 8601 and said in words here; a place that was not given stays a dash.
    """
    return str(words_of(code).sentence) % _Filled({place: _said(value) for place, value in about.items()})


def _said(value: str) -> str:
    if not _ISO.fullmatch(value):
        return value
    moment = datetime.fromisoformat(value)
    return moment_in_words(moment if moment.tzinfo else moment.date())


class _Filled(dict[str, str]):
    def __missing__(self, place: str) -> str:
        return "–"


register("nightly.failed", _("The work of the night did not succeed: %(problem)s"), page="oversight:seals")
