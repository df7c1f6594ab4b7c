"""Who reaches the rows of shelter. Of the addresses themselves: nobody; two functions of the database stand before them."""

from vangnet.access.wall.declarations import (
    AllOf,
    AnyOf,
    ByAccount,
    ByDossier,
    ByOrganisation,
    Nobody,
    Services,
    Through,
    Wall,
)

ON_DUTY = ("shelter_duty_officer",)
OF_REQUEST = Through("request_id", "shelter_addressrequest")

WALLS = {
    "shelter_location": Wall(
        see=ByOrganisation("organisation_id"),
        add=ByOrganisation("organisation_id", ON_DUTY),
        change=ByOrganisation("organisation_id", ON_DUTY),
        remove=Services("A location goes out of use; it does not disappear."),
    ),
    "shelter_sealedaddress": Wall(
        see=Nobody(
            "One address goes to one person after a second one said yes; a function of the database sees to it."
        )
    ),
    "shelter_addressrequest": Wall(
        see=AnyOf((ByOrganisation("organisation_id"), ByOrganisation("shelter_id", ON_DUTY))),
        add=AllOf((ByOrganisation("organisation_id"), ByAccount("account_id"), ByDossier("dossier_id"))),
    ),
    "shelter_addressanswer": Wall(see=OF_REQUEST, add=AllOf((OF_REQUEST, ByAccount("account_id")))),
    "shelter_addressopening": Wall(
        see=OF_REQUEST, add=Nobody("Only the function that gives the address writes that it did.")
    ),
}
