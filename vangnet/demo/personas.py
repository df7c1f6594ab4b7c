"""The people that a visitor of the demonstration can sign in as."""

from django.utils.translation import get_language

from vangnet.access.personas import Persona
from vangnet.demo import cast


def for_sign_in() -> list[Persona]:
    """Everybody in the cast, in the language of the page, in the order of the file."""
    known = cast.read()
    language = (get_language() or "nl")[:2]
    return [
        Persona(
            username=player.username,
            name=player.name,
            organisation=known.house(player.of).name,
            sentence=player.sentence.get(language, player.sentence["nl"]),
            password=known.password,
        )
        for player in known.players
    ]
