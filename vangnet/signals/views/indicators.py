from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vangnet.access.verdicts import NotAllowed, NotFound, demand
from vangnet.signals import catalogue
from vangnet.signals.choices import list_of
from vangnet.signals.forms.sightings import ListForm, SightingsForm
from vangnet.signals.presenters import words
from vangnet.signals.queries import sightings as reading
from vangnet.signals.queries import visibility
from vangnet.signals.rules import handling
from vangnet.signals.services import sightings
from vangnet.signals.views.doors import for_actor, posted


@for_actor
def indicators(request, actor, *, address):
    """What was seen with a signal: altering answers and ticking more, from the list of a profession."""
    found = visibility.open_signal(actor, address)
    if not visibility.sees_how_it_goes(actor, found):
        raise NotFound
    demand(handling.may_handle(actor, found))
    version = catalogue.current()
    usual = list_of(actor.own_organisation.party)
    lists = ListForm(request.GET or {"list": usual}, catalogue=version)
    chosen = version.signal_list(lists.chosen.get("list", usual))
    form = SightingsForm(posted(request), sightings=reading.sightings(actor, found), of=chosen)
    if form.is_bound and form.is_valid() and _changed(form, found, actor):
        return redirect(f"{words.page_of(found)}#weighing")
    title = _("What was seen with this signal")
    return render(
        request,
        "signals/indicators.html",
        {
            "actor": actor,
            "signal": found,
            "group": words.group(found),
            "form": form,
            "lists": lists,
            "title": title,
            "back": words.page_of(found),
            "trail": [(_("Signals"), reverse("signals:inbox")), (found.reference, words.page_of(found))],
        },
    )


def _changed(form, signal, actor):
    try:
        sightings.change(signal, altered=form.altered, added=form.added, by=actor)
    except NotAllowed as refusal:
        form.show_refusal(refusal.verdict)
        return False
    return True
