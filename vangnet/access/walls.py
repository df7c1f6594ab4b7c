"""Who reaches which rows of the tables of this package."""

from vangnet.access.roles import FOR_PEOPLE, Permission
from vangnet.access.wall.declarations import (
    AllOf,
    AnyOf,
    Asks,
    ByAccount,
    ByDossier,
    ByOrganisation,
    Everyone,
    ForRoles,
    Nobody,
    Services,
    Through,
    Wall,
    Without,
)

# Who looks after accounts, and who reads figures, reaches no dossier, whatever a page forgets.
IN_DOSSIERS = tuple(
    role.code for role in FOR_PEOPLE if role.permissions & {Permission.READ_DOSSIERS, Permission.READ_AUDIT}
)
# Whom to ask for in another organisation is known to everybody who works in the chain.
SIGNED_IN = ForRoles(tuple(role.code for role in FOR_PEOPLE))
OFFICERS = ("privacy_officer",)
OF_DOSSIER = ByDossier("dossier_id")
# Wrong passwords stand there without an organisation, since nobody came in.
AT_THE_DOOR = AllOf((ForRoles(OFFICERS), Without("organisation_id")))
IN_OWN_OR_DOSSIER = Wall(see=AnyOf((ByOrganisation("organisation_id"), OF_DOSSIER)))
# Two people must agree: neither the application nor a page can write in the name of somebody else.
BY_ONESELF_IN_DOSSIER = Wall(
    see=IN_OWN_OR_DOSSIER.see, add=AllOf((ByDossier("dossier_id"), ByAccount("account_id")))
)
SEALS = Everyone("Digests and signatures name nobody, and oversight sees how the seals are.")
ADMINISTRATION = ForRoles(("administrator",))
KNOWN_IN_THE_CHAIN = Everyone("Which organisations take part in the chain is no secret within it.")
BEFORE_SIGN_IN = Everyone("Somebody who signs in is looked up before the database knows who asks.")
SEALER = Services("The sealer and the check are no persons.")
OWN_LINE = AllOf((ByOrganisation("organisation_id", or_of_nobody=True), ByAccount("account_id")))

WALLS = {
    "access_organisation": Wall(
        see=KNOWN_IN_THE_CHAIN, add=ADMINISTRATION, change=ADMINISTRATION, remove=Services("Kept.")
    ),
    "access_account": Wall(
        see=BEFORE_SIGN_IN,
        add=ADMINISTRATION,
        change=AnyOf((ByAccount("id"), ADMINISTRATION)),
        remove=Services("Lines of logs point to accounts; they are closed."),
    ),
    "access_membership": Wall(
        see=AnyOf((ByAccount("account_id"), SIGNED_IN)),
        add=ADMINISTRATION,
        change=ADMINISTRATION,
        remove=Services("Memberships end; they do not disappear."),
    ),
    "access_attentionofficer": Wall(
        see=KNOWN_IN_THE_CHAIN,
        add=ADMINISTRATION,
        change=AnyOf((ByAccount("account_id"), ADMINISTRATION)),
    ),
    "access_certificate": Wall(
        see=Everyone(
            "Rules ask whether somebody else of the chain has a training, for instance who takes a statement."
        ),
        add=ADMINISTRATION,
        change=ADMINISTRATION,
    ),
    "access_invitation": Wall(
        see=Everyone("Whoever follows a link is nobody yet; the table holds only the hash of the link."),
        add=ADMINISTRATION,
        change=ADMINISTRATION,
    ),
    "access_outsideidentity": Wall(
        see=BEFORE_SIGN_IN,
        add=AnyOf((ByAccount("account_id"), ADMINISTRATION)),
        change=AnyOf((ByAccount("account_id"), ADMINISTRATION)),
    ),
    "access_guestpass": Wall(see=ByDossier("dossier_id")),
    "access_worksession": Wall(
        see=Nobody("From a session follows who somebody is; functions of the wall give what is needed.")
    ),
    "access_disclosure": Wall(
        see=AnyOf(
            (
                ByOrganisation("provider_id", roles=IN_DOSSIERS),
                ByOrganisation("receiver_id", roles=IN_DOSSIERS),
                ByDossier("dossier_id"),
            ),
        ),
        add=Asks("vangnet_may_disclose", ("provider_id", "receiver_id", "dossier_id")),
    ),
    "access_grant": Wall(
        see=AnyOf((ByOrganisation("organisation_id", roles=IN_DOSSIERS), ByDossier("dossier_id"))),
        add=Asks("vangnet_may_grant", ("disclosure_id", "dossier_id", "organisation_id")),
    ),
    "access_grantend": Wall(
        see=Through("grant_id", "access_grant"),
        add=Asks("vangnet_may_end", ("grant_id",)),
    ),
    "access_effectiveaccess": Wall(see=ByOrganisation("organisation_id", roles=IN_DOSSIERS)),
    "access_auditentry": Wall(
        see=AnyOf(
            (
                ByOrganisation("organisation_id", roles=OFFICERS),
                ByAccount("account_id"),
                OF_DOSSIER,
                AT_THE_DOOR,
            )
        ),
        add=OWN_LINE,
    ),
    "access_notice": Wall(
        see=ByOrganisation("organisation_id"),
        add=Services("What an organisation is told follows from an act of somebody else."),
    ),
    "access_noticeread": Wall(see=ByAccount("account_id")),
    "access_unsealedline": Wall(
        see=SEALS,
        add=Everyone("A trigger adds every line that anybody writes."),
        change=SEALER,
        remove=SEALER,
    ),
    "access_seal": Wall(see=SEALS, add=SEALER),
    "access_leaf": Wall(see=SEALER),
    "access_verification": Wall(see=SEALS, add=SEALER),
    "access_signincounter": Wall(
        see=Everyone("Counts attempts of whoever is not in yet, under codes that change each hour.")
    ),
    "access_remembered": Wall(
        see=Everyone(
            "Remembers which codes were used by whoever is not in yet; what they were stands in no row."
        )
    ),
    "access_keepingdecision": BY_ONESELF_IN_DOSSIER,
    "access_keepinganswer": BY_ONESELF_IN_DOSSIER,
    "access_redaction": Wall(
        see=AnyOf((OF_DOSSIER, Through("decision_id", "access_keepingdecision"))),
        add=Nobody("Only the functions of the owner add these, while they empty a line."),
    ),
    "access_destruction": BY_ONESELF_IN_DOSSIER,
    "access_rightsrequest": BY_ONESELF_IN_DOSSIER,
    "access_rightsanswer": BY_ONESELF_IN_DOSSIER,
}
