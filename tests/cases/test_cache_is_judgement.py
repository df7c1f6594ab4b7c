"""The worklist is a cache. Whatever people do, at any moment it must say what judging anew says."""

from contextlib import contextmanager, suppress
from datetime import timedelta

from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.factories import actor, dossier, draft, joined, on
from vangnet.access.verdicts import NotAllowed
from vangnet.cases import queries, services
from vangnet.cases.models import WorklistEntry
from vangnet.cases.queries import status_of
from vangnet.core import clock
from vangnet.protocol.log import EntryRefused
from vangnet.protocol.moments import exactly

STEPS = [
    "found",
    "told",
    "reported",
    "escalated",
    "cared",
    "asked",
    "granted",
    "refused",
    "on_hold",
    "hold_lifted",
    "renewed",
    "removed",
    "closed",
]
AGES = [12, 17, 18, 40, "unknown", {"value": 15, "certainty": "disputed"}]
PARTIES = ["police", "registrar", "immigration_service", "municipality", "guardian", "victim"]
acts = st.lists(
    st.one_of(
        st.tuples(
            st.just("step"),
            st.sampled_from(STEPS),
            st.integers(0, 6),
            st.none() | st.sampled_from(AGES),
            st.sampled_from(PARTIES),
        ),
        st.tuples(st.just("correct"), st.integers(0, 30), st.sampled_from(STEPS), st.integers(0, 6)),
        st.tuples(st.just("retract"), st.integers(0, 30)),
        st.tuples(st.just("join"), st.sampled_from(PARTIES[1:5])),
        st.tuples(st.just("leave"), st.integers(0, 5)),
    ),
    max_size=12,
)


class Story:
    """One dossier to which people do things, an uneven stretch of time apart."""

    def __init__(self):
        self.police = actor("police")
        self.others = []
        self.day = 0
        self.dossier = dossier(self.police, {"age": "unknown"}, step="found")

    def step(self, code, days_ago, age, party):
        facts = {} if age is None else {"age": age}
        made = draft(code, self._ago(days_ago), facts=facts, party=party, deviation_reason="x")
        services.record_step(self.dossier, draft=made, by=self.police)

    def correct(self, number, code, days_ago):
        made = draft(code, self._ago(days_ago), deviation_reason="x")
        services.correct_event(self.dossier, entry=self._entry(number), draft=made, by=self.police)

    def retract(self, number):
        services.retract_event(self.dossier, entry=self._entry(number), reason="x", by=self.police)

    def join(self, party):
        self.others.append(joined(self.dossier, self.police, party))

    def leave(self, number):
        if self.others:
            by = self.others[number % len(self.others)]
            involvement = queries.involvement_of(by.organisation, self.dossier)
            services.end_involvement(involvement, reason="x", by=by)

    def _ago(self, days):
        return exactly(clock.now() - timedelta(days=days, minutes=days))

    def _entry(self, number):
        entries = queries.entries(self.police, self.dossier)
        return entries[number % len(entries)]


def cached(story, now):
    lines = WorklistEntry.objects.filter(dossier=story.dossier)
    return sorted(
        (
            line.duty,
            str(line.version),
            line.trigger,
            str(line.holder_id),
            status_of(line, now),
            (now + line.remaining if line.remaining is not None else line.due_at or now).timestamp(),
            tuple(line.facts_to_ask),
            line.is_in_doubt,
        )
        for line in lines
    )


def judged(story, now):
    judgement = queries.judgement(story.police, story.dossier)
    present = {}
    for one in queries.involvements(story.police, story.dossier):
        if one.state == "accepted":
            present.setdefault(one.organisation.party, []).append(str(one.organisation_id))
    return sorted(
        (
            duty.duty,
            str(duty.version),
            duty.trigger.id,
            holder,
            duty.status,
            now.timestamp() if duty.due is None else duty.due,
            tuple(duty.facts_to_ask),
            duty.in_doubt,
        )
        for duty in judgement.duties
        if duty.status in ("open", "overdue", "undetermined")
        for holder in [key for party in duty.holder for key in present.get(party, [])] or ["None"]
    )


@contextmanager
def rolled_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts, st.lists(st.integers(0, 20), min_size=12, max_size=12), st.lists(st.integers(0, 200), max_size=4)
)
@example(
    todo=[
        ("step", "asked", 0, None, "victim"),
        ("join", "immigration_service"),
        ("step", "on_hold", 0, None, "police"),
    ],
    gaps=[1, 1, 2],
    looks=[1, 30],
)
def test_worklist_is_what_judging_anew_says(todo, gaps, looks):
    with rolled_back():
        story = Story()
        for act, gap in zip(todo, gaps, strict=False):
            story.day += gap
            with on(days=story.day):
                name, *values = act
                with suppress(NotAllowed, EntryRefused):
                    getattr(story, name)(*values)
                services.keep_right(by=story.police)
                assert cached(story, clock.now()) == judged(story, clock.now())
        for later in sorted(looks):
            with on(days=story.day + later, hours=1):
                services.keep_right(by=story.police)
                assert cached(story, clock.now()) == judged(story, clock.now())
