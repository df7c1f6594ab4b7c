"""Who is asked in a made-up dossier besides those who have something to write: some say no, some have not answered yet."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from vangnet.demo import acts
from vangnet.demo.caseload.drawing import Draw, Somebody, mix
from vangnet.demo.planning import Beat, Guest, Plan

RECENT = timedelta(days=12)
STILL_GOING = timedelta(days=120)
ASKED_FOR_ADULTS = ("shelter", "registrar", "lawyer", "investigation", "immigration_service", "municipality")
ASKED_FOR_MINORS = (
    "guardian",
    "veilig_thuis",
    "youth_institution",
    "social_team",
    "shelter",
    "investigation",
    "child_protection_board",
)
WELCOME = "Willen jullie meekijken in dit dossier?"


class Involving:
    """Draws invitations, refusals and hand-overs around a plan."""

    def __init__(self, draw: Draw, plan: Plan, now: datetime) -> None:
        self.draw = draw
        self.plan = plan
        self.now = now

    def declined(self, beats: list[Beat]) -> list[Guest]:
        """Another shelter says no, some time before the shelter of this dossier comes in."""
        inside = [beat.recorded for beat in beats[1:] if beat.party == "shelter"]
        opened = beats[0].recorded
        wanted = self.draw.happens(mix()["shelter_declines_first"])
        if beats[0].party == "shelter" or not inside or not wanted:
            return []
        ours = self.plan.house("shelter")
        other = next(house.code for house in self.plan.cast.houses_of("shelter") if house.code != ours)
        room = min(inside) - opened
        return [
            Guest(
                house=other,
                by=self.plan.house(beats[0].party),
                at=opened + room * 0.1,
                answered=opened + room * 0.25,
                yes=False,
                reason=self.draw.one(mix()["declines"]),
                message="Hebben jullie een plek?",
            )
        ]

    def afterwards(self, somebody: Somebody) -> list[acts.Act]:
        """What can only be drawn when it is known who takes part."""
        return [*self._waiting(somebody), *self._handed_over(somebody)]

    def _waiting(self, somebody: Somebody) -> Iterable[acts.Act]:
        opener, opened = next(iter(self.plan.joined.items()))
        if self.now - opened > STILL_GOING or not self.draw.happens(mix()["asked_and_waiting"]):
            return
        asked = max(self.now - RECENT * self.draw.random.random(), opened)
        parties = ASKED_FOR_MINORS if somebody.is_minor else ASKED_FOR_ADULTS
        outside = [house for house in map(self.plan.house, parties) if house not in self.plan.joined]
        guest = self.draw.one(outside)
        yield acts.Invitation(
            asked,
            self.plan.dossier,
            opener,
            guest=guest,
            ground=self.plan.cast.asked_on,
            message=WELCOME,
        )

    def _handed_over(self, somebody: Somebody) -> Iterable[acts.Act]:
        receiver = self.plan.house("guardian" if somebody.is_minor else "shelter")
        joined = self.plan.joined.get(receiver)
        if joined is None or not self.draw.happens(mix()["track_handed_over"]):
            return
        offered = joined + timedelta(hours=self.draw.random.uniform(2, 90))
        if offered > self.now:
            return
        yield acts.HandingOver(offered, self.plan.dossier, receiver, track="protection")
        answered = offered + timedelta(hours=self.draw.random.uniform(2, 70))
        if answered <= self.now:
            yield acts.TakingOver(answered, self.plan.dossier, receiver, track="protection")
