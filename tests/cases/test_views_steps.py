"""Recording, answering, correcting and retracting through the pages: what is kept and what is refused."""

import re

import pytest

from tests.cases.browsing import KEY, address, answers, signed_in, text
from tests.factories import dossier, joined, on, step
from vangnet.cases import queries
from vangnet.protocol.models import LogEntry


@pytest.fixture
def browse(police):
    """A browser in which somebody of the police is signed in."""
    return signed_in(police)


def test_recorded_step_shows_what_it_changed(police, browse):
    made = dossier(police, step="found")
    with on(hours=1):
        reply = browse.post(address("record", made, "told"), answers(note="Met tolk", seen=2))
        page = text(browse.get(reply.url))
    entry = queries.entry(police, made, 3)
    assert (entry.step, entry.note, entry.party) == ("told", "", "police")
    assert "Met tolk" in page
    assert "Saved" in page
    assert "Settled Told: Police (local team) Done in time" in page
    assert "Reported" in page


def test_step_starts_duties_periods_and_tracks(police, browse):
    made = dossier(police)
    page = text(browse.get(browse.post(address("record", made, "found"), answers()).url))
    assert "Started" in page
    assert "your organisation, in 1 day" in page or "your organisation, tomorrow" in page
    assert "Tracks that opened Protection" in page
    step(made, "asked", police)
    page = text(
        browse.get(
            browse.post(
                address("record", made, "granted"),
                answers(submission_key="", party="immigration_service") | {"submission_key": KEY[:-1] + "2"},
            ).url
        )
    )
    assert "Terms that began Granted → Period over" in page
    assert "Not allowed now Removed" in text(browse.get(address("overview", made)))


def test_values_and_bytes_that_no_form_sends_are_refused_without_an_accident(police, browse):
    made = dossier(police, step="found")
    page = browse.post(
        address("answer", made) + "?fact=origin", answers(fact_origin="mars", certainty_origin="x")
    )
    assert "<title>Error:" in " ".join(page.content.decode().split())
    raw = b"occurred=vandaag&party=police&note=%FF%00\xff&submission_key=" + KEY.encode()
    sent = "application/x-www-form-urlencoded"
    reply = browse.post(address("record", made, "found"), raw, content_type=sent)
    assert reply.status_code in (200, 302)


def test_same_form_sent_twice_records_once(police, browse):
    made = dossier(police)
    first = browse.post(address("record", made, "found"), answers())
    second = browse.post(address("record", made, "found"), answers())
    assert first.url.split("?")[0] == second.url.split("?")[0]
    assert LogEntry.objects.filter(step="found").count() == 1


def test_step_out_of_order_asks_for_a_reason_and_keeps_the_rest(police, browse):
    made = dossier(police, step="found")
    given = answers(party="immigration_service", note="Op zitting")
    assert "this is not the moment yet" in text(browse.get(address("record", made, "granted")))
    page = browse.post(address("record", made, "granted"), given)
    assert "say why it went this way" in text(page)
    assert "Op zitting" in page.content.decode()
    assert not LogEntry.objects.filter(step="granted").exists()
    reply = browse.post(address("record", made, "granted"), given | {"deviation_reason": "Er was haast."})
    assert LogEntry.objects.get(step="granted").deviation_reason == "Er was haast."
    assert "Different from the agreement" in text(browse.get(reply.url))
    overview = text(browse.get(address("overview", made)))
    assert "Reason given: Er was haast." in overview


def test_reason_that_turns_out_to_be_needed_is_asked_at_the_field(police, browse):
    made = dossier(police, {"age": 16}, step="found")
    with on(hours=2):
        step(made, "closed", police)
        page = browse.post(address("record", made, "told"), answers())
    assert 'id="id_deviation_reason"' in page.content.decode()
    assert "Recorded before: Closed." in text(page)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"occurred": "32-13-2025"}, "Month 13 does not exist."),
        ({"occurred": "1-1-2099"}, "is in the future"),
        ({"occurred": ""}, "Say when, as precisely as you know."),
        ({"party": "nobody"}, "“nobody” is not one of the choices"),
        ({"fact_age": "17", "fact_age_unknown": "on"}, "You gave “17” and also “not known”"),
        ({"fact_age": "130"}, "outside what is possible"),
        ({"fact_origin": "mars"}, "“mars” is not one of the choices"),
        ({"fact_remark": "x" * 2001}, "Shorten it to 2000."),
        ({"note": "x" * 10001}, "10001 characters and 10000 fit"),
        ({"certainty_age": "sure"}, "“sure” is not one of the choices"),
        ({"submission_key": "again"}, "This page was not complete"),
    ],
)
def test_wrong_answers_are_named_and_nothing_is_written(police, browse, wrong, said):
    made = dossier(police)
    page = browse.post(address("record", made, "found"), answers(note="Blijft staan") | wrong)
    assert page.status_code == 200
    assert said in text(page)
    assert "Blijft staan" in page.content.decode() or "note" in wrong
    assert not LogEntry.objects.filter(step="found").exists()


def test_day_is_shown_as_the_day_in_the_netherlands(police, browse):
    made = dossier(police)
    browse.post(address("record", made, "found"), answers(occurred="3-3-2025"))
    assert "Fact · Monday 3 March 2025 · recorded" in text(browse.get(address("timeline", made)))


def test_vague_date_is_kept_as_it_was_written(police, browse):
    made = dossier(police)
    browse.post(address("record", made, "found"), answers(occurred="autumn 2024"))
    entry = LogEntry.objects.get(step="found")
    assert (entry.precision, entry.occurred_text) == ("season", "autumn 2024")
    assert "autumn 2024" in text(browse.get(address("timeline", made)))


@pytest.mark.parametrize(
    "odd",
    [
        "a\x00b",
        "\u202eomgekeerd",
        "<script>alert(1)</script>",
        "{{ page }}",
        "é̀ 漢字 🙂",
        "\ud800".encode("utf-8", "replace").decode(),
    ],
)
def test_odd_characters_are_kept_or_taken_out_and_never_run(police, browse, odd):
    made = dossier(police)
    reply = browse.post(
        address("record", made, "found"), answers(note=odd, fact_remark=odd, seen=odd.replace("\x00", ""))
    )
    assert reply.status_code == 302
    shown = browse.get(reply.url).content.decode()
    assert "<script>alert" not in shown
    assert "\x00" not in LogEntry.objects.get(step="found").note


def test_bytes_that_are_no_text_are_no_accident(police, browse):
    made = dossier(police)
    sent = f"occurred=vandaag&party=police&submission_key={KEY}&note=".encode() + b"\xff\xfe%ff"
    reply = browse.post(
        address("record", made, "found"), sent, content_type="application/x-www-form-urlencoded"
    )
    assert reply.status_code == 302


@pytest.mark.parametrize("code", ["nothing", "unreported", "facts"])
def test_step_that_nobody_can_record_has_no_form(police, browse, code):
    assert browse.get(address("record", dossier(police), code)).status_code == 404


def test_what_others_recorded_meanwhile_is_kept_and_shown(police, browse):
    made = dossier(police, step="found")
    colleague = joined(made, police)
    step(made, "reported", colleague)
    page = browse.post(address("record", made, "told"), answers(seen=2, occurred=""))
    assert "Others recorded something" in text(page)
    reply = browse.post(address("record", made, "told"), answers(seen=2))
    saved = text(browse.get(reply.url))
    assert "Others recorded something" in saved
    assert "Reported" in saved
    assert [entry.step for entry in queries.entries(police, made)][-2:] == ["reported", "told"]


def test_answers_are_recorded_as_facts_and_lift_the_doubt(police, browse):
    made = dossier(police, {"origin": "nl"}, step="found")
    assert "Still to ask" in text(browse.get(address("overview", made)))
    page = browse.post(address("answer", made), answers())
    assert "Nothing has been answered yet" in text(page)
    browse.post(address("answer", made) + "?fact=age", answers(fact_age="15", certainty_age="established"))
    entry = LogEntry.objects.get(step="facts.recorded")
    assert entry.facts == {"age": {"value": 15, "certainty": "established"}}
    overview = text(browse.get(address("overview", made)))
    assert "Still to ask" not in overview
    assert "minor" in overview
    assert "Care started" in overview


def test_nothing_to_ask_is_said(police, browse):
    assert "There is nothing to ask now." in text(browse.get(address("answer", dossier(police))))


def test_every_kind_of_fact_can_be_answered(police, browse):
    made = dossier(police)
    asked = "?fact=detention&fact=born_on&fact=weight&fact=nothing"
    given = answers(fact_detention="no", fact_born_on="1-2-2030", fact_weight="61")
    browse.post(address("answer", made) + asked, given)
    facts = LogEntry.objects.get(step="facts.recorded").facts
    assert {code: fact["value"] for code, fact in facts.items()} == {
        "detention": False,
        "born_on": "2030-02-01",
        "weight": 61,
    }
    persons = text(browse.get(address("persons", made)))
    assert "Detained no claimed" in persons
    assert "Friday 1 February 2030" in persons
    unknown = answers(fact_detention="unknown", fact_born_on_unknown="on", submission_key=KEY[:-1] + "3")
    browse.post(address("answer", made) + asked, unknown)
    assert LogEntry.objects.filter(step="facts.recorded").last().facts["born_on"]["value"] == "unknown"


def test_correction_strikes_the_old_line_and_gives_the_reason(police, browse):
    made = dossier(police)
    with on(hours=1):
        step(made, "found", police, facts={"age": 17, "remark": "kas"}, note="Eerste keer")
    with on(hours=2):
        form = browse.get(address("correct", made, 2)).content.decode()
        assert "Eerste keer" in form
        assert 'value="17"' in form
        given = answers(reason="Typfout", fact_age="15", note="Eerste keer")
        browse.post(address("correct", made, 2), given)
        shown = text(browse.get(address("timeline", made)))
        old = text(browse.get(address("event", made, 2)))
        assert queries.view(police, made).facts["age"].value == 15
    assert LogEntry.objects.get(sequence=3).note == "Typfout"
    assert "Eerste keer" in shown
    assert "Corrected : Typfout" in shown
    assert "Look at what took its place" in old
    assert "What this changed" not in old


def test_reason_of_a_correction_is_apart_from_the_note(police, browse):
    made = dossier(police, step="found")
    given = answers(reason="Verkeerd\n\novergenomen", note="Bij de kassa")
    browse.post(address("correct", made, 2), given)
    page = text(browse.get(address("event", made, 3)))
    assert "Why it was corrected: Verkeerd overgenomen" in page
    assert page.count("Bij de kassa") == 1
    form = browse.get(address("correct", made, 3)).content.decode()
    assert "Bij de kassa" in form
    assert "Verkeerd" not in form


@pytest.mark.parametrize(
    ("written", "again"),
    [
        ("yesterday", "02-03-2025"),
        ("today 9:30", "03-03-2025 09:30"),
        ("2-3-2025 9:30:15", "02-03-2025 09:30:15"),
        ("autumn 2024", "autumn 2024"),
        ("unknown", ""),
    ],
)
def test_correction_on_a_later_day_starts_from_the_same_moment(police, browse, written, again):
    made = dossier(police)
    browse.post(address("record", made, "found"), answers(occurred=written))
    with on(days=9):
        form = browse.get(address("correct", made, 2)).content.decode()
    shown = re.search(r'<input[^>]*name="occurred"[^>]*>', form).group()
    assert (f'value="{again}"' in shown) if again else ("value=" not in shown)


def test_opening_facts_can_be_corrected(police, browse):
    made = dossier(police)
    browse.post(address("correct", made, 1), answers(reason="Anders", fact_age="40", fact_origin="eu"))
    facts = queries.view(police, made).facts
    assert (facts["age"].value, facts["origin"].value) == (40, "eu")


def test_correction_of_an_event_with_a_date_fact_starts_from_that_date(police, browse):
    made = dossier(police)
    browse.post(address("answer", made) + "?fact=born_on", answers(fact_born_on="1-2-2005"))
    assert 'value="1-2-2005"' in browse.get(address("correct", made, 2)).content.decode()


def test_retracted_event_stays_readable(police, browse):
    made = dossier(police, step="found")
    assert "Fill in this field." in text(browse.post(address("retract", made, 2), {"reason": ""}))
    reply = browse.post(address("retract", made, 2), {"reason": "Verkeerd dossier"})
    page = text(browse.get(reply.url))
    assert "Retracted : Verkeerd dossier" in page
    assert "Correct" not in page
    assert not queries.view(police, made).judgement.duties


def test_event_of_another_organisation_is_not_changed(police):
    made = dossier(police, step="found")
    browse = signed_in(joined(made, police))
    assert "Retract" not in text(browse.get(address("event", made, 2)))
    for name in ("correct", "retract"):
        refused = browse.get(address(name, made, 2))
        assert refused.status_code == 403
        assert "Another organisation recorded this." in text(refused)


@pytest.mark.parametrize("name", ["event", "correct", "retract"])
def test_event_that_is_not_there_does_not_exist(police, browse, name):
    assert browse.get(address(name, dossier(police), 99)).status_code == 404
