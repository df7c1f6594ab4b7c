"""Who reaches the rows of persons."""

from vangnet.access.categories import DataCategory
from vangnet.access.wall.declarations import (
    AllOf,
    AnyOf,
    ByAccount,
    ByDossier,
    ByOrganisation,
    Services,
    Through,
    Wall,
)

OFFICERS = ("privacy_officer",)
EITHER = AnyOf((ByDossier("first_dossier_id"), ByDossier("second_dossier_id")))
BOTH = AllOf((ByDossier("first_dossier_id"), ByDossier("second_dossier_id")))

WALLS = {
    "persons_person": Wall(
        see=Through("id", "cases_dossier", "person_id"),
        add=Services("A person is there before the dossier, and their pseudonym must be free among all."),
    ),
    "persons_personlink": Wall(see=EITHER, add=BOTH),
    "persons_identityversion": Wall(see=ByDossier("dossier_id", category=DataCategory.IDENTITY)),
    "persons_contactversion": Wall(see=ByDossier("dossier_id", category=DataCategory.CONTACT)),
    "persons_identitytoken": Wall(see=ByOrganisation("organisation_id")),
    "persons_vaultopening": Wall(
        see=AnyOf(
            (ByAccount("account_id"), ByDossier("dossier_id"), ByOrganisation("organisation_id", OFFICERS))
        ),
        add=ByAccount("account_id"),
    ),
    "persons_vaultsearch": Wall(
        see=AnyOf((ByAccount("account_id"), ByOrganisation("organisation_id", OFFICERS))),
        add=ByAccount("account_id"),
    ),
    "persons_destructioncertificate": Wall(see=ByDossier("dossier_id")),
}
