"""A notice about a signal names it, so it is for nobody whose work has nothing to do with signals."""

import pytest

from tests.factories import actor, signal
from vangnet.access.notices import notices, tell
from vangnet.access.roles import Administrator, PrivacyOfficer, Rapporteur, Reader
from vangnet.signals import notice_words


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "sees"), [(Reader, True), (Administrator, False), (PrivacyOfficer, False), (Rapporteur, False)]
)
def test_only_who_reads_signals_hears_of_one_by_name(role, sees):
    registrar = actor("registrar")
    one = signal()
    tell(
        notice_words.ANSWERED,
        organisation=registrar.organisation,
        dossier=one.pk,
        about={"reference": one.reference},
        by=registrar,
    )
    reader = actor(of=registrar.organisation, role=role)
    assert notices(reader).filter(code=notice_words.ANSWERED).exists() is sees
