"""A password of nothing but words that everybody here knows is refused; a sentence that holds one is fine."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import override

REFUSED = [
    "Vangnet-2026-01!!",
    "Politie_Welkom_2026",
    "CoMensha!!November26",
    "wachtwoord-geheim-1",
    "Zomer2026Zomer2026",
]
FINE = [
    "A-long-enough-password-1",
    "de politie fietst graag langs het kanaal",
    "zeven gele klompen",
    "Tulpen!Ladder!Mist!",
]


@pytest.mark.parametrize("password", REFUSED)
def test_password_of_own_words_is_refused_with_what_to_do(password):
    with override("nl"), pytest.raises(ValidationError) as refusal:
        validate_password(password)
    assert "own_words" in {error.code for error in refusal.value.error_list}
    assert any("die iedereen hier kent" in message for message in refusal.value.messages)


@pytest.mark.parametrize("password", FINE)
def test_password_that_is_more_than_own_words_is_fine(password):
    validate_password(password)
