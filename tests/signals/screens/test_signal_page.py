import pytest
from django.urls import reverse

from tests.cases.browsing import signed_in, text
from tests.factories import actor, at, on, report, signal
from tests.signals.screens.pages import page, sent, shown
from vangnet.access.models import AuditEntry
from vangnet.access.roles import Administrator, PrivacyOfficer, Rapporteur
from vangnet.core.ids import uuid7
from vangnet.design.partial_dates import PartialMoment
from vangnet.persons import keys
from vangnet.signals import services
from vangnet.signals.answers import Answer, CareReport, Hardness, Known, Urgency
from vangnet.signals.models import Signal, SignalText
from vangnet.signals.reports import ReportedPerson, ReportedText

Kind, Source = SignalText.Kind, SignalText.Source
TEXTS = (
    ReportedText(Kind.SEEN, "Nobody leaves the house.", "", Hardness.OBSERVED, Source.OWN_OBSERVATION),
    ReportedText(Kind.INTERPRETATION, "They are kept there.", "", Hardness.ASSUMED),
    ReportedText(Kind.ALREADY_DONE, "Called the landlord."),
    ReportedText(Kind.SAFETY, "Do not call in the evening."),
    ReportedText(Kind.PERSON_IDENTITY, "Called Zilvermeeuw."),
)


def section(said, begin, end):
    return said[said.index(begin) : said.index(end)]


def test_facts_stand_apart_from_what_somebody_makes_of_them(registrar):
    found = signal(texts=TEXTS)
    said = shown(registrar, found)
    facts = section(said, "What was seen What was seen", "What it may mean")
    assert "Nobody leaves the house." in facts
    assert "seen or heard by who reports · own observation" in facts
    assert "They are kept there." not in facts
    readings = section(said, "This is not a fact.", "What is done already")
    assert "They are kept there." in readings
    assert "Called the landlord." in section(said, "What is done already", "Persons")


def test_interpretation_differs_by_shape_and_word_and_not_by_colour_alone(registrar):
    found = signal(texts=TEXTS)
    answer = signed_in(registrar).get(page(found)).content.decode()
    assert answer.count("vn-event--interpretation") == 1
    assert "What it may mean" in answer


def test_destroyed_text_says_so(registrar):
    found = signal(texts=TEXTS)
    keys.keyring().destroy(found.pk, ["signal"])
    assert "This text has been destroyed." in shown(registrar, found)


def test_person_shows_four_items_of_which_each_may_be_unknown(registrar):
    person = ReportedPerson(
        age_answer=Known.UNKNOWN,
        recruitment_answer=Known.NOT_SAID,
        nationality="ro",
        forms_answer=Known.UNKNOWN,
    )
    found = signal(persons=(person, ReportedPerson(age=15, age_at_recruitment=14, number_of_people=3)))
    said = shown(registrar, found)
    first = section(said, "Person 1", "Group of 3 people")
    assert "Age not known Age at recruitment the reporter would rather not say" in first
    assert "Nationality Romania" in first
    assert "Age 15 years Age at recruitment 14 years Nationality not asked" in said


def test_age_that_nobody_knows_still_says_child_or_adult(registrar):
    people = (ReportedPerson(is_minor=Answer.YES), ReportedPerson(is_minor=Answer.NO))
    said = shown(registrar, signal(persons=people))
    assert "a child, age not known" in said
    assert "adult, age not known" in said


@pytest.mark.parametrize(
    ("behind", "says"),
    [
        (Answer.UNKNOWN, "Still open: can an adult be behind it?"),
        ("", "Still open: can an adult be behind it?"),
        (Answer.YES, "this child may be a victim first"),
    ],
)
def test_question_about_a_minor_suspect_stays_open(registrar, behind, says):
    person = ReportedPerson(age=15, is_suspect=Answer.YES, adult_behind=behind)
    assert says in shown(registrar, signal(persons=(person,)))


@pytest.mark.parametrize(
    "person",
    [
        ReportedPerson(age=15, is_suspect=Answer.YES, adult_behind=Answer.NO),
        ReportedPerson(age=30, is_suspect=Answer.YES),
        ReportedPerson(age=15),
    ],
)
def test_question_is_not_asked_when_it_is_answered_or_does_not_apply(registrar, person):
    assert "an adult be behind it" not in shown(registrar, signal(persons=(person,)))


def test_child_under_twelve_without_care_report_comes_first(registrar):
    child = (ReportedPerson(age=9),)
    assert "First see that the child is safe." in shown(registrar, signal(persons=child))
    known = signal(persons=child, care_report=CareReport.YES)
    assert "First see that the child is safe." not in shown(registrar, known)


def test_badges_say_state_urgency_danger_and_group(registrar):
    found = signal(urgency=Urgency.NOW, danger=Answer.YES, is_group=True)
    said = shown(registrar, found)
    assert "received needs something now danger now one situation, many people" in said
    assert "danger not known" in shown(registrar, signal(danger=Answer.UNKNOWN))


def test_page_says_who_reports_and_how_it_came(registrar, police):
    found = signal(by=police, region="Noord", municipality="Ons Dorp", has_minor=Answer.YES)
    said = section(shown(registrar, found), "Who saw it and who reports it", "Contact with the reporter")
    assert f"Reported by {police.organisation.name}" in said
    assert "Municipality Ons Dorp" in said
    assert "Seen not known" in said
    assert "Care report not known" in said


def test_owner_card_names_handler_review_day_and_outcome(registrar):
    found = services.take(signal(), by=registrar)
    assert str(registrar.account) in section(shown(registrar, found), "Handled by", "Answer to the reporter")
    services.ask(found, question="Where?", by=registrar)
    assert "Look again on" in shown(registrar, found)
    services.close(found, reason="helped_elsewhere", basis="inquiry", by=registrar)
    said = shown(registrar, found)
    assert "Outcome Other help was arranged" in said
    assert "Basis Own inquiry on the spot or in systems" in said


def test_proposals_say_why_and_lead_to_the_offer(registrar, police):
    found = signal(danger=Answer.YES)
    said = shown(registrar, found)
    assert "There is danger now, and this organisation can act at once." in said
    assert "Ground: Vital interest" in said
    link = f"{page(found, 'offer')}?to={police.organisation.code}"
    assert link in signed_in(registrar).get(page(found)).content.decode()


def test_route_that_leads_to_nobody_is_a_gap_that_is_shown(registrar):
    found = signal(persons=(ReportedPerson(age=9),))
    assert "Nobody here does this Veilig Thuis (reporting centre for abuse) A child under 12" in shown(
        registrar, found
    )


def test_reader_reads_and_is_offered_nothing_to_do(registrar, reader):
    found = signal(danger=Answer.YES)
    actor("police")
    said = shown(reader, found)
    assert "Somebody works here day and night." in said
    assert "What you can do" not in said
    assert "Offer it" not in said


def test_reporting_organisation_sees_its_report_and_not_how_it_is_handled(registrar, police):
    found = services.take(signal(by=police, danger=Answer.YES), by=registrar)
    services.note(found, text="Known from an earlier case.", by=registrar)
    services.view(found, finding="indications", by=registrar)
    said = shown(police, found)
    assert "Somebody works here day and night." in said
    assert "Somebody is looking at it" in said
    for hidden in (
        "Known from an earlier case.",
        "What happened with this signal",
        "Handled by",
        "there are",
    ):
        assert hidden not in said
    assert str(registrar.account) not in said


def test_contradiction_is_said_to_everybody_and_explained_to_the_owner(registrar, police):
    found = services.take(signal(by=police), by=registrar)
    services.view(found, finding="indications", by=police)
    services.view(found, finding="no_indications", basis="inquiry", by=registrar)
    said = shown(registrar, found)
    assert f"{police.organisation.name}: indications. {registrar.organisation.name}: no indications." in said
    said = shown(police, found)
    assert "One organisation sees indications and another one sees none." in said


def test_investigation_that_started_contradicts_no_indications(registrar, police):
    found = signal(danger=Answer.YES)
    offer = services.offer(
        found, to=police.organisation, why="danger_now", ground="vital_interest", by=registrar
    )
    services.accept(offer, by=police)
    services.pass_to_investigation(found, by=police)
    services.decide_investigation(found, outcome="started", reason="enough", by=police)
    services.view(found, finding="no_indications", basis="inquiry", by=police)
    assert f"{police.organisation.name} (investigation started): indications." in shown(police, found)


def test_view_without_contradiction_raises_no_alarm(registrar):
    found = services.take(signal(), by=registrar)
    services.view(found, finding="indications", basis="documents", by=registrar)
    said = shown(registrar, found)
    assert "Basis: Papers or records were looked at" in said
    assert "Organisations see this differently" not in said


def test_timeline_tells_each_event_in_words(registrar, police):
    found = services.take(signal(danger=Answer.YES), by=registrar)
    offer = services.offer(
        found, to=police.organisation, why="danger_now", ground="vital_interest", by=registrar
    )
    services.refuse(offer, reason="other_region", by=police)
    services.view(found, finding="undecided", by=registrar)
    services.give_feedback(found, level="receipt", text="Thank you.", by=registrar)
    said = section(shown(registrar, found), "What happened with this signal", "Handled by")
    for words in (
        "Signal received",
        "CoMensha receives signals from the whole country",
        "Offered to another organisation",
        "Belongs in another region",
        "cannot be said yet",
        "That the signal was received and looked at",
    ):
        assert words in said
    assert "_" not in said


def test_late_feedback_says_so(registrar):
    found = services.take(signal(), by=registrar)
    with on(days=40):
        services.give_feedback(found, level="state", text="Sorry.", by=registrar)
        said = shown(registrar, found)
    assert "nothing about its content; too late" in said
    assert "Last told on" in said


def test_change_of_owner_stands_in_the_timeline_and_counts(registrar, police):
    found = signal(danger=Answer.YES)
    offer = services.offer(
        found, to=police.organisation, why="danger_now", ground="vital_interest", by=registrar
    )
    assert f"Offered to {police.organisation.name}, no answer yet" in shown(registrar, found)
    services.accept(offer, by=police)
    said = shown(police, found)
    assert f"owner: {police.organisation.name}" in said
    assert "Handed over 1 time without anything being done in between." in said
    assert f"{police.organisation.name} took it over from {registrar.organisation.name}" in said


def test_page_of_the_one_who_gave_it_away_shows_the_state(registrar, police):
    found = signal(danger=Answer.YES)
    offer = services.offer(
        found, to=police.organisation, why="danger_now", ground="vital_interest", by=registrar
    )
    services.accept(offer, by=police)
    said = shown(registrar, found)
    assert "Somebody is looking at it" in said
    assert "Handled by" not in said


def test_signal_is_found_by_its_reference_too(registrar):
    found = signal()
    assert (
        signed_in(registrar).get(reverse("signals:signal", args=[found.reference.lower()])).status_code == 200
    )


def test_looking_leaves_a_line(registrar):
    found = signal()
    shown(registrar, found)
    assert AuditEntry.objects.filter(
        act="signal.read", dossier_id=found.pk, account=registrar.account
    ).exists()


@pytest.mark.parametrize("role", [Administrator, PrivacyOfficer, Rapporteur])
def test_signal_is_for_who_reads_signals(registrar, role):
    found = signal()
    assert signed_in(actor(of=registrar.organisation, role=role)).get(page(found)).status_code == 404


def test_signal_of_others_looks_like_none(registrar):
    found, stranger = signal(), signed_in(actor("shelter"))
    hidden = stranger.get(page(found))
    nothing = stranger.get(reverse("signals:signal", args=["2222222222"]))
    assert hidden.status_code == nothing.status_code == 404


def test_title_tells_nothing(registrar):
    found = signal(texts=report("Something that is secret.").texts)
    answer = signed_in(registrar).get(page(found)).content.decode()
    title = answer[answer.index("<title>") : answer.index("</title>")]
    assert found.reference not in title
    assert "Signal" in title


def test_only_who_investigates_is_offered_to_pass_it_on(registrar, police):
    found = services.take(signal(danger=Answer.YES), by=registrar)
    assert "Pass it to investigation" not in shown(registrar, found)
    offer = services.offer(
        found, to=police.organisation, why="danger_now", ground="vital_interest", by=registrar
    )
    services.accept(offer, by=police)
    assert "Pass it to investigation" in shown(police, found)


def test_dossiers_are_one_link_away_for_who_can_register(registrar, reader):
    found = services.take(signal(), by=registrar)
    assert "Look at the dossiers" not in shown(registrar, found)
    services.mark_registered(found, dossier_id=uuid7(), by=registrar)
    assert "Look at the dossiers that came from this signal" in shown(registrar, found)
    assert "Look at the dossiers" not in shown(reader, found)


def test_contact_with_the_reporter_stands_in_order(registrar):
    found = services.take(signal(), by=registrar)
    with on(hours=1):
        services.ask(found, question="Where was it?", by=registrar)
    with on(hours=2):
        sent(registrar, found, "answer", text="In the harbour.")
    said = section(
        text(signed_in(registrar).get(page(found))), "Contact with the reporter", "What happened with"
    )
    assert said.index("Where was it?") < said.index("In the harbour.")


@pytest.mark.parametrize(
    ("precision", "says"),
    [("season", "Seen spring 2024"), ("century", "Seen not known"), ("unknown", "Seen not")],
)
def test_when_it_was_seen_is_said_as_it_was_known(registrar, precision, says):
    found = signal(seen=PartialMoment(at(-300), at(-200), "season", "spring 2024"))
    Signal.objects.filter(pk=found.pk).update(seen_precision=precision)
    if precision != "season":
        Signal.objects.filter(pk=found.pk).update(seen_text="", seen_from=None, seen_until=None)
    assert says in shown(registrar, found)


def test_signal_with_investigation_says_what_it_waits_for(registrar, police):
    found = signal(danger=Answer.YES)
    offer = services.offer(
        found, to=police.organisation, why="danger_now", ground="vital_interest", by=registrar
    )
    services.accept(offer, by=police)
    services.pass_to_investigation(found, by=police)
    assert "waits for a decision" in shown(police, found)


def test_offer_on_a_ground_alone_says_that_there_is_another_reason(registrar, police):
    found = services.take(signal(), by=registrar)
    services.offer(found, to=police.organisation, why="other", ground="vital_interest", by=registrar)
    assert "for another reason" in shown(police, found)


def test_form_that_nobody_knows_says_so(registrar):
    found = signal(forms=("unknown", "moon_labour"))
    said = shown(registrar, found)
    assert "· moon labour" in said
    assert "unknown, moon" not in said
