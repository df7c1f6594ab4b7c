from vangnet.core.uploads import as_attachment
from vangnet.signals.queries import visibility
from vangnet.signals.services.attaching import open_attachment
from vangnet.signals.views.doors import for_actor


@for_actor
def file(request, actor, *, address, number):
    """One file that came with a signal, to be saved and never shown as a page of ours."""
    found = visibility.open_signal(actor, address)
    return as_attachment(open_attachment(found, number=number, by=actor))
