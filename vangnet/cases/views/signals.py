from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vangnet.access.verdicts import NotFound, demand
from vangnet.cases import queries, services
from vangnet.cases.forms.signals import JoinForm, RegisterForm
from vangnet.cases.presenters import signals as presenter
from vangnet.cases.queries import signals as reading
from vangnet.cases.rules import signals as rules
from vangnet.cases.views.doors import carried_out, for_actor, posted
from vangnet.signals.queries.visibility import open_signal


@for_actor
def choose(request, actor, *, signal):
    found = open_signal(actor, signal)
    demand(rules.may_register(actor, found))
    links = reading.dossiers_from(actor, found)
    people = [
        presenter.somebody(
            found,
            one,
            told=rules.minimum_of(found, one),
            verdict=rules.may_register_person(found, one),
            links=links,
        )
        for one in reading.persons_in(actor, found) or [None]
    ]
    return render(
        request,
        "cases/from_signal.html",
        {
            "actor": actor,
            "people": people,
            "signal": found,
            # One button on a page stands out; with more people none of them comes first.
            "kind": "primary" if len(people) == 1 else "secondary",
            "trail": _trail(found)[:-1],
        },
    )


@for_actor
def register(request, actor, *, signal, person):
    found, somebody = _somebody(actor, signal, person)
    if request.method != "POST":
        demand(rules.may_register_person(found, somebody))
    form = RegisterForm(posted(request), told=rules.minimum_of(found, somebody))

    def act():
        return services.open_from_signal(
            found,
            person=somebody,
            ground=form.cleaned_data["ground"],
            minimum=form.facts,
            submission_key=str(form.cleaned_data["submission_key"]),
            by=actor,
        )

    opened = carried_out(form, act)
    if opened is not None:
        return redirect("cases:overview", opened.address)
    return render(
        request,
        "cases/from_signal_open.html",
        {
            "form": form,
            "actor": actor,
            "unsettled": presenter.unsettled(somebody),
            "somebody": presenter.name_of(somebody),
            "trail": _trail(found),
            "signal": found,
        },
    )


@for_actor
def join(request, actor, *, signal, person):
    found, somebody = _somebody(actor, signal, person)
    form = JoinForm(posted(request))

    def act():
        dossier = queries.listed(actor, pseudonym=form.cleaned_data["pseudonym"]).first()
        if dossier is None:
            form.add_error(
                "pseudonym",
                _(
                    "Your organisation takes part in no dossier with this pseudonym. Look whether it is right."
                ),
            )
            return None
        services.join_signal(found, person=somebody, dossier=dossier, by=actor)
        return dossier

    joined = carried_out(form, act)
    if joined is not None:
        return redirect("cases:overview", joined.address)
    return render(
        request,
        "cases/from_signal_join.html",
        {
            "form": form,
            "actor": actor,
            "somebody": presenter.name_of(somebody),
            "trail": _trail(found),
            "signal": found,
        },
    )


def _somebody(actor, address, number):
    found = open_signal(actor, address)
    demand(rules.may_register(actor, found))
    people = {one.number: one for one in reading.persons_in(actor, found)}
    if not people and number == 0:
        return found, None
    if number not in people:
        raise NotFound
    return found, people[number]


def _trail(signal):
    return [
        (_("Signals"), reverse("signals:inbox")),
        (signal.reference, reverse("signals:signal", args=[signal.address])),
        (_("Register as possible victim"), reverse("cases:from_signal", args=[signal.address])),
    ]
