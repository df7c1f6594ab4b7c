"""The pages on which a signal becomes a dossier."""

import pytest
from django.urls import reverse

from tests.cases.browsing import KEY, address, signed_in, text
from tests.factories import actor, also_given, dossier, joined, signal
from vangnet.cases import services
from vangnet.cases.models import Dossier, SignalLink
from vangnet.protocol import catalogue
from vangnet.signals import services as signals
from vangnet.signals.reports import ReportedPerson

FACTS = {"fact_age": "31", "fact_origin": "unknown", "fact_form_of_exploitation": "labour"}
GIVEN = {**FACTS, "ground": "Vc B8/3.4", "submission_key": KEY}


@pytest.fixture(autouse=True)
def _real_agreements(settings):
    settings.AGREEMENTS_DIR = catalogue.PACKAGED


@pytest.fixture
def registrar():
    return actor("registrar")


@pytest.fixture
def owned(registrar):
    return signal()


@pytest.fixture
def client(registrar):
    return signed_in(registrar)


def at(name, one, *more):
    return reverse(f"cases:{name}", args=[one.address, *more])


def test_the_page_shows_each_person_with_what_is_known(client, registrar):
    one = signal(persons=(ReportedPerson(age=12), ReportedPerson(number_of_people=4)))
    page = text(client.get(at("from_signal", one)))
    assert "Person 1" in page
    assert "12 years" in page
    assert "Group 2: 4 people" in page
    assert "Open a dossier: Person 1" in page
    assert "Open a dossier for each of them: 0 of 4 done." in page
    client.post(at("from_signal_open", one, 2), GIVEN)
    again = text(client.get(at("from_signal", one)))
    assert "Open a dossier for each of them: 1 of 4 done." in again
    assert "Open a dossier: Group 2: 4 people" in again


def test_the_form_starts_from_the_report_and_opens_the_dossier(client, owned):
    page = client.get(at("from_signal_open", owned, 1))
    assert page.context["form"].initial["fact_age"] == 30
    done = client.post(at("from_signal_open", owned, 1), GIVEN)
    made = Dossier.objects.get()
    assert done.headers["Location"] == reverse("cases:overview", args=[made.address])


@pytest.mark.parametrize(
    "person, is_warned",
    [
        (ReportedPerson(age_answer="unknown", is_minor="yes"), True),
        (ReportedPerson(age_answer="unknown", is_minor="unknown"), False),
        (ReportedPerson(age=15), False),
    ],
)
def test_child_of_unknown_age_is_not_lost_in_the_dossier(client, registrar, person, is_warned):
    one = signal(persons=(person,))
    for name, *number in (("from_signal",), ("from_signal_open", 1)):
        page = text(client.get(at(name, one, *number)))
        assert ("younger than 18, age not known" in page) is is_warned


def test_forms_between_which_the_program_does_not_choose_are_named(client, registrar):
    one = signal(persons=(ReportedPerson(age=20, forms=("labour", "sexual")),))
    for name, *number in (("from_signal",), ("from_signal_open", 1)):
        assert "more than one form: Labour, Sexual" in text(client.get(at(name, one, *number)))


def test_pressing_twice_leads_to_the_same_dossier(client, owned):
    first = client.post(at("from_signal_open", owned, 1), GIVEN)
    second = client.post(at("from_signal_open", owned, 1), GIVEN)
    assert first.headers["Location"] == second.headers["Location"]
    assert Dossier.objects.count() == 1


def test_who_opens_twice_reads_why_not_and_loses_nothing(client, owned):
    client.post(at("from_signal_open", owned, 1), GIVEN)
    again = client.post(
        at("from_signal_open", owned, 1), {**GIVEN, "submission_key": "11111111-6a0e-4f57-9d55-1f5d0b6f5a11"}
    )
    assert "has a dossier already" in text(again)
    assert again.context["form"]["ground"].value() == "Vc B8/3.4"
    assert "has a dossier already" in text(client.get(at("from_signal", owned)))
    assert client.get(at("from_signal_open", owned, 1)).status_code == 403


def test_a_mistake_is_said_and_nothing_entered_is_lost(client, owned):
    page = client.post(at("from_signal_open", owned, 1), {**GIVEN, "ground": ""})
    assert page.context["form"]["fact_age"].value()[0] == "31"
    assert Dossier.objects.count() == 0


def test_a_signal_without_persons_opens_one_dossier(client, registrar):
    one = signal(persons=())
    assert "Somebody in this signal" in text(client.get(at("from_signal", one)))
    assert client.post(at("from_signal_open", one, 0), GIVEN).status_code == 302


@pytest.mark.parametrize("number", [0, 7])
def test_a_person_who_is_not_in_the_signal_does_not_exist(client, owned, number):
    assert client.get(at("from_signal_open", owned, number)).status_code == 404
    assert client.get(at("from_signal_join", owned, number)).status_code == 404


def test_a_signal_joins_a_dossier_by_its_pseudonym(client, owned, registrar):
    there = dossier(registrar)
    done = client.post(at("from_signal_join", owned, 1), {"pseudonym": there.person.pseudonym})
    assert done.headers["Location"] == reverse("cases:overview", args=[there.address])
    assert SignalLink.objects.get().dossier == there


def test_a_pseudonym_of_somebody_elses_dossier_is_not_found(client, owned):
    there = dossier(actor("police"))
    page = client.post(at("from_signal_join", owned, 1), {"pseudonym": there.person.pseudonym})
    assert "takes part in no dossier with this pseudonym" in text(page)
    assert page.context["form"]["pseudonym"].value() == there.person.pseudonym
    assert SignalLink.objects.count() == 0


def test_a_dossier_shows_its_signal_and_leads_to_it_for_who_may_read_it(client, owned, registrar):
    made = services.open_from_signal(owned, person=owned.persons.get(), ground="Vc B8/3.4", by=registrar)
    page = client.get(address("overview", made))
    assert owned.reference in text(page)
    assert reverse("signals:signal", args=[owned.address]) in page.content.decode()
    newcomer = joined(made, registrar, "shelter")
    also_given(made, newcomer, "signal", by=registrar)
    guest = signed_in(newcomer)
    page = guest.get(address("overview", made))
    assert owned.reference in text(page)
    assert owned.address not in page.content.decode()
    assert "Added later" not in text(page)


def test_the_timeline_says_where_the_dossier_came_from(client, owned, registrar):
    made = services.open_from_signal(owned, person=owned.persons.get(), ground="Vc B8/3.4", by=registrar)
    page = text(client.get(address("timeline", made)))
    assert "Dossier came from a signal" in page
    assert owned.reference in page


def test_who_is_not_the_owner_comes_no_further(owned, registrar):
    police = actor("police")
    assert signed_in(police).get(at("from_signal", owned)).status_code == 404
    reported = signal(police)
    assert signed_in(police).get(at("from_signal", reported)).status_code == 403


def test_a_closed_signal_says_what_to_do(client, owned, registrar):
    signals.close(owned, reason="explained_otherwise", basis="inquiry", by=registrar)
    page = client.get(at("from_signal", owned))
    assert page.status_code == 403
    assert "closed" in text(page)
