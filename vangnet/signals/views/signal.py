from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vangnet.core import clock
from vangnet.signals.forms.tasks import TASKS, Doing, task
from vangnet.signals.presenters import acts, words
from vangnet.signals.presenters.page import SignalPage
from vangnet.signals.presenters.place import explained
from vangnet.signals.queries import page as reading
from vangnet.signals.queries import visibility
from vangnet.signals.views.doors import for_actor, posted


@for_actor
def signal(request, actor, *, address):
    """One signal: for who owns it everything, for who reported it the own report, for who is offered it its codes."""
    read = reading.read(actor, address)
    links = acts.acts(actor, read.signal, read.offer, may_read=read.may_read)
    page = SignalPage(read, actor, clock.now(), links)
    weighing = explained(actor, read.signal, read.persons) if read.sees_progress else None
    return render(
        request,
        "signals/signal.html",
        {"actor": actor, "page": page, "signal": read.signal, "weighing": weighing},
    )


@for_actor
def act(request, actor, *, address, name):
    """One act on a signal: a page with a form, which says why when it is refused."""
    if name not in TASKS:
        raise Http404
    found = visibility.open_signal(actor, address)
    doing = task(name, Doing(actor, found, posted(request), request.GET))
    if doing.carried_out():
        return redirect(words.page_of(found))
    return render(
        request,
        "signals/act.html",
        {
            "actor": actor,
            "signal": found,
            "group": words.group(found),
            "form": doing.form,
            "title": doing.title,
            "act": doing.act,
            "lead": doing.lead,
            "warnings": doing.warnings,
            "back": words.page_of(found),
            "trail": [(_("Signals"), reverse("signals:inbox")), (found.reference, words.page_of(found))],
        },
    )
