"""Who reaches the rows of persons."""

from vangnet.access.categories import DataCategory
from vangnet.access.wall.declarations import AnyOf, ByAccount, ByDossier, ByOrganisation, Wall

OFFICERS = ("privacy_officer",)

WALLS = {
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
