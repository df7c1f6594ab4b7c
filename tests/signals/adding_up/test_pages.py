"""The pages of marks, links and groups: what somebody sees, adds and judges, and what no page gives away."""

import pytest
from django.urls import reverse

from tests.cases.browsing import signed_in, text
from tests.factories import actor, report, signal
from tests.signals.adding_up.advertisements import advertisements
from tests.signals.adding_up.stories import PHONE, added, clusters, kinds, of, seen
from vangnet.access import services as access
from vangnet.access.actors import system
from vangnet.access.models import AuditEntry
from vangnet.access.roles import Reader
from vangnet.signals.adding_up.kinds import MarkKind
from vangnet.signals.adding_up.spelling import spelled
from vangnet.signals.forms.marks import NEEDED
from vangnet.signals.models import Link, SignalText
from vangnet.signals.reports import ReportedMark, ReportedText
from vangnet.signals.services import links

pytestmark = pytest.mark.django_db
WHERE = ReportedText(SignalText.Kind.SEEN, "Een busje 12-ABC-3 stond er, bel 06 0000 1234.")


def address(name, *values):
    return reverse(f"signals:{name}", args=values)


def shown(by, name, *values):
    return text(signed_in(by).get(address(name, *values)))


@pytest.fixture
def own(police):
    return seen(police, ("telephone", PHONE), texts=(WHERE,))


@pytest.fixture
def other(own, inspectorate):
    return seen(inspectorate, ("telephone", PHONE), texts=report("Iets wat niemand anders weet.").texts)


def test_signal_page_says_whom_to_ask_about_a_signal_of_somebody_else(police, inspectorate, own, other):
    page = shown(police, "signal", own.address)
    assert "telephone number" in page
    assert f"ask {inspectorate.organisation.name}" in page
    html = signed_in(police).get(address("signal", own.address)).content.decode()
    assert all(secret not in html for secret in (other.reference, other.address, str(other.pk), other.pk.hex))


def test_signal_page_leads_to_the_other_signal_of_the_own_organisation(police, own):
    second = seen(police, ("telephone", PHONE))
    html = signed_in(police).get(address("signal", own.address)).content.decode()
    assert address("signal", second.address) in html
    assert address("cluster", of(own).cluster.hex) in html


def test_signal_page_without_links_says_what_to_do(police, own):
    assert "Nothing yet" in shown(police, "signal", own.address)


def test_marks_page_keeps_closed_what_they_say(police, own):
    page = shown(police, "marks", own.address)
    assert "telephone number" in page
    assert "00001234" not in page.replace("06 0000 1234", "")
    assert "06-00001234" not in page


def test_marks_found_in_the_text_are_proposed_and_kept_only_when_ticked(police, own):
    page = shown(police, "marks", own.address)
    assert "12-ABC-3 (vehicle)" in page
    assert kinds(own) == ["telephone"]
    form = {"found": ["1"], "hardness": "observed"}
    assert signed_in(police).post(address("marks", own.address), form).status_code == 302
    assert kinds(own) == ["telephone", "vehicle"]


def test_written_mark_is_kept_and_links(police, own):
    second = seen(police, ("account_name", "@zon_maan"))
    form = {"kind": "account_name", "value": "zonmaan", "hardness": "told"}
    signed_in(police).post(address("marks", own.address), form)
    assert clusters() == [sorted((own.pk, second.pk))]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"value": "iets"}, "Choose what it is"),
        ({"kind": "vehicle"}, "For “vehicle” this is needed: the number plate, at least 4"),
        ({"kind": "person"}, "first name and surname, or one name with the year of birth"),
        ({}, "Tick what was found in the text, or choose what it is and write it down"),
    ],
)
def test_half_a_mark_is_refused_and_nothing_entered_is_lost(police, own, form, words):
    answer = signed_in(police).post(address("marks", own.address), {"hardness": "unknown", **form})
    page = text(answer)
    assert words in page
    assert form.get("value", "") in page
    assert kinds(own) == ["telephone"]


def test_form_calls_nothing_optional_that_is_needed_and_says_what_each_kind_needs(police, own):
    html = signed_in(police).get(address("marks", own.address)).content.decode()
    assert "vn-optional" not in html
    page = shown(police, "marks", own.address)
    assert "Telephone number at least 6 digits" in page
    assert "With less it is kept to be read" in page


def test_without_anything_found_the_two_things_that_are_needed_are_named(police):
    found = seen(police)
    assert "Two things are needed" in shown(police, "marks", found.address)
    answer = signed_in(police).post(address("marks", found.address), {"hardness": "unknown"})
    assert "Two things are needed: choose what it is, and write it down." in text(answer)
    assert kinds(found) == []


@pytest.mark.parametrize(
    ("kind", "enough", "too_little"),
    [
        ("telephone", "123456", "12345"),
        ("mail", "naam@huis.example", "naam"),
        ("address", "Dorpsstraat 1 Ergens", "Dorpsstraat"),
        ("place", "het plein", "!!"),
        ("vehicle", "12AB", "12A"),
        ("company", "Zon", "Zo"),
        ("advertisement", "een tekst", "!!"),
        ("account_name", "zon", "zo"),
        ("person", "Zon 1990", "Zon"),
    ],
)
def test_what_a_kind_is_said_to_need_is_what_it_takes_to_be_compared(kind, enough, too_little):
    assert MarkKind(kind) in NEEDED
    assert spelled(kind, enough) is not None
    assert spelled(kind, too_little) is None


def test_too_many_marks_are_refused_on_the_page(police, own):
    added(own, police, *(("telephone", f"06-0000{number:04d}") for number in range(2000, 2039)))
    form = {"kind": "vehicle", "value": "99-XYZ-9", "hardness": "unknown"}
    assert "at most 40 marks" in text(signed_in(police).post(address("marks", own.address), form))


def test_opening_marks_asks_first_and_is_written_down(police, own):
    page = address("marks_opened", own.address)
    assert "06-00001234" not in text(signed_in(police).get(page))
    assert not AuditEntry.objects.filter(act="signal.open_marks").exists()
    assert "06-00001234" in text(signed_in(police).post(page))
    assert AuditEntry.objects.filter(act="signal.open_marks", account=police.account).count() == 1


def test_who_only_reads_sees_marks_and_links_but_changes_nothing(police, own, other):
    reader = actor(of=police.organisation, role=Reader)
    assert "Add a mark" not in shown(reader, "marks", own.address)
    assert "Is this right?" not in shown(reader, "signal", own.address)
    refused = signed_in(reader).post(
        address("link", own.address, Link.objects.get().address), {"decision": "chance"}
    )
    assert refused.status_code == 403
    assert Link.objects.get().rejected_at is None


def test_link_is_set_aside_with_a_reason_and_stands_again(police, own, other):
    page = address("link", own.address, Link.objects.get().address)
    assert "telephone number" in text(signed_in(police).get(page))
    signed_in(police).post(page, {"decision": "chance"})
    assert clusters() == []
    assert "It is a coincidence" in shown(police, "signal", own.address)
    signed_in(police).post(page, {"decision": "confirm"})
    assert len(clusters()) == 1
    assert "Confirmed" in shown(police, "signal", own.address)


def test_judging_without_an_answer_is_asked_again(police, own, other):
    page = address("link", own.address, Link.objects.get().address)
    assert signed_in(police).post(page, {}).status_code == 200
    assert Link.objects.get().rejected_at is None


def test_other_side_and_strangers_find_no_page_of_this_side(police, inspectorate, own, other):
    link = Link.objects.get().address
    for name, values in (
        ("marks", [own.address]),
        ("marks_opened", [own.address]),
        ("link", [own.address, link]),
    ):
        assert signed_in(inspectorate).get(address(name, *values)).status_code == 404
        assert signed_in(actor("municipality")).get(address(name, *values)).status_code == 404
    third = seen(police, ("vehicle", "99-XYZ-9"))
    assert signed_in(police).get(address("link", third.address, link)).status_code == 404


def test_group_page_draws_what_one_may_see_and_counts_the_rest(police, inspectorate, own, other):
    second = seen(police, ("telephone", PHONE))
    key = of(own).cluster.hex
    page = shown(police, "cluster", key)
    assert own.reference in page
    assert second.reference in page
    assert f"ask {inspectorate.organisation.name}" in page
    html = signed_in(police).get(address("cluster", key)).content.decode()
    assert html.count('stroke-dasharray="4 3"') == 1
    assert html.count('class="vs-on-line"') == html.count("<line ")
    assert "telephone number" in page.split("What they share")[1]
    assert other.reference not in html
    assert other.pk.hex not in html


def test_group_page_tells_how_many_are_further_on(police, inspectorate, registrar, own, other):
    added(other, inspectorate, ("vehicle", "12-ABC-3"))
    for _ in range(2):
        seen(registrar, ("vehicle", "12-ABC-3"))
    assert "2 more signals are linked further on." in shown(police, "cluster", of(own).cluster.hex)


@pytest.mark.parametrize("key", ["nothing-like-a-key", "0" * 32])
def test_group_that_does_not_exist_has_no_page(police, own, key):
    assert signed_in(police).get(address("cluster", key)).status_code == 404


def test_group_of_others_has_no_page(own, other):
    assert signed_in(actor("municipality")).get(address("cluster", of(own).cluster.hex)).status_code == 404


def test_text_that_is_nearly_the_same_says_how_much(police):
    first, second = (one.text for one in advertisements(1, each=2, seed=5))
    one = seen(police, ("advertisement", first))
    seen(police, ("advertisement", second))
    assert "% in common" in shown(police, "signal", one.address)


def test_confirmed_link_that_was_rejected_by_the_other_side_names_no_reason(police, inspectorate, own, other):
    links.reject(Link.objects.get(), signal=other, why=Link.Why.CHANCE, by=inspectorate)
    links.confirm(Link.objects.get(), signal=own, by=police)
    assert "coincidence" not in shown(inspectorate, "signal", other.address)


def test_officer_of_the_other_organisation_is_named(police, inspectorate, own, other):
    access.appoint_officer(inspectorate.organisation, account=inspectorate.account, by=system())
    assert f"ask {inspectorate.account.display_name}" in shown(police, "signal", own.address)


def test_marks_page_without_anything_in_the_text_proposes_nothing(police):
    found = seen(police)
    page = shown(police, "marks", found.address)
    assert "Found in the text" not in page
    assert "has no marks yet" in page


def test_who_only_reported_a_signal_reads_nothing_about_links(police, registrar):
    found = signal(police, marks=(ReportedMark("telephone", PHONE),))
    assert found.owner == registrar.organisation
    seen(registrar, ("telephone", PHONE))
    assert "What it shares" in shown(registrar, "signal", found.address)
    assert "What it shares" not in shown(police, "signal", found.address)
