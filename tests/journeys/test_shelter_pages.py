"""An address asked for, approved and seen once, in a browser, on both sides and on a narrow screen."""

import pytest
from django.urls import reverse
from django.utils import translation

from tests.factories import actor, dossier, organisation
from vangnet.access.roles import ShelterDutyOfficer
from vangnet.shelter import services

pytestmark = pytest.mark.django_db(transaction=True)
CANARY = "Kanariepad 77, 1999 ZZ Nergenshuizen"


def path(name, *holes):
    with translation.override("en"):
        return reverse(f"shelter:{name}", args=holes)


@pytest.mark.parametrize("width", [1280, 320])
def test_address_is_asked_approved_and_seen_once(visit, accessible, picture, width):
    house = organisation("shelter")
    asker, officer = actor("registrar"), actor(of=house, role=ShelterDutyOfficer)
    case = dossier(asker)
    services.add_location("Zilvermeeuw", address=CANARY, by=officer)
    size = {"width": width, "height": 900}

    mine = visit(asker, "/en/", viewport=size)
    asks(mine, accessible, case, house)
    theirs = visit(officer, path("index"), viewport=size)
    picture(theirs, f"shelter-{width}")
    answers(theirs, accessible, asker)
    sees_once(mine, accessible)


def asks(mine, accessible, case, house):
    mine.get_by_role("link", name="Shelter addresses").first.click()
    accessible(mine)
    mine.get_by_role("link", name="Ask for an address").click()
    accessible(mine)
    mine.get_by_label("Pseudonym of the person").fill(case.person.pseudonym)
    mine.get_by_label("Which shelter?").select_option(house.code)
    mine.get_by_label("To visit the person for care or a talk").check()
    mine.get_by_role("button", name="Ask").click()
    mine.get_by_text("waits for an answer").wait_for()
    accessible(mine)


def answers(theirs, accessible, asker):
    accessible(theirs)
    theirs.get_by_role("link", name=str(asker.account)).click()
    accessible(theirs)
    theirs.get_by_label("Yes, once, within a quarter of an hour").check()
    theirs.get_by_label("Which location?").select_option("Zilvermeeuw")
    theirs.get_by_role("button", name="Answer").click()
    theirs.get_by_text("Nobody waits for an answer.").wait_for()
    for name in ("new_location", "change_address", "close_location"):
        theirs.goto(path(name, *([] if name == "new_location" else ["Zilvermeeuw"])))
        accessible(theirs)
        assert "Kanariepad" not in theirs.content()


def sees_once(mine, accessible):
    mine.reload()
    mine.get_by_role("link", name="Go on to the address").click()
    accessible(mine)
    assert "Kanariepad" not in mine.content()
    mine.get_by_role("button", name="Show the address once").click()
    mine.get_by_text(CANARY).wait_for()
    accessible(mine)
    assert "Kanariepad" not in mine.title() + mine.url
    mine.goto(path("index"))
    mine.get_by_text("opened", exact=True).wait_for()
    mine.goto("/shelter/")
    accessible(mine)
