"""The dossier and the form for the measurement that kills; in a module of its own, since it needs a running Django."""

from django.conf import settings
from django.db import connection

from tests.factories import actor, dossier
from tests.journeys.conftest import _signed_in
from tests.journeys.test_kill import submission
from vangnet.access.wall.context import as_service
from vangnet.protocol import catalogue


def prepare(port: int, token: str) -> tuple[str, str, dict[str, str]]:
    """The address of a form, the cookies of who sends it, and its fields."""
    with as_service("The measurement that kills makes its own dossier."):
        police = actor("police")
        one = dossier(police)
        session = _signed_in(police.account, f"http://127.0.0.1:{port}")
    plain = (
        code
        for code, step in catalogue.current().corpus.steps.items()
        if not (step.derived or step.fields) and "police" in step.by
    )
    cookies = f"{session['name']}={session['value']}; {settings.CSRF_COOKIE_NAME}={token}"
    connection.close()
    return f"/dossiers/{one.address}/record/{next(plain)}/", cookies, submission("")


def keys_kept() -> list[str]:
    """The keys of all submissions that are in the log, as often as they are there."""
    with as_service("The measurement that kills counts what is left."), connection.cursor() as cursor:
        cursor.execute("SELECT submission_key FROM protocol_logentry WHERE submission_key IS NOT NULL")
        return [key for (key,) in cursor.fetchall()]
