"""The pages for files: mistakes in words, a look before it counts, and what is due."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from tests.cases.browsing import KEY, signed_in, text
from tests.factories import START, actor, on
from tests.signals.intake.files import COLUMNS, GOOD, file
from vangnet.access.roles import Reader
from vangnet.signals import choices, delivering
from vangnet.signals.models import Delivery, DeliveryFeedback, DeliveryRelation, Signal
from vangnet.signals.presenters import allowed
from vangnet.signals.services import bulk

pytestmark = pytest.mark.django_db

INDEX = "signals:import"


def upload(browser, content, **also):
    sent = SimpleUploadedFile("signals.csv", content, content_type="text/csv")
    return browser.post(reverse(INDEX), {"file": sent, "submission_key": KEY, **also})


def agree(browser, giver, receiver, rhythm):
    code = f"{giver.organisation.code}.{receiver.organisation.code}.{rhythm}"
    return browser.post(reverse("signals:import_agree"), {"other": code, "submission_key": KEY})


@pytest.fixture
def browser(police, registrar):
    return signed_in(police)


@pytest.fixture
def agreed(reception, emm, registrar):
    agree(signed_in(reception), reception, emm, "signals-to-emm-asylum")
    return DeliveryRelation.objects.get()


def test_template_fits_the_organisation_and_the_language(browser, reception):
    content = browser.get("/en" + reverse("signals:import_template").removeprefix("/en"))
    assert content["Content-Disposition"].startswith("attachment")
    assert content.content.decode("utf-8-sig").startswith("own_number;seen_from;seen_until;")
    other = signed_in(reception).get(reverse("signals:import_template")).content.decode("utf-8-sig")
    assert "trade" not in other
    assert "plate" not in other


def test_file_is_checked_looked_at_and_counted(browser):
    looked = upload(browser, file({}, {"danger": "yes"}))
    delivery = Delivery.objects.get()
    assert looked.url == reverse("signals:import_delivery", args=[delivery.number])
    shown = text(browser.get(looked.url))
    for words in ("Rows 2", "Minors 2", "There is danger now", "Z-1", "Labour"):
        assert words in shown
    browser.post(looked.url, {"submission_key": KEY})
    assert "2 rows became signals" in text(browser.get(looked.url))
    assert Signal.objects.count() == 2
    assert "2 rows" in text(browser.get(reverse(INDEX)))


def test_mistakes_are_listed_with_row_column_value_and_advice(browser):
    shown = text(upload(browser, file({}, {"age": "old"}, {"nationality": "<b>x</b>"})))
    assert "Mistakes: 2. Rows with mistakes: 2. Nothing was kept." in shown
    assert "3 age old" in shown
    assert "&lt;b&gt;x" in shown
    assert not Delivery.objects.exists()


def test_very_many_mistakes_are_counted_and_the_first_are_shown(browser):
    shown = text(upload(browser, file(*[{"age": "x"}] * 205)))
    assert "Mistakes: 205. Rows with mistakes: 205" in shown
    assert "The first 200 are shown" in shown


def test_mistakes_are_told_in_the_language_of_the_reader(police, registrar):
    browser = signed_in(police)
    sent = SimpleUploadedFile("signals.csv", file({"age": "old"}), content_type="text/csv")
    dutch = reverse(INDEX).replace("/en/", "/", 1)
    answer = browser.post(dutch, {"file": sent, "submission_key": KEY})
    assert answer.status_code == 200
    assert "leeftijd" in text(answer)


def test_file_that_cannot_be_read_and_no_file_say_what_to_do(browser):
    assert "CSV UTF-8" in text(upload(browser, b"\xff\xfex"))
    assert "Choose a file" in text(browser.post(reverse(INDEX), {"submission_key": KEY}))
    assert "empty" in text(upload(browser, b""))


def test_file_above_ten_megabytes_is_refused_unread(browser):
    assert "larger than 10 MB" in text(upload(browser, b"x" * 10_000_001))


def test_same_file_again_names_the_earlier_delivery(browser):
    upload(browser, file({}))
    again = signed_in(actor_of_same(browser))
    assert Delivery.objects.get().number in text(upload(again, file({})))


def actor_of_same(browser):
    delivery = Delivery.objects.get()
    return actor("police", of=delivery.organisation)


def test_checked_file_is_taken_back(browser):
    upload(browser, file({}))
    address = reverse("signals:import_withdraw", args=[Delivery.objects.get().number])
    assert "Take this file back?" in text(browser.get(address))
    assert browser.post(address, {"submission_key": KEY}).url == reverse(INDEX)
    assert not Delivery.objects.exists()


def test_counted_file_cannot_be_taken_back_or_counted_again(browser, police):
    delivery = bulk.count(bulk.check_file(file({}), by=police), by=police)
    assert browser.get(reverse("signals:import_withdraw", args=[delivery.number])).status_code == 403
    page = reverse("signals:import_delivery", args=[delivery.number])
    assert "counted already" in text(browser.post(page, {"submission_key": KEY}))


def test_row_that_is_known_already_is_told_before_and_after(browser, police):
    bulk.count(bulk.check_file(file({}), by=police), by=police)
    page = upload(browser, file({}, {})).url
    assert "One row was delivered before" in text(browser.get(page))
    browser.post(page, {"submission_key": KEY})
    assert "One row became a signal. One row was known already." in text(browser.get(page))


def test_large_file_says_that_nobody_has_to_wait(browser, police):
    content = file(*[{}] * 201)
    page = upload(browser, content).url
    browser.post(page, {"submission_key": KEY})
    assert "You can leave this page" in text(browser.get(page))


def test_agreed_delivery_shows_what_is_due_for_both(agreed, reception, emm):
    for somebody in (reception, emm):
        shown = text(signed_in(somebody).get(reverse(INDEX)))
        for words in (
            "Signals of COA to EMM",
            "every month",
            "Every quarter",
            "National Rapporteur (2013), lines 6126-6137",
            "Open",
        ):
            assert words in shown


def test_late_delivery_is_shown_until_it_is_said_that_there_is_none(agreed, reception):
    with on(days=40):
        browser = signed_in(reception)
        assert "Overdue" in text(browser.get(reverse(INDEX)))
        address = reverse("signals:import_nothing", args=[agreed.giver.code, agreed.rhythm])
        assert "nothing was forgotten" in text(browser.get(address))
        browser.post(address, {"submission_key": KEY})
        shown = text(browser.get(reverse(INDEX)))
        assert "Overdue" not in shown
        assert "Once something came too late" in shown
        assert "No signals" in shown


def test_file_belongs_to_the_agreed_delivery_when_it_says_so(agreed, reception):
    browser = signed_in(reception)
    upload(browser, file({}), relation=agreed.rhythm)
    upload(browser, file({}, {}), relation="")
    assert [one.relation for one in Delivery.objects.order_by("rows")] == [agreed, None]


def test_feedback_is_written_down_by_the_receiver(agreed, reception, emm):
    address = reverse("signals:import_feedback", args=[agreed.giver.code, agreed.rhythm])
    browser = signed_in(emm)
    assert "how good the signals were" in text(browser.get(address))
    assert (
        browser.post(address, {"given_on": "1-1-2050", "way": "meeting", "submission_key": KEY}).status_code
        == 200
    )
    day = START + timedelta(days=0)
    browser.post(address, {"given_on": f"{day:%d-%m-%Y}", "way": "meeting", "submission_key": KEY})
    assert DeliveryFeedback.objects.get().way == "meeting"
    assert signed_in(reception).get(address).status_code == 403


def test_agreeing_offers_only_what_fits_and_is_new(agreed, reception, police, emm):
    assert (
        "COA"
        not in text(signed_in(reception).get(reverse("signals:import_agree"))).split(
            "Agree on a delivery", 1
        )[1]
    )
    shown = text(signed_in(police).get(reverse("signals:import_agree")))
    assert "Signals of the police to EMM" in shown
    assert "choices" in text(agree(signed_in(police), police, emm, "signals-to-emm-asylum"))


def test_relation_and_delivery_of_others_are_not_found(agreed, browser, reception):
    delivery = bulk.check_file(file({}), by=reception)
    for address in (
        reverse("signals:import_delivery", args=[delivery.number]),
        reverse("signals:import_withdraw", args=[delivery.number]),
        reverse("signals:import_nothing", args=[agreed.giver.code, agreed.rhythm]),
        reverse("signals:import_feedback", args=[agreed.giver.code, agreed.rhythm]),
    ):
        assert browser.get(address).status_code == 404


def test_pages_are_closed_to_who_only_reads(police):
    reader = signed_in(actor("police", Reader, of=police.organisation))
    for name in (
        INDEX,
        "signals:import_template",
        "signals:import_example",
        "signals:import_values",
        "signals:import_agree",
    ):
        assert reader.get(reverse(name)).status_code == 403


def test_page_lists_every_column_with_what_may_stand_in_it(browser):
    assert reverse("signals:import_values") in browser.get(reverse(INDEX)).content.decode()
    shown = text(browser.get(reverse("signals:import_values")))
    for title in COLUMNS.split(";"):
        assert title in shown
    assert set(GOOD) == set(COLUMNS.split(";"))
    for words in (
        "Poland Polen pl",
        "Stateless Staatloos xx",
        "A whole number from 0 to 120",
        "wages_withheld",
    ):
        assert words in shown
    assert "Antarctica" not in shown


def test_everything_on_the_page_of_values_is_taken_when_it_stands_in_a_file(police):
    names = {column.code: column.list or column.code for column in delivering.current().columns.values()}
    with override("nl"):
        shown, vocabulary = allowed.columns(police.party), choices.vocabulary(delivering.current().lists)
    for column in shown:
        for value in column.values:
            for written in (value.words.upper(), value.other, value.code):
                assert vocabulary[names[column.code]].code(written) == value.code
    assert sum(len(column.values) for column in shown) > 500


@pytest.mark.parametrize("language", ["nl", "en"])
def test_example_file_can_be_sent_as_it_was_fetched_in_either_language(police, language):
    browser = signed_in(police)
    prefix = "/en" if language == "en" else ""
    example, page = (prefix + reverse(name).removeprefix("/en") for name in ("signals:import_example", INDEX))
    content = browser.get(example)
    assert content["Content-Disposition"].endswith('"vangnet-signals-example.csv"')
    sent = SimpleUploadedFile("example.csv", content.content, content_type="text/csv")
    assert browser.post(page, {"file": sent, "submission_key": KEY}).status_code == 302
    assert Delivery.objects.get().rows == 2


def test_mistake_names_row_column_value_and_the_nearest_value(police, registrar):
    dutch = reverse(INDEX).removeprefix("/en")
    bad = SimpleUploadedFile("signals.csv", file({"form_of_exploitation": "arbied"}), content_type="text/csv")
    shown = text(signed_in(police).post(dutch, {"file": bad, "submission_key": KEY}))
    assert "2 vorm_van_uitbuiting arbied" in shown
    assert "Arbeid" in shown
    assert (
        reverse("signals:import_values").removeprefix("/en") in signed_in(police).get(dutch).content.decode()
    )
