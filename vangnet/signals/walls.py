"""Who reaches which rows of the tables of this package."""

from vangnet.access.categories import DataCategory
from vangnet.access.wall.declarations import (
    AllOf,
    AnyOf,
    Asks,
    ByAccount,
    ByDossier,
    ByOrganisation,
    Level,
    Services,
    Through,
    Wall,
)
from vangnet.access.walls import IN_DOSSIERS

# Whoever owns a signal sees how it goes; whoever reported it sees its own report and the state, and changes nothing.
HANDLES = ByDossier("signal_id", category=DataCategory.PROGRESS)
IN_SIGNAL = ByDossier("signal_id")
# Whoever handed a signal over keeps what it received until then; what came later only when somebody gives it again.
HAD = AllOf((IN_SIGNAL, Asks("vangnet_had_signal", ("signal_id",))))
HAD_TEXT = AllOf((IN_SIGNAL, Asks("vangnet_had_text", ("signal_id", "category", "written_at"))))
ASKED = ByDossier("signal_id", Level.ASKED)
ARRIVES = Services("A signal arrives before anybody has access to it; its owner is chosen by the program.")
# Drafts and ways back are found by a keyed hash that only the words give; who reports has no account to stand for.
BY_WORDS = Services("Only the words of a report open it; no person reaches these rows.")
KEPT = Services("Signals are emptied when their term is over; they do not disappear.")
OF_RELATION = Through("relation_id", "signals_deliveryrelation")
FOUND = Services(
    "Signals are compared with those of everybody, which nobody who reports or handles one may see."
)

WALLS: dict[str, Wall] = {
    "signals_signal": Wall(
        see=ByDossier("id", Level.ASKED),
        add=ARRIVES,
        change=ByDossier("id", category=DataCategory.PROGRESS),
        remove=KEPT,
    ),
    "signals_signalperson": Wall(
        see=AnyOf((ByDossier("signal_id", category=DataCategory.SIGNAL), HAD)),
        add=ARRIVES,
        change=HANDLES,
        remove=KEPT,
    ),
    "signals_signaltext": Wall(
        see=AnyOf(
            (
                ByDossier("signal_id", kind_column="category"),
                AllOf((ByOrganisation("organisation_id"), IN_SIGNAL)),
                HAD_TEXT,
            )
        ),
        add=HANDLES,
    ),
    "signals_signalevent": Wall(see=HANDLES),
    "signals_assessment": Wall(
        see=AnyOf((HANDLES, AllOf((ByOrganisation("organisation_id"), IN_SIGNAL)))),
        add=AllOf((ByOrganisation("organisation_id"), IN_SIGNAL)),
    ),
    # Who handles the signal sees all that was seen; who reported sees what it said itself.
    "signals_sighting": Wall(
        see=AnyOf((HANDLES, AllOf((ByOrganisation("organisation_id"), IN_SIGNAL)))), add=IN_SIGNAL
    ),
    "signals_handover": Wall(
        see=AnyOf((ByOrganisation("receiver_id", roles=IN_DOSSIERS), HANDLES)),
        add=AllOf((ByOrganisation("giver_id"), HANDLES)),
        change=HANDLES,
        remove=KEPT,
    ),
    "signals_intakedraft": Wall(
        see=AllOf((ByOrganisation("organisation_id"), ByAccount("account_id"))),
    ),
    "signals_origin": Wall(
        see=AnyOf((ByDossier("signal_id", category=DataCategory.SIGNAL), HAD)),
        change=KEPT,
        remove=KEPT,
    ),
    "signals_deliveryrelation": Wall(
        see=AnyOf((ByOrganisation("giver_id"), ByOrganisation("receiver_id"))),
        change=Services(
            "Up to when somebody was told of what was due is written by the work of every night."
        ),
        remove=Services("Agreements between organisations stay readable."),
    ),
    "signals_delivery": Wall(
        see=AnyOf((ByOrganisation("organisation_id"), OF_RELATION)),
        add=ByOrganisation("organisation_id"),
        change=ByOrganisation("organisation_id"),
        remove=ByOrganisation("organisation_id"),
    ),
    "signals_deliverycontent": Wall(see=ByOrganisation("organisation_id")),
    "signals_deliveredrow": Wall(see=ByOrganisation("organisation_id")),
    "signals_deliveryfeedback": Wall(
        see=OF_RELATION, add=AllOf((OF_RELATION, ByOrganisation("organisation_id"), ByAccount("account_id")))
    ),
    "signals_mark": Wall(
        see=ByDossier("signal_id", kind_column="category"), add=FOUND, change=FOUND, remove=FOUND
    ),
    "signals_texttrace": Wall(see=FOUND, add=FOUND, change=FOUND, remove=FOUND),
    # Who handles one side only learns that there may be a link and whom to ask, never which signal it is.
    "signals_link": Wall(
        see=AllOf(
            (
                ByDossier("first_id", category=DataCategory.PROGRESS),
                ByDossier("second_id", category=DataCategory.PROGRESS),
            )
        ),
        add=FOUND,
        change=FOUND,
        remove=FOUND,
    ),
    "signals_draft": Wall(see=BY_WORDS),
    "signals_draftfile": Wall(see=BY_WORDS),
    "signals_returncode": Wall(see=BY_WORDS),
    "signals_attachment": Wall(see=ByDossier("signal_id", category=DataCategory.IDENTITY), add=ARRIVES),
}
