"""What people are told about keeping, destroying and the rights of the person, inside the system."""

from django.utils.translation import gettext_lazy as _

from vangnet.access.notice_words import register

DESTROYED = "keeping.destroyed"
CORRECTED = "rights.corrected"
ERASED = "rights.erased"
OBJECTED = "rights.objected"
DUE = "keeping.due"
WAITING = "rights.waiting"
SIGNALS_DUE = "keeping.signals_due"
# Names a signal, so it begins as everything that is only for who works with signals.
SIGNAL_CHANGED = "signal.rights"

register(
    DESTROYED,
    _(
        "Data of a dossier that your organisation received were destroyed, because their term has passed. "
        "Destroy your own copies too, unless your own term is longer."
    ),
)
register(
    CORRECTED,
    _(
        "Data that your organisation received were corrected. Look at the dossier and correct your own copies."
    ),
)
register(
    ERASED,
    _(
        "The person asked to erase data that your organisation received, and that was done. Look at your own copies."
    ),
)
register(
    OBJECTED,
    _("The person objected to the use of data that your organisation received, rightly. Stop that use."),
)
register(
    DUE,
    _("The term of data in %(count)s dossiers has passed. Decide whether they are still needed."),
    page="oversight_keeping:review",
)
register(
    SIGNALS_DUE,
    _("Signals whose term has passed: %(count)s. Decide whether they are still needed."),
    page="oversight_keeping:signals",
)
register(
    WAITING,
    _("%(count)s requests of people about their data must be answered within a week, or are late already."),
    page="oversight_keeping:review",
)
register(
    SIGNAL_CHANGED,
    _(
        "Somebody named in the signal %(reference)s asked to correct or erase data, or objected, and that was granted. "
        "Look at the signal and at your own copies."
    ),
    page="signals:inbox",
)
