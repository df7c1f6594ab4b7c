"""Days and moments look the same on every page about signals: in words, with the day of the week, moments with their time."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cases.browsing import KEY, signed_in, text
from tests.factories import START, actor
from tests.signals.intake.files import file
from tools import catalogues
from vangnet.design.wording import moment_in_words
from vangnet.signals import intake_limits
from vangnet.signals.delivering import FileRefused
from vangnet.signals.models import IntakeDraft
from vangnet.signals.services import bulk

pytestmark = pytest.mark.django_db
PACKAGES = catalogues.PACKAGES
PAGES = [
    *(PACKAGES / "signals" / "templates").rglob("*.html"),
    *(PACKAGES / "portal" / "templates" / "portal" / "reporting").glob("*.html"),
]
SAYING = [
    *(PACKAGES / "signals" / "presenters").glob("*.py"),
    *(PACKAGES / "signals" / "services").glob("*.py"),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda one: one.name)
def test_page_says_days_and_moments_in_one_way(page):
    assert re.findall(r'\|\s*date\b|\|\s*moment:"short"', page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("module", SAYING, ids=lambda one: one.name)
def test_words_about_signals_say_days_and_moments_in_one_way(module):
    assert re.findall(r"short=True|strftime|date_format", module.read_text(encoding="utf-8")) == []


def test_draft_says_when_it_was_begun_and_until_when_it_is_kept_in_the_same_way():
    officer = actor("police")
    browser = signed_in(officer)
    browser.post(reverse("signals:intake"), {"channel": "professional", "submission_key": KEY})
    until = moment_in_words((START + intake_limits.current().draft_lives).date())
    draft = IntakeDraft.objects.get()
    for page in (reverse("signals:intake"), reverse("signals:intake_tasks", args=[draft.address])):
        shown = text(browser.get(page))
        assert f"until {until}" in shown
        assert moment_in_words(draft.begun_at) in shown


def test_file_that_was_sent_before_names_the_day_in_words():
    officer = actor("police")
    bulk.check_file(file({}), by=officer)
    with pytest.raises(FileRefused, match=re.escape(moment_in_words(START.date()))):
        bulk.check_file(file({}), by=officer)
    assert re.match(r"\w+ \d+ \w+ \d{4}$", moment_in_words(START.date() + timedelta(days=1)))
