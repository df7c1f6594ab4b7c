from uuid import UUID

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import NotAllowed, demand
from vangnet.signals.adding_up.proposals import proposals
from vangnet.signals.forms.marks import CONFIRM, JudgeForm, MarksForm
from vangnet.signals.models import SignalText
from vangnet.signals.presenters import drawing, words
from vangnet.signals.presenters import linked as presenter
from vangnet.signals.queries import clusters, signals, visibility
from vangnet.signals.queries import links as reading
from vangnet.signals.queries import marks as reading_marks
from vangnet.signals.rules import linking as rules
from vangnet.signals.services import links, marks
from vangnet.signals.views.doors import for_actor, posted

IN_TEXT = (SignalText.Kind.SEEN, SignalText.Kind.ADDITION, SignalText.Kind.ANSWER)


@for_actor
def marks_of(request, actor, *, address):
    """The marks of a signal by their kind, and adding some; what they say is opened apart."""
    found = visibility.open_signal(actor, address)
    demand(rules.may_see_links(actor, found))
    form = None
    if actor.may(Permission.HANDLE_SIGNAL):
        form = MarksForm(posted(request), proposed=_proposed(actor, found))
        if form.is_bound and form.is_valid() and _added(form, found, actor):
            return redirect(f"{words.page_of(found)}#links")
    return render(
        request,
        "signals/marks.html",
        _around(actor, found, _("Marks of this signal"))
        | {"form": form, "marks": reading_marks.marks(actor, found), "columns": _columns()},
    )


@for_actor
def open_marks(request, actor, *, address):
    """What the marks of a signal say, shown once, after somebody asked for it."""
    found = visibility.open_signal(actor, address)
    demand(rules.may_see_links(actor, found))
    told = None
    if request.method == "POST":
        opened = marks.open_marks(found, by=actor)
        told = [(one, opened.get(one.pk)) for one in reading_marks.marks(actor, found)]
    return render(
        request,
        "signals/marks_opened.html",
        _around(actor, found, _("What the marks say")) | {"told": told, "columns": _columns()},
    )


@for_actor
def link(request, actor, *, address, name):
    """One link: why it was found, and whether it is right."""
    found = visibility.open_signal(actor, address)
    demand(rules.may_judge_links(actor, found))
    one = reading.own_link(actor, found, name)
    form = JudgeForm(posted(request))
    if form.is_bound and form.is_valid():
        decision = form.cleaned_data["decision"]
        if decision == CONFIRM:
            links.confirm(one, signal=found, by=actor)
        else:
            links.reject(one, signal=found, why=decision, by=actor)
        return redirect(f"{words.page_of(found)}#links")
    return render(
        request,
        "signals/act.html",
        _around(actor, found, _("Judge a link"))
        | {
            "form": form,
            "act": _("Save"),
            "lead": _("They share: %(what)s.") % {"what": drawing.what(one.kind)},
            "warnings": [presenter.judged(one)] if presenter.judged(one) else [],
        },
    )


@for_actor
def cluster(request, actor, *, address):
    """A group of signals that belong together, as far as the reader may know of it."""
    demand(has_permission(actor, Permission.READ_SIGNALS))
    group = clusters.of(actor, _key(address))
    return render(
        request,
        "signals/cluster.html",
        {
            "actor": actor,
            "group": group,
            "hidden": presenter.hidden(group),
            "drawing": drawing.drawing(group),
            "share_columns": [_("Numbers"), _("Signals"), _("They share")],
            "rows": [(one, words.group(one), presenter.standing(actor, one)) for one in group.signals],
            "columns": [_("Signal"), _("What it is about"), _("Where it stands"), _("Received")],
            "trail": [(_("Signals"), reverse("signals:inbox"))],
        },
    )


def _key(address):
    try:
        return UUID(hex=address)
    except ValueError:
        raise Http404 from None


def _columns():
    return [_("What it is"), _("What it says"), _("How hard"), _("Written at"), _("By")]


def _around(actor, signal, title):
    return {
        "actor": actor,
        "signal": signal,
        "group": words.group(signal),
        "title": title,
        "back": words.page_of(signal),
        "trail": [(_("Signals"), reverse("signals:inbox")), (signal.reference, words.page_of(signal))],
    }


def _proposed(actor, signal):
    read = signals.texts(actor, signal)
    return proposals(" . ".join(one.text for kind in IN_TEXT for one in read.get(kind, []) if one.text))


def _added(form, signal, actor):
    try:
        marks.add(signal, marks=form.marks, by=actor)
    except NotAllowed as refusal:
        form.show_refusal(refusal.verdict)
        return False
    return True
