"""What each kind of notice says; a package registers the words of its own notices when it is imported."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


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
    """The sentence of a notice with its places filled in; a place that was not given stays a dash."""
    return str(words_of(code).sentence) % _Filled(about)


class _Filled(dict[str, str]):
    def __missing__(self, place: str) -> str:
        return "–"


register("nightly.failed", _("The work of the night did not succeed: %(problem)s"), page="oversight:seals")
