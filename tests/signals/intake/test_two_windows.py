"""With two windows open, what is changed or taken out is the line that the page showed, whatever stands in its place by now."""

import re

import pytest

from tests.cases.browsing import text
from tests.signals.intake.test_intake import PERSONS, begun, names
from tests.signals.intake.test_views_intake import PERSON, add_person, browser, draft, page, send
from vangnet.access.verdicts import NotFound
from vangnet.signals.queries import intake as queries
from vangnet.signals.services import intake as services

__all__ = ["browser", "draft"]  # fixtures

pytestmark = pytest.mark.django_db


def kept(police, draft):
    return queries.content(police, draft)["lines"]["persons"]


def test_line_is_changed_and_taken_out_by_its_key_wherever_it_stands(police):
    draft = begun(police, person={"age": 19})
    assert services.keep_line(draft, section=PERSONS, answers={"age": 20}, by=police) == 2
    assert services.keep_line(draft, section=PERSONS, answers={"age": 30}, by=police) == 3
    draft.refresh_from_db()
    first, second, third = names(police, draft)
    services.drop_line(draft, section=PERSONS, key=first, by=police)
    assert services.keep_line(draft, section=PERSONS, answers={"age": 21}, key=second, by=police) == 1
    draft.refresh_from_db()
    assert (kept(police, draft), names(police, draft)) == ([{"age": 21}, {"age": 30}], [second, third])
    for key in (first, "", "2", "nonsense"):
        with pytest.raises(NotFound):
            services.drop_line(draft, section=PERSONS, key=key, by=police)
    with pytest.raises(NotFound):
        services.keep_line(draft, section=PERSONS, answers={}, key=first, by=police)


def test_lines_without_a_name_of_their_own_go_by_their_first_place(police):
    """As in a draft that was begun like an earlier signal, or before lines had names."""
    persons = [{"age": 20}, {"age": 21}, {"age": 22}]
    draft = services.begin("professional", prefilled={"lines": {"persons": persons}}, by=police)
    services.drop_line(draft, section=PERSONS, key="1", by=police)
    draft.refresh_from_db()
    assert names(police, draft) == ["2", "3"]
    services.keep_line(draft, section=PERSONS, answers={"age": 40}, by=police)
    services.drop_line(draft, section=PERSONS, key="3", by=police)
    draft.refresh_from_db()
    assert kept(police, draft) == [{"age": 21}, {"age": 40}]
    assert len(set(names(police, draft))) == 2


def key_on(browser, address):
    """The key of the line that a page shows."""
    return re.findall(r'name="line" value="([^"]+)"', browser.get(address).content.decode())


def test_line_goes_that_the_page_showed_also_when_another_window_took_one_out(browser, police, draft):
    for age in ("31", "32", "33"):
        add_person(browser, draft, age=age)
    second = page("intake_line", draft, "persons", 2)
    (of_form, of_drop) = key_on(browser, second)
    assert of_form == of_drop
    first = page("intake_line", draft, "persons", 1)
    send(browser, first, line=key_on(browser, first)[0], drop="yes")
    for _twice in range(2):
        gone = send(browser, second, line=of_drop, drop="yes")
        assert gone["Location"] == page("intake_section", draft, "persons")
    draft.refresh_from_db()
    assert [one["age"] for one in queries.content(police, draft)["lines"]["persons"]] == [33]


def test_answers_go_to_the_line_that_the_page_showed(browser, police, draft):
    for age in ("31", "32"):
        add_person(browser, draft, age=age)
    second = page("intake_line", draft, "persons", 2)
    key = key_on(browser, second)[0]
    first = page("intake_line", draft, "persons", 1)
    send(browser, first, line=key_on(browser, first)[0], drop="yes")
    add_person(browser, draft, age="50")
    assert send(browser, second, line=key, **PERSON | {"age": "35"}).status_code == 302
    draft.refresh_from_db()
    assert [one["age"] for one in queries.content(police, draft)["lines"]["persons"]] == [35, 50]


def test_answers_to_a_line_that_is_gone_stay_on_the_page_and_say_so(browser, police, draft):
    add_person(browser, draft, age="31")
    only = page("intake_line", draft, "persons", 1)
    key = key_on(browser, only)[0]
    send(browser, only, line=key, drop="yes")
    lost = send(browser, only, line=key, **PERSON | {"age": "47"})
    assert "taken out of the report in another window" in text(lost)
    assert 'value="47"' in lost.content.decode()
    adult = send(browser, page("intake_adult", draft, 1), line=key, adult_behind="yes")
    assert "taken out of the report in another window" in text(adult)
    draft.refresh_from_db()
    assert queries.content(police, draft)["lines"]["persons"] == []
