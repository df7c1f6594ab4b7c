"""Who reaches which rows of the tables of this package."""

from vangnet.access.categories import DataCategory
from vangnet.access.wall.declarations import (
    AllOf,
    AnyOf,
    ByAccount,
    ByDossier,
    ByOrganisation,
    Everyone,
    Level,
    Services,
    Through,
    Wall,
)
from vangnet.access.walls import IN_DOSSIERS, OFFICERS

IN_DOSSIER = ByDossier("dossier_id")
ASKED = Level.ASKED
CACHE = Services("A cache that the program computes from the whole log, for everybody at once.")

WALLS = {
    "cases_dossier": Wall(
        see=ByDossier("id", ASKED), add=ByDossier("id"), change=ByDossier("id"), remove=ByDossier("id")
    ),
    "cases_involvement": Wall(
        see=AnyOf((ByOrganisation("organisation_id", roles=IN_DOSSIERS), IN_DOSSIER)),
        add=IN_DOSSIER,
        remove=IN_DOSSIER,
    ),
    # Why a request was taken back is for who is in the dossier, no longer for who was asked.
    "cases_involvementchange": Wall(
        see=AllOf((Through("involvement_id", "cases_involvement"), ByDossier("dossier_id", ASKED)))
    ),
    "cases_track": Wall(see=IN_DOSSIER),
    "cases_handover": Wall(see=IN_DOSSIER),
    "cases_dossierstanding": Wall(see=ByDossier("dossier_id", ASKED), add=CACHE, change=CACHE, remove=CACHE),
    "cases_worklistentry": Wall(see=IN_DOSSIER, add=CACHE, change=CACHE, remove=CACHE),
    "cases_consent": Wall(see=IN_DOSSIER),
    "cases_sharingrequest": Wall(
        see=AnyOf(
            (
                ByOrganisation("asker_id", roles=IN_DOSSIERS),
                ByOrganisation("answerer_id", roles=IN_DOSSIERS),
                IN_DOSSIER,
            )
        ),
    ),
    "cases_breakglass": Wall(
        see=AnyOf(
            (
                ByAccount("account_id"),
                ByOrganisation("organisation_id", roles=OFFICERS),
                ByOrganisation("owner_id", roles=OFFICERS),
                IN_DOSSIER,
            )
        ),
        add=Services("Whoever breaks the glass has no access yet."),
    ),
    "cases_breakglassreview": Wall(see=Through("use_id", "cases_breakglass")),
    "cases_paragraph": Wall(see=IN_DOSSIER),
    "cases_paragraphtext": Wall(
        see=AnyOf(
            (
                ByDossier("dossier_id", kind_column="kind"),
                AllOf((ByOrganisation("organisation_id"), IN_DOSSIER)),
            )
        ),
        add=IN_DOSSIER,
    ),
    "cases_closing": Wall(see=IN_DOSSIER),
    # That a dossier came from a signal is for who may see signals in the dossier; the signal itself has its own walls.
    "cases_signallink": Wall(see=ByDossier("dossier_id", category=DataCategory.SIGNAL), add=IN_DOSSIER),
    "cases_remainder": Wall(
        see=Everyone("Years and classes of what was destroyed; nothing in it leads to a person."),
        change=Services("What figures keep does not change."),
        remove=Services("What figures keep does not change."),
    ),
}
