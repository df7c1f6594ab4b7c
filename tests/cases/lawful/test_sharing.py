import hashlib

import pytest

from tests.cases.browsing import KEY, address, signed_in, text
from tests.factories import actor, dossier, joined, on, step
from vangnet.access import notices
from vangnet.access.models import AuditEntry, Disclosure
from vangnet.access.roles import Reader
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.cases import classifying, queries, services
from vangnet.cases.models import Dossier, SharingRequest
from vangnet.cases.presenters import lawful as words
from vangnet.cases.queries import lawful
from vangnet.protocol.log import EntryRefused
from vangnet.protocol.models import LogEntry

DANGER = {"ground": "vital_interest", "said": ["vital_danger"]}


@pytest.fixture
def shelter():
    return actor("shelter")


@pytest.fixture
def made(shelter):
    return dossier(shelter, step="found")


def kept():
    return [code for code, _words in words.every_condition_to_keep()]


def plan(receiver, categories=("signal",), **also):
    given = {"purpose": "protection", "agreed": kept(), **DANGER, **also}
    return services.Plan(receiver=receiver, categories=list(categories), **given)


def shared(of, by, receiver, kind="spoken", **also):
    told = {name: also.pop(name) for name in ("explanation", "text") if name in also}
    return services.share(of, plan=plan(receiver, **also), kind=kind, by=by, **told)


def test_organisation_gets_what_the_rules_let_the_asker_give_on_that_ground(made, shelter):
    police = actor("police")
    offer = services.involve(made, organisation=police.organisation, ground="sv:161", by=shelter)
    services.accept_involvement(offer, by=police)
    assert queries.seen(police, made) == {"progress"}
    assert {"progress", "signal", "contact", "identity"} <= queries.seen(shelter, made)


def test_condition_that_the_asker_says_is_met_opens_more(made, shelter):
    police = actor("police")
    offer = services.involve(
        made,
        organisation=police.organisation,
        ground="sv:161",
        said=["victims_interest_weighed"],
        by=shelter,
    )
    services.accept_involvement(offer, by=police)
    assert queries.seen(police, made) == {"progress", "signal"}


def test_ground_that_the_rules_do_not_know_is_refused(made, shelter):
    for ground in ("Wet B", " "):
        with pytest.raises(EntryRefused) as refusal:
            services.involve(made, organisation=actor("police").organisation, ground=ground, by=shelter)
        assert [problem.field for problem in refusal.value.problems] == ["ground"]


def test_gap_in_the_rules_is_not_a_yes(made, shelter):
    receiver = actor("social_team").organisation
    found = lawful.consider(shelter, made, receiver=receiver, ground="vw:107", categories=["signal"])
    assert [one.answer.outcome for one in found] == ["gap"]
    with pytest.raises(NotAllowed, match="no ground"):
        shared(made, shelter, receiver, ground="vw:107")


def test_sharing_as_access_widens_what_a_participant_sees(made, shelter):
    police = joined(made, shelter, "police")
    assert "signal" not in queries.seen(police, made)
    shared(made, shelter, police.organisation, kind="access")
    assert "signal" in queries.seen(police, made)


def test_access_is_for_who_takes_part(made, shelter):
    with pytest.raises(NotAllowed, match="does not take part"):
        shared(made, shelter, actor("police").organisation, kind="access")
    with pytest.raises(NotAllowed, match="your own organisation"):
        shared(made, shelter, shelter.organisation)


def test_every_condition_is_ticked_before_anything_goes(made, shelter):
    receiver = actor("police").organisation
    with pytest.raises(NotAllowed, match="in direct danger"):
        shared(made, shelter, receiver, said=[])
    with pytest.raises(NotAllowed, match="Tick each condition"):
        shared(made, shelter, receiver, agreed=[])
    assert not Disclosure.objects.filter(receiver=receiver).exists()


def test_only_what_one_sees_oneself_is_shared(made, shelter):
    with pytest.raises(NotAllowed, match="does not see this itself"):
        shared(made, shelter, actor("police").organisation, categories=["health"])


def test_fingerprint_stands_in_the_register_instead_of_the_text(made, shelter):
    line = shared(
        made,
        shelter,
        actor("police").organisation,
        kind="document",
        text=" Brief ",
        explanation="Om te helpen",
    )
    assert line.content_hash == hashlib.sha256(b"Brief").hexdigest()
    assert (line.kind, line.conditions[0:1] != []) == ("document", True)
    entry = LogEntry.objects.get(history=made.pk, step="sharing.shared")
    assert (entry.note, entry.ground) == ("Om te helpen", "vital_interest")
    assert "Brief" not in str(list(LogEntry.objects.values_list("note", "facts")))


def test_that_something_was_not_shared_is_written_down_with_why(made, shelter):
    receiver = actor("police").organisation
    with pytest.raises(EntryRefused):
        services.refuse_to_share(made, plan=plan(receiver), why=" ", by=shelter)
    line = services.refuse_to_share(made, plan=plan(receiver), why="Zij wil het niet", by=shelter)
    assert line.kind == "refusal"
    assert LogEntry.objects.get(history=made.pk, step="sharing.refused").note == "Zij wil het niet"
    assert not queries.seen_by(receiver, made)


def test_nothing_chosen_is_nothing_to_share(made, shelter):
    with pytest.raises(EntryRefused) as refusal:
        shared(made, shelter, actor("police").organisation, categories=[])
    assert [problem.field for problem in refusal.value.problems] == ["categories"]


def test_reader_and_stranger_share_nothing(made, shelter):
    receiver = actor("police").organisation
    with pytest.raises(NotAllowed):
        shared(made, actor(role=Reader, of=shelter.organisation), receiver)
    with pytest.raises(NotFound):
        shared(made, actor("iom"), receiver)


def asked(made, shelter, of, kind=SharingRequest.Kind.PROVIDER, receiver=None):
    wanted = plan(receiver or actor("police").organisation)
    return services.ask_agreement(made, plan=wanted, kind=kind, of=of, why="Nodig voor hulp", by=shelter)


def test_onward_sharing_waits_for_the_provider(made, shelter, monkeypatch):
    provider = joined(made, shelter, "registrar")
    classes = classifying.current()
    changed = type(classes)(
        **{**vars(classes), "steps": {**classes.steps, "reported": "signal", "found": "progress"}}
    )
    step(made, "reported", provider)
    monkeypatch.setattr(classifying, "current", lambda: changed)
    receiver = actor("police").organisation
    known = lawful.circumstances(shelter, made, receiver)
    assert "from_other_provider" in known.states("signal")
    with pytest.raises(NotAllowed, match="first agrees"):
        shared(made, shelter, receiver)
    request = asked(made, shelter, provider.organisation, receiver=receiver)
    assert [one.code for one in notices.notices(provider)] == ["sharing.asked"]
    assert [one.pk for one in queries.waiting_requests(provider)] == [request.pk]
    with pytest.raises(NotFound):
        services.answer_agreement(request, is_granted=True, by=shelter)
    services.answer_agreement(request, is_granted=True, by=provider)
    assert shared(made, shelter, receiver)
    with pytest.raises(NotAllowed, match="already been answered"):
        services.answer_agreement(request, is_granted=False, reason="x", by=provider)


def test_no_of_the_provider_has_its_reason(made, shelter):
    provider = joined(made, shelter, "registrar")
    request = asked(made, shelter, provider.organisation)
    with pytest.raises(EntryRefused):
        services.answer_agreement(request, is_granted=False, by=provider)
    services.answer_agreement(request, is_granted=False, reason="Niet veilig", by=provider)
    assert request.state == "refused"
    assert "provider_permission" not in lawful.circumstances(shelter, made, request.receiver).states("signal")


def test_second_person_is_a_colleague_and_never_oneself(made, shelter):
    provider = joined(made, shelter, "registrar")
    second = SharingRequest.Kind.SECOND_PERSON
    for kind, of in ((second, provider), (SharingRequest.Kind.PROVIDER, shelter)):
        with pytest.raises(NotAllowed, match="is a colleague"):
            asked(made, shelter, of.organisation, kind)
    with pytest.raises(NotAllowed, match="does not take part"):
        asked(made, shelter, actor("iom").organisation)
    request = asked(made, shelter, shelter.organisation, second)
    with pytest.raises(NotAllowed, match="asked this yourself"):
        services.answer_agreement(request, is_granted=True, by=shelter)
    colleague = actor(of=shelter.organisation)
    services.answer_agreement(request, is_granted=True, by=colleague)
    assert "two_persons" in lawful.circumstances(shelter, made, request.receiver).states("signal")


def test_sharing_of_tactics_leaves_no_line_that_others_read(shelter):
    detective = actor("investigation")
    one = dossier(detective)
    partner = joined(one, detective, "shelter")
    prosecutor = actor("public_prosecution").organisation
    shared(one, detective, prosecutor, categories=["investigation"], ground="wpg:16", said=[])
    assert LogEntry.objects.filter(history=one.pk, step="sharing.confidential").exists()
    assert "sharing.confidential" in {entry.step for entry in queries.entries(detective, one)}
    assert "sharing.confidential" not in {entry.step for entry in queries.entries(partner, one)}


def test_refusing_or_asking_to_share_tactics_leaves_no_line_either(shelter):
    detective = actor("investigation")
    one = dossier(detective)
    colleague = actor("investigation", of=detective.organisation)
    tactics = plan(
        actor("public_prosecution").organisation, categories=["investigation"], ground="wpg:16", said=[]
    )
    written = events(one)
    services.refuse_to_share(one, plan=tactics, why="Nog niet", by=detective)
    second = {"kind": SharingRequest.Kind.SECOND_PERSON, "of": detective.organisation}
    request = services.ask_agreement(one, plan=tactics, **second, why="Nodig", by=detective)
    services.answer_agreement(request, is_granted=True, by=colleague)
    assert events(one) == written
    assert SharingRequest.objects.get(pk=request.pk).state == "granted"


def test_child_and_open_investigation_count_among_the_circumstances(shelter):
    detective = actor("investigation")
    one = dossier(detective, {"age": 16, "origin": "nl", "form_of_exploitation": "labour"})
    police = actor("police").organisation
    assert lawful.circumstances(detective, one, police).common == {"minor"}
    assert not lawful.circumstances(detective, dossier(detective), police).common


def test_page_says_what_the_rules_say_and_then_does_it(made, shelter):
    police = actor("police")
    browse = signed_in(shelter)
    where = address("may_i", made)
    assert "Say what you want to share" in text(browse.get(where))
    given = {
        "organisation": police.organisation.code,
        "categories": ["signal"],
        "purpose": "protection",
        "ground": "vital_interest",
        "submission_key": KEY,
    }
    page = text(browse.post(where, given))
    assert "Not yet" in page
    assert "Life or health is in direct danger" in page
    assert not Disclosure.objects.filter(receiver=police.organisation).exists()
    given["looked"] = f"{police.organisation.code} protection vital_interest signal"
    assert "Choose what you do." in text(browse.post(where, given))
    refused = text(browse.post(where, {**given, "how": "spoken"}))
    assert "in direct danger" in refused
    assert refused.count("Nothing you filled in is lost") == 1
    given |= {"how": "spoken", "said": ["vital_danger"], "agreed": kept(), "explanation": "Nu"}
    for _twice in range(2):
        assert browse.post(where, given).url == address("sharing", made)
    assert Disclosure.objects.get(receiver=police.organisation).kind == "spoken"
    refusal = {**given, "how": "refuse", "explanation": "Toch niet"}
    assert browse.post(where, refusal).url == address("sharing", made)


def test_page_says_what_to_do_when_a_part_may_not_be_shared(made, shelter):
    police = actor("police").organisation
    browse, where = signed_in(shelter), address("may_i", made)
    about = {"ground": "vital_interest", "purpose": "protection"}
    asked = {**about, "organisation": police.code, "submission_key": KEY}
    kinds = ["signal", "identity", "contact", "residence"]
    found = lawful.consider(shelter, made, receiver=police, **about, categories=kinds)
    allowed = [one.category for one in found if one.answer.allowed]
    assert 0 < len(allowed) < len(kinds)
    assert "Untick below" in text(browse.post(where, {**asked, "categories": kinds}))
    assert "Untick below" not in text(browse.post(where, {**asked, "categories": allowed}))


def events(made):
    return LogEntry.objects.filter(history=made.pk).count()


def test_same_submission_twice_is_written_down_once(made, shelter):
    police = joined(made, shelter, "police")
    again = {"receiver": police.organisation, "submission_key": KEY}
    first = shared(made, shelter, kind="document", text="Brief", **again)
    written = events(made)
    assert shared(made, shelter, kind="document", text="Brief", **again) == first
    assert (events(made), AuditEntry.objects.latest("moment", "id").outcome) == (written, "repeated")
    assert shared(made, shelter, kind="document", text="Andere brief", **again) != first
    assert shared(made, shelter, kind="document", text="Brief", receiver=police.organisation) != first


def test_refusal_sent_twice_is_written_down_once(made, shelter):
    of = plan(actor("police").organisation, submission_key=KEY)
    first = services.refuse_to_share(made, plan=of, why="Mag niet", by=shelter)
    written = events(made)
    assert services.refuse_to_share(made, plan=of, why="Mag niet", by=shelter) == first
    assert (events(made), Disclosure.objects.filter(kind="refusal").count()) == (written, 1)


def test_request_sent_twice_is_asked_once(made, shelter):
    provider = joined(made, shelter, "registrar")
    of = plan(actor("police").organisation, submission_key=KEY)
    ask = {"kind": SharingRequest.Kind.PROVIDER, "of": provider.organisation, "why": "Nodig", "by": shelter}
    assert services.ask_agreement(made, plan=of, **ask) == services.ask_agreement(made, plan=of, **ask)
    assert SharingRequest.objects.count() == 1


def test_provider_is_asked_and_answers_on_the_pages(made, shelter):
    provider = joined(made, shelter, "registrar")
    request = asked(made, shelter, provider.organisation)
    browse = signed_in(provider)
    assert "Requests to share" in text(browse.get(address("sharing", made)))
    where = address("agreement", made, request.pk)
    assert "asks to share this with" in text(browse.get(where))
    assert browse.post(where, {"answer": "yes"}).url == address("sharing", made)
    assert browse.get(where).status_code == 403
    assert browse.get(address("agreement", made, made.pk)).status_code == 404


def test_why_page_tells_ground_and_rule_per_kind(made, shelter):
    police = joined(made, shelter, "police")
    page = text(signed_in(police).get(address("why", made)))
    assert "Aliens Circular B8/3" in page
    assert "Source:" in page
    assert "Who can decide otherwise" in page


def test_tab_says_who_sees_what_and_last_looked(made, shelter):
    police = joined(made, shelter, "police")
    with on(hours=5):
        queries.dossier(police, made.pk)
        page = text(signed_in(shelter).get(address("sharing", made)))
    assert "Sees: steps, duties and terms" in page
    assert "Last looked" in page
    assert Dossier.objects.count() == 1
    assert AuditEntry.objects.filter(act="dossier.read").count() >= 2
