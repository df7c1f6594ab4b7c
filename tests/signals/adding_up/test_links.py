"""From its own side only: of what somebody may not see they learn whom to ask, and nothing else."""

import pytest
from django.db import IntegrityError, transaction

from tests.factories import actor, also_given, signal
from tests.signals.adding_up.stories import PHONE, added, clusters, of, seen
from vangnet.access.models import AuditEntry, Notice
from vangnet.access.roles import Reader
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.access.wall.context import as_actor
from vangnet.core import clock
from vangnet.signals.models import Link, Signal, SignalEvent
from vangnet.signals.presenters import linked as presenter
from vangnet.signals.queries import clusters as read_clusters
from vangnet.signals.queries import links as queries
from vangnet.signals.reports import ReportedMark
from vangnet.signals.services import links
from vangnet.signals.states import FINAL, Investigation, SignalState

pytestmark = pytest.mark.django_db
WHY = Link.Why.OTHER_PERSON


@pytest.fixture
def own(police):
    return seen(police, ("telephone", PHONE))


@pytest.fixture
def other(own, inspectorate):
    return seen(inspectorate, ("telephone", PHONE))


def silent(one):
    Signal.objects.filter(pk=one.pk).update(state=SignalState.INVESTIGATED)


def test_of_a_signal_of_somebody_else_only_the_contact_shows(police, inspectorate, own, other):
    (link,) = queries.of(police, own)
    assert (link.is_hidden, link.contact) == (True, inspectorate.organisation)
    told = repr(link)
    assert all(secret not in told for secret in (other.reference, other.address, str(other.pk)))
    assert queries.hints(police, own) == [("telephone", inspectorate.organisation)]


def test_signals_of_the_own_organisation_are_named(police, own):
    second = seen(police, ("telephone", PHONE))
    (link,) = queries.of(police, own)
    assert (link.reference, link.other) == (second.reference, second.address)
    assert queries.hints(police, own) == []


def test_who_does_not_own_a_signal_sees_none_of_its_links(police, registrar, inspectorate):
    reported = signal(police, marks=(ReportedMark("telephone", PHONE),))
    seen(inspectorate, ("telephone", PHONE))
    assert reported.owner == registrar.organisation
    assert len(queries.of(registrar, reported)) == 1
    assert queries.of(police, reported) == []
    link = Link.objects.get()
    with pytest.raises(NotFound):
        queries.own_link(police, reported, link.address)


def test_wall_gives_a_link_only_to_who_handles_both_sides(police, inspectorate, own, other):
    for somebody in (police, inspectorate):
        with as_actor(somebody):
            assert not Link.objects.exists()
    second = seen(police, ("telephone", PHONE))
    with as_actor(police):
        assert {frozenset((one.first_id, one.second_id)) for one in Link.objects.all()} == {
            frozenset((own.pk, second.pk))
        }


def test_what_investigation_works_on_stays_silent_for_others(police, inspectorate, own, other):
    municipality = actor("municipality")
    third = seen(municipality, ("telephone", PHONE))
    silent(own)
    silent(other)
    assert queries.of(municipality, third) == []
    assert queries.hints(municipality, third) == []
    with pytest.raises(NotFound):
        read_clusters.of(municipality, of(third).cluster)
    assert len(queries.of(police, own)) >= 1


@pytest.mark.parametrize(
    "state, investigation, is_silent",
    [
        (SignalState.INVESTIGATED, Investigation.WAITS, True),
        (SignalState.OWNED, Investigation.STARTED, True),
        (SignalState.PARKED, Investigation.STARTED, True),
        (SignalState.REGISTERED, Investigation.STARTED, True),
        (SignalState.CLOSED, Investigation.STARTED, False),
        (SignalState.OWNED, Investigation.REFUSED, False),
        (SignalState.PARKED, Investigation.PARKED, False),
    ],
)
def test_investigation_that_started_is_as_silent_as_one_that_waits(own, state, investigation, is_silent):
    municipality = actor("municipality")
    third = seen(municipality, ("telephone", PHONE))
    Signal.objects.filter(pk=own.pk).update(
        state=state,
        investigation=investigation,
        review_on=clock.today() if state == SignalState.PARKED else None,
        closed_at=clock.now() if state in FINAL else None,
        outcome="explained_otherwise" if state in FINAL else "",
        basis="inquiry" if state == SignalState.CLOSED else "",
    )
    assert (queries.of(municipality, third) == []) is is_silent


def test_no_line_with_a_signal_counts_what_stays_silent(own):
    silent(own)
    municipality = actor("municipality")
    third = seen(municipality, ("telephone", PHONE))
    assert not SignalEvent.objects.filter(signal=third, code="linked").exists()


def test_group_draws_only_links_of_own_signals(police, registrar, inspectorate):
    reported = signal(police, marks=(ReportedMark("telephone", PHONE), ReportedMark("vehicle", "12-ABC-3")))
    own = seen(police, ("telephone", PHONE), ("mail", "a@voorbeeld.example"))
    seen(inspectorate, ("vehicle", "12-ABC-3"), ("mail", "a@voorbeeld.example"))
    found = read_clusters.of(police, of(own).cluster)
    assert [one.pk for one in found.signals] == [reported.pk, own.pk]
    assert found.hidden == (inspectorate.organisation,)
    # that the reported one shares a plate with the hidden one is for the registrar, who owns it
    assert {one.kinds for one in found.between} == {("telephone",), ("mail",)}
    assert presenter.standing(police, reported) != presenter.standing(registrar, reported)


def test_nobody_is_told_of_what_stays_silent(police, own):
    silent(own)
    municipality = actor("municipality")
    seen(municipality, ("telephone", PHONE))
    assert not Notice.objects.filter(code="signal.linked", organisation=municipality.organisation).exists()
    assert Notice.objects.filter(code="signal.linked", organisation=police.organisation).count() == 1


def test_link_that_stays_silent_cannot_be_judged_either(own):
    municipality = actor("municipality")
    third = seen(municipality, ("telephone", PHONE))
    silent(own)
    with pytest.raises(NotFound):
        links.reject(Link.objects.get(), signal=third, why=WHY, by=municipality)


def test_rejected_link_does_not_come_back_and_its_group_falls_apart(police, own, other):
    link = Link.objects.get()
    rejected = links.reject(link, signal=own, why=WHY, by=police)
    assert (rejected.why, rejected.judged_for) == (WHY, police.organisation)
    assert clusters() == []
    seen(police, ("telephone", "0600001234"))
    assert Link.objects.get(pk=link.pk).rejected_at is not None
    assert SignalEvent.objects.get(signal=own, code="link_rejected").reason == WHY
    assert AuditEntry.objects.get(act="signal.reject_link").reason == WHY


def test_rejection_holds_for_both_sides_and_either_can_let_it_stand_again(police, inspectorate, own, other):
    link = Link.objects.get()
    links.reject(link, signal=own, why=WHY, by=police)
    (theirs,) = queries.of(inspectorate, other)
    assert (theirs.why, theirs.joins) == (WHY, False)
    links.confirm(link, signal=other, by=inspectorate)
    assert clusters() == [sorted((own.pk, other.pk))]
    (mine,) = queries.of(police, own)
    assert mine.confirmed_at is not None
    assert mine.why == ""


def test_rejecting_the_only_link_between_two_parts_splits_the_group(police):
    one = seen(police, ("telephone", PHONE))
    two = seen(police, ("telephone", PHONE), ("vehicle", "12-ABC-3"))
    three = seen(police, ("vehicle", "12-ABC-3"), ("mail", "a@voorbeeld.example"))
    four = seen(police, ("mail", "a@voorbeeld.example"))
    links.reject(Link.objects.get(kind="vehicle"), signal=two, why=WHY, by=police)
    assert clusters() == sorted([sorted((one.pk, two.pk)), sorted((three.pk, four.pk))])


def test_rejecting_one_of_two_shared_marks_leaves_them_together(police):
    one = seen(police, ("telephone", PHONE), ("vehicle", "12-ABC-3"))
    seen(police, ("telephone", PHONE), ("vehicle", "12-ABC-3"))
    links.reject(Link.objects.get(kind="vehicle"), signal=one, why=WHY, by=police)
    assert len(clusters()) == 1


def test_link_that_never_joined_can_be_rejected_as_well(police):
    one = seen(police, ("place", "Westdam"))
    seen(police, ("place", "Westdam"))
    links.reject(Link.objects.get(), signal=one, why=WHY, by=police)
    assert Link.objects.get().why == WHY


def test_who_only_reads_judges_no_link(police, own, other):
    reader = actor(of=police.organisation, role=Reader)
    with pytest.raises(NotAllowed):
        links.reject(Link.objects.get(), signal=own, why=WHY, by=reader)
    assert len(queries.of(reader, own)) == 1


def test_who_does_not_own_a_side_judges_nothing(inspectorate, own, other):
    with pytest.raises(NotAllowed, match="Only the organisation"):
        links.reject(Link.objects.get(), signal=own, why=WHY, by=inspectorate)


def test_unknown_reason_is_refused(police, own, other):
    with pytest.raises(ValueError, match="because"):
        links.reject(Link.objects.get(), signal=own, why="because", by=police)


def test_database_refuses_a_rejection_without_a_reason(own, other):
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.update(rejected_at=clock.now())


def test_group_shows_own_signals_whom_to_ask_and_how_many_further_on(
    police, inspectorate, registrar, own, other
):
    seen(registrar, ("vehicle", "12-ABC-3"))
    added(other, inspectorate, ("vehicle", "12-ABC-3"))
    key = of(own).cluster
    found = read_clusters.of(police, key)
    assert [one.pk for one in found.signals] == [own.pk]
    assert found.contacts == ((inspectorate.organisation, 1),)
    assert (found.further, found.size) == (1, 3)
    assert [(one.first, one.second, one.kinds) for one in found.between] == [(0, 1, ("telephone",))]
    assert read_clusters.cluster_of(police, own) == key


def test_group_in_which_somebody_owns_nothing_does_not_exist(police, own, other):
    with pytest.raises(NotFound):
        read_clusters.of(actor("municipality"), of(own).cluster)


def test_who_was_given_the_other_signal_sees_it_in_the_group(police, inspectorate, own, other):
    also_given(other, police, "signal", "progress", by=inspectorate)
    found = read_clusters.of(police, of(own).cluster)
    assert {one.pk for one in found.signals} == {own.pk, other.pk}
    (link,) = queries.of(police, own)
    assert link.reference == other.reference


def test_rejected_link_is_not_drawn(police):
    one = seen(police, ("telephone", PHONE), ("vehicle", "12-ABC-3"))
    seen(police, ("telephone", PHONE), ("vehicle", "12-ABC-3"))
    links.reject(Link.objects.get(kind="vehicle"), signal=one, why=WHY, by=police)
    assert [one.kinds for one in read_clusters.of(police, of(one).cluster).between] == [("telephone",)]


def test_looking_at_a_group_names_in_the_trail_which_signals_were_shown(police, inspectorate, own, other):
    second = seen(police, ("telephone", PHONE))
    read_clusters.of(police, of(own).cluster)
    line = AuditEntry.objects.get(act="signal.cluster")
    assert line.object_ids == [str(own.pk), str(second.pk)]
    assert (line.account, line.outcome) == (police.account, "done")
    stranger = actor("municipality")
    with pytest.raises(NotFound):
        read_clusters.of(stranger, of(own).cluster)
    refused = AuditEntry.objects.get(act="signal.cluster", account=stranger.account)
    assert (refused.object_ids, refused.outcome) == ([], "not_found")
