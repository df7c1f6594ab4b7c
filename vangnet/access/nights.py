"""What happens every night. The setting VANGNET_NIGHTLY names the parts, so that every package can add its own."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string

from vangnet.access import notices, queries, shared_cache
from vangnet.access.actors import Actor
from vangnet.access.evidence import sealing_now
from vangnet.access.models import Organisation
from vangnet.access.roles import PrivacyOfficer

Part = Callable[[Actor], list[str]]
_log = logging.getLogger(__name__)


def work_through(*, by: Actor) -> list[str]:
    """Do every part, also when one before it failed; what went wrong is told to the privacy officers, and given."""
    found: list[str] = []
    for name in settings.VANGNET_NIGHTLY:
        part: Part = import_string(name)
        try:
            found += part(by)
        except Exception as failure:
            _log.exception("A part of the work of the night failed: %s", name)
            found.append(f"{name}: {type(failure).__name__}")
    if found:
        _tell("nightly.failed", found, by)
    return found


def seal(by: Actor) -> list[str]:
    """Seal what still waits."""
    sealing_now.once()
    return []


def forget_expired(by: Actor) -> list[str]:
    """Remove what workers no longer need to remember together."""
    shared_cache.forget_expired()
    return []


def check_seals(by: Actor) -> list[str]:
    """Check all logs against their seals."""
    return sealing_now.check().problems


def _tell(code: str, problems: list[str], by: Actor) -> None:
    for organisation in queries.with_privacy_officer(by):
        _tell_one(organisation, code, problems, by)


def _tell_one(organisation: Organisation, code: str, problems: list[str], by: Actor) -> None:
    more = f" (+{len(problems) - 1})" if len(problems) > 1 else ""
    about = {"problem": problems[0][:300] + more}
    notices.tell(code, organisation=organisation, role=PrivacyOfficer, about=about, by=by)
