from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from vangnet.access import queries
from vangnet.access.models import Account, Organisation
from vangnet.access.roles import Administrator

pytestmark = pytest.mark.django_db


def first(username="anna", **also):
    out = StringIO()
    call_command(
        "open_first_account", username, stdout=out, **({"name": "Anna", "organisation": "Meldpunt"} | also)
    )
    return out.getvalue()


def test_first_administrator_can_sign_in_with_the_password_that_was_shown():
    password = first().strip().rsplit(" ", 1)[1]
    account = authenticate(username="anna", password=password)
    assert queries.memberships(account).get().role_class is Administrator
    assert Organisation.objects.get().party == "registrar"


def test_second_administrator_is_not_opened_this_way():
    first()
    with pytest.raises(CommandError, match="an administrator already"):
        first("bram")
    assert Account.objects.count() == 1


def test_wrong_words_open_nothing():
    with pytest.raises(CommandError):
        first(party="not a party!")
    with pytest.raises(CommandError):
        first(username="x" * 200)
    assert not Account.objects.exists()
    assert not Organisation.objects.exists()
