"""One dossier with rows in the tables of dossiers, and people who stand toward it in every way."""

from datetime import datetime

from tests.factories import actor, dossier, draft, joined, step
from vangnet.access import disclosures, grants
from vangnet.access.levels import Level
from vangnet.access.roles import Administrator, PrivacyOfficer, Rapporteur, Reader
from vangnet.cases import queries, services
from vangnet.cases.models import Involvement
from vangnet.core.clock import AMSTERDAM

LONG_AGO, FAR = (datetime(year, 1, 1, tzinfo=AMSTERDAM) for year in (2001, 2999))


def fill():
    """The people by how they stand toward the dossier."""
    police = actor("police")
    case = dossier(police, step="found")
    step(case, "found", police)
    texts = [services.Text("Bij een stap", "progress"), services.Text("Hoe wij zoeken", "investigation")]
    services.record_step(case, draft=draft("told"), texts=texts, by=police)
    asked, other = actor("shelter"), joined(case, police)
    services.involve(case, organisation=asked.organisation, ground="vc:b8.3", by=police)
    track = queries.tracks(police, case)[0]
    offered = services.hand_over_track(track, to=other.organisation, by=police)
    services.withdraw_handover(offered, reason="x", by=police)
    ended = joined(case, police, party="municipality")
    services.end_involvement(
        Involvement.objects.get(organisation=ended.organisation), reason="klaar", by=ended
    )
    expired, personal = actor("hospital"), actor("shelter")
    for one, until in ((expired, LONG_AGO), (personal, FAR)):
        line = disclosures.record(
            case.pk, receiver=one.organisation, ground="vc:b8.3", categories=["progress"], by=police
        )
        grants.give(
            line, level=Level.PART, categories=line.categories, until=until, account=one.account, by=police
        )
    house = police.organisation
    return {
        "part": police,
        "colleague": actor(role=Reader, of=house),
        "asked": asked,
        "ended": ended,
        "expired": expired,
        "personal": personal,
        "beside": actor("shelter", of=personal.organisation),
        "stranger": actor("shelter"),
        "officer": actor(role=PrivacyOfficer, of=house),
        "administrator": actor(role=Administrator, of=house),
        "rapporteur": actor(role=Rapporteur, of=house),
    }
