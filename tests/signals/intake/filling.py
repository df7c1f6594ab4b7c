"""Filling in a report as a professional does, page by page."""

from django.urls import reverse

from tests.cases.browsing import KEY

PERSON = {
    "age": "16",
    "age_at_recruitment_unknown": "on",
    "nationality": "nl",
    "forms": ["criminal"],
    "number_of_people": "1",
}


def page(name, draft, *also):
    return reverse(f"signals:{name}", args=[draft.address, *also])


def send(browser, address, **answers):
    return browser.post(address, {"submission_key": KEY, **answers})


def add_person(browser, draft, **also):
    return send(browser, page("intake_add", draft, "persons"), **{**PERSON, **also})
