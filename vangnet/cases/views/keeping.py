from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import demand
from vangnet.cases import queries
from vangnet.cases.forms.keeping_tasks import TASKS
from vangnet.cases.presenters import account as told_to_person
from vangnet.cases.presenters import keeping as presenter
from vangnet.cases.views.doors import in_dossier, in_own_dossier, page_of, posted


@in_dossier
def overview(request, actor, dossier):
    context = page_of(request, actor, dossier, "keeping")
    columns = [_("Kind of data"), _("Kept until"), _("Why")]
    return render(
        request,
        "cases/keeping.html",
        {**context, "keeping": presenter.page(actor, dossier), "columns": columns},
    )


@in_own_dossier
def task(request, actor, dossier, *, name, number=0):
    context = page_of(request, actor, dossier, "keeping")
    doing = TASKS[name](actor, dossier, posted(request), number)
    back = reverse("cases:keeping", args=[dossier.address])
    if doing.carried_out():
        return redirect(back)
    return render(
        request,
        "cases/act.html",
        {
            **context,
            "form": doing.form,
            "title": doing.title,
            "tells_little": True,
            "act": doing.act,
            "lead": doing.lead,
            "back": back,
        },
    )


@in_own_dossier
def account(request, actor, dossier):
    """The answer to "what do you have about me?", to read or to print for the person."""
    demand(has_permission(actor, Permission.ANSWER_RIGHTS))
    context = page_of(request, actor, dossier, "keeping")
    view = context["page"].view
    told = queries.rights.account_of(actor, dossier)
    return render(
        request,
        "cases/account.html",
        {
            **context,
            "lines": told_to_person.happened(view),
            "received": told_to_person.received(told.received),
            "looked": told_to_person.looked(told.looked),
            "kinds": [presenter.kind_line(one) for one in told.kept],
            "columns": [_("Kind of data"), _("Kept until"), _("Why")],
        },
    )
