"""The check of the seals takes what two people had destroyed for what it is, and nothing else."""

import pytest

from tests.cases.keeping.conftest import close
from tests.factories import ROUTE, actor, dossier, on
from vangnet.access.evidence import keys, logs, sealer, verifying
from vangnet.access.models import Redaction
from vangnet.access.roles import PrivacyOfficer
from vangnet.cases import queries, services


@pytest.fixture
def destroyed(superuser, signer, settings):
    """A dossier that was sealed, then destroyed by two people, and sealed again."""
    settings.AGREEMENTS_DIR = ROUTE
    with on():
        police = actor()
        officer = actor(role=PrivacyOfficer, of=police.organisation)
        one = dossier(police, step="found", note="Zeldzaamwoord")
        close(one, police)
        sealer.seal_everything(signer)
    with on(days=3653):
        kinds = [category.value for category in queries.keeping.present_categories(one)]
        order = services.propose_destruction(one, categories=kinds, reason="Termijn voorbij", by=police)
        services.answer_decision(order, dossier=one, approve=True, by=officer)
        sealer.seal_everything(signer)
    return one


def problems():
    return verifying.verify(keys.known()).problems


def tamper(statement, *values):
    with logs.connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET session_replication_role = origin")


def test_emptied_lines_fit_their_seals(destroyed):
    assert Redaction.objects.filter(log="protocol_logentry").exists()
    assert problems() == []


def test_emptied_line_that_somebody_fills_again_does_not_fit(destroyed):
    line = Redaction.objects.filter(log="protocol_logentry").first()
    tamper("UPDATE protocol_logentry SET note = 'anders' WHERE id = %s", line.row)
    assert any(str(line.row) in problem for problem in problems())


def test_line_emptied_without_an_order_does_not_fit(destroyed):
    tamper(
        "UPDATE protocol_logentry SET recorded_at = recorded_at + interval '1 microsecond' "
        "WHERE step = 'dossier.closed'"
    )
    assert len(problems()) == 1


def test_record_of_an_emptied_line_that_is_changed_does_not_fit(destroyed):
    line = Redaction.objects.filter(log="protocol_logentry").first()
    tamper("UPDATE access_redaction SET after = before WHERE id = %s", line.pk)
    assert any(str(line.pk) in problem for problem in problems())
