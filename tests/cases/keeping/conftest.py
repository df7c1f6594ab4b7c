import pytest

from tests.factories import actor, dossier, joined, on
from vangnet.access.roles import PrivacyOfficer
from vangnet.cases import queries, services


@pytest.fixture
def one(police):
    return dossier(police, step="found")


@pytest.fixture
def officer(police):
    """The privacy officer of the organisation that looks after the dossier."""
    return actor(role=PrivacyOfficer, of=police.organisation)


@pytest.fixture
def registrar(one, police):
    return joined(one, police)


@pytest.fixture
def closed(one, police):
    close(one, police)
    return one


def close(one, by):
    for track in queries.tracks(by, one):
        if track.closed_by_id is None:
            services.close_track(track, reason="Klaar", by=by)
    return services.close_dossier(one, reason="Alles gedaan", by=by)


@pytest.fixture
def later():
    """Ten years on: every term of the general rules has passed."""
    with on(days=3653):
        yield
