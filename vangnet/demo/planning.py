"""From what happened in a dossier to who does what when: who writes it down, and who asks whom to take part before that."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from vangnet.demo import acts
from vangnet.demo.cast import Cast
from vangnet.design.partial_dates import PartialMoment

LONGEST_WAIT = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Beat:
    """One thing that happened, and when somebody wrote it down."""

    name: str
    step: str
    party: str
    occurred: PartialMoment
    recorded: datetime
    facts: Mapping[str, object] = field(default_factory=dict)
    note: str = ""
    reason: str = ""
    corrects: str = ""
    retracts: str = ""


@dataclass(frozen=True, slots=True)
class Guest:
    """An organisation that is asked to take part at a moment that the story names. Without answer it is still waiting."""

    house: str
    by: str
    at: datetime
    answered: datetime | None = None
    yes: bool = True
    reason: str = ""
    ground: str = ""
    message: str = ""


class Plan:
    """Works out the acts of one dossier, in the order in which they are written down."""

    def __init__(self, dossier: str, cast: Cast, casting: Mapping[str, str]) -> None:
        self.dossier = dossier
        self.cast = cast
        self.casting = casting
        self.joined: dict[str, datetime] = {}
        self.acts: list[acts.Act] = []

    def of(self, beats: Sequence[Beat], guests: Iterable[Guest] = ()) -> list[acts.Act]:
        """All acts, opening with the first beat; the others ask in time whoever comes later."""
        ordered = sorted(beats, key=lambda beat: beat.recorded)
        coming = {guest.house: guest for guest in guests if guest.answered and guest.yes}
        for guest in guests:
            self._ask(guest)
        self._open(ordered[0])
        for beat in ordered[1:]:
            house = self._writer(beat, coming)
            if house not in self.joined and house not in coming:
                self._bring(house, beat.recorded)
            self.joined.setdefault(house, beat.recorded)
            self.acts.append(self._written(beat, house))
        return sorted(self.acts, key=lambda act: act.at)

    def house(self, party: str) -> str:
        """The organisation that plays a party in this dossier."""
        return self.casting.get(party) or self.cast.houses_of(party)[0].code

    def ground(self, house: str) -> str:
        return self.cast.grounds[self.cast.house(house).party]

    def _open(self, beat: Beat) -> None:
        house = self._writer(beat, {})
        self.joined[house] = beat.recorded
        opening = acts.Opening(
            beat.recorded,
            self.dossier,
            house,
            step=beat.step,
            party=beat.party,
            occurred=beat.occurred,
            ground=self.ground(house),
            facts=beat.facts,
            note=beat.note,
            name=beat.name,
        )
        self.acts.append(opening)

    def _writer(self, beat: Beat, coming: Mapping[str, Guest]) -> str:
        if self.cast.has(beat.party):
            return self.house(beat.party)
        speakers = [self.house(party) for party in self.cast.spoken_for_by[beat.party]]
        present = {house for house, since in self.joined.items() if since <= beat.recorded}
        present |= {
            house for house, guest in coming.items() if guest.answered and guest.answered <= beat.recorded
        }
        first = next(iter(self.joined), speakers[0])
        return next((house for house in speakers if house in present), first)

    def _bring(self, house: str, needed: datetime) -> None:
        """Let somebody who takes part ask an organisation in time, and let it accept before it has something to write."""
        opened = next(iter(self.joined.values()))
        room = min(needed - opened, LONGEST_WAIT)
        asked, answered = needed - room * 2 / 3, needed - room / 3
        inviter = [present for present, since in self.joined.items() if since <= asked][-1]
        self._ask(Guest(house, inviter, asked, answered))

    def _ask(self, guest: Guest) -> None:
        ground = guest.ground or self.cast.asked_on
        self.acts.append(
            acts.Invitation(
                guest.at, self.dossier, guest.by, guest=guest.house, ground=ground, message=guest.message
            )
        )
        if guest.answered is not None:
            self.acts.append(
                acts.Answer(guest.answered, self.dossier, guest.house, yes=guest.yes, reason=guest.reason)
            )

    def _written(self, beat: Beat, house: str) -> acts.Act:
        if beat.retracts:
            return acts.Retraction(
                beat.recorded, self.dossier, house, retracts=beat.retracts, reason=beat.reason
            )
        return acts.Happening(
            beat.recorded,
            self.dossier,
            house,
            name=beat.name,
            step=beat.step,
            party=beat.party,
            occurred=beat.occurred,
            facts=beat.facts,
            note=beat.note,
            reason=beat.reason,
            corrects=beat.corrects,
        )
