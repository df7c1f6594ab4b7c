"""Telling a story to the services: every act is done by somebody of the cast, with the clock at the moment of the act."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from vangnet.access.actors import Actor
from vangnet.cases import events, queries
from vangnet.cases import services as cases
from vangnet.cases.models import Dossier, Handover, Involvement, Track
from vangnet.cases.queries import lawful
from vangnet.core import clock
from vangnet.demo import acts, sharing
from vangnet.persons import services as persons
from vangnet.persons.models import PersonLink
from vangnet.protocol.log import Draft
from vangnet.protocol.models import LogEntry

GENERAL_REASON = "Zo is het in dit verhaal gegaan; het is vastgelegd zoals het was."
KEY = "demo-{}"


class StoryError(ValueError):
    """A story cannot have gone as it is written; the message says which act and why."""


@dataclass
class Stage:
    """What has been made so far while stories are told."""

    actors: Mapping[str, Actor]
    dossiers: dict[str, Dossier] = field(default_factory=dict)
    entries: dict[tuple[str, str], LogEntry] = field(default_factory=dict)
    invitations: dict[tuple[str, str], Involvement] = field(default_factory=dict)
    offers: dict[tuple[str, str], Handover] = field(default_factory=dict)

    def tell(self, told: Iterable[acts.Act]) -> int:
        """Do all acts in the order of their moments; gives how many."""
        ordered = sorted(told, key=lambda act: act.at)
        for act in ordered:
            with clock.fixed(act.at):
                DOING[type(act)](self, act)
        return len(ordered)

    def dossier(self, act: acts.Act) -> Dossier:
        if act.dossier not in self.dossiers:
            raise StoryError(f"{act.dossier}: {act.house} acts at {act.at} before the dossier is opened.")
        return self.dossiers[act.dossier]

    def entry(self, act: acts.Act, name: str) -> LogEntry:
        if (act.dossier, name) not in self.entries:
            raise StoryError(f"{act.dossier}: at {act.at} there is no event '{name}' yet.")
        return self.entries[act.dossier, name]


def open_dossier(stage: Stage, act: acts.Opening) -> None:
    dossier = cases.open_dossier(
        act.facts,
        occurred=act.occurred,
        ground=act.ground,
        step=act.step,
        party=act.party,
        note=act.note,
        submission_key=KEY.format(act.dossier),
        by=stage.actors[act.house],
    )
    stage.dossiers[act.dossier] = dossier


def record(stage: Stage, act: acts.Happening) -> None:
    dossier, by = stage.dossier(act), stage.actors[act.house]
    draft = Draft(
        step=events.ALL.get(act.step, act.step),
        occurred=act.occurred,
        party=act.party,
        facts=act.facts,
        note=act.note,
        deviation_reason=act.reason,
        submission_key=f"{act.name}@{act.at:%Y%m%d%H%M}",
    )
    if act.corrects:
        wrong = stage.entry(act, act.corrects)
        made = _with_reason(
            lambda whole: cases.correct_event(dossier, entry=wrong, draft=whole, by=by), draft
        )
    else:
        made = _with_reason(lambda whole: cases.record_step(dossier, draft=whole, by=by), draft)
    stage.entries[act.dossier, act.name] = made


def _with_reason(write: Callable[[Draft], LogEntry], draft: Draft) -> LogEntry:
    """As people do: write, and when a reason is asked for, give it and write again."""
    try:
        return write(draft)
    except cases.ReasonNeeded:
        return write(replace(draft, deviation_reason=GENERAL_REASON))


def retract(stage: Stage, act: acts.Retraction) -> None:
    cases.retract_event(
        stage.dossier(act),
        entry=stage.entry(act, act.retracts),
        reason=act.reason,
        by=stage.actors[act.house],
    )


def invite(stage: Stage, act: acts.Invitation) -> None:
    guest, by = stage.actors[act.guest].own_organisation, stage.actors[act.house]
    dossier = stage.dossier(act)
    fits = lawful.fitting(by, dossier, receiver=guest)
    wanted = next((one for one in fits if one.ground == act.ground), next(iter(fits), None))
    stage.invitations[act.dossier, act.guest] = cases.involve(
        dossier,
        organisation=guest,
        ground=wanted.ground if wanted else act.ground,
        message=act.message,
        said=[condition.met_by for condition in wanted.to_say] if wanted else (),
        by=by,
    )


def answer(stage: Stage, act: acts.Answer) -> None:
    invitation, by = stage.invitations[act.dossier, act.house], stage.actors[act.house]
    if act.yes:
        cases.accept_involvement(invitation, by=by)
    else:
        cases.decline_involvement(invitation, reason=act.reason, by=by)


def hand_over(stage: Stage, act: acts.HandingOver) -> None:
    dossier, receiver = stage.dossier(act), stage.actors[act.house]
    track = _open_track(receiver, dossier, act.track)
    if track is None or track.owner_id == receiver.own_organisation.pk:
        return
    owner = stage.actors[track.owner.code]
    offer = cases.hand_over_track(track, to=receiver.own_organisation, by=owner)
    stage.offers[act.dossier, act.track] = offer


def take_over(stage: Stage, act: acts.TakingOver) -> None:
    offer, by = stage.offers.pop((act.dossier, act.track), None), stage.actors[act.house]
    if offer is None:
        return
    if act.yes:
        cases.accept_handover(offer, by=by)
    else:
        cases.decline_handover(offer, reason=act.reason, by=by)


def _open_track(by: Actor, dossier: Dossier, kind: str) -> Track | None:
    tracks = queries.tracks(by, dossier)
    return next((track for track in tracks if track.kind == kind and track.closed_by_id is None), None)


def link(stage: Stage, act: acts.Linking) -> None:
    cases.link_persons(
        stage.dossier(act),
        other=stage.dossiers[act.other],
        kind=PersonLink.Kind(act.kind),
        by=stage.actors[act.house],
    )


def keep(stage: Stage, act: acts.Keeping) -> None:
    dossier, by = stage.dossier(act), stage.actors[act.house]
    persons.keep_identity(dossier.person, dossier=dossier.pk, category=act.category, fields=act.fields, by=by)


def look_up(stage: Stage, act: acts.LookingUp) -> None:
    dossier, by = stage.dossier(act), stage.actors[act.house]
    persons.open_identity(dossier.person, dossier=dossier.pk, category=act.category, why=act.why, by=by)


def share(stage: Stage, act: acts.Sharing) -> None:
    by = stage.actors[act.house]
    sharing.tell(stage.dossier(act), act.how, act.told, actors=stage.actors, by=by)


DOING: Mapping[type[acts.Act], Callable[[Stage, Any], None]] = {
    acts.Opening: open_dossier,
    acts.Happening: record,
    acts.Retraction: retract,
    acts.Invitation: invite,
    acts.Answer: answer,
    acts.HandingOver: hand_over,
    acts.TakingOver: take_over,
    acts.Linking: link,
    acts.Keeping: keep,
    acts.LookingUp: look_up,
    acts.Sharing: share,
}
