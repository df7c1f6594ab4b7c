from functools import wraps

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from vangnet.access import decisions
from vangnet.access import queries as access
from vangnet.access.proof import proof_needed
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.sessions import actor_of
from vangnet.access.verdicts import NotAllowed, NotFound, demand
from vangnet.cases import queries as cases
from vangnet.shelter import presenters, queries, rules, services
from vangnet.shelter.forms import AddressForm, AnswerForm, AskForm, LocationForm


def for_actor(view):
    """Give a view the actor; only who may ask for addresses or keep them comes in."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def opened(request, **address):
        actor = actor_of(request)
        demand(has_permission(actor, Permission.ASK_ADDRESS))
        return view(request, actor, **address)

    return opened


@for_actor
def index(request, actor):
    context = {
        "actor": actor,
        "asked": presenters.lines(actor, queries.asked_by(actor)[:25]),
        "to_answer": presenters.lines(actor, queries.to_answer(actor)),
        "locations": queries.locations(actor),
        "keeps": actor.may(Permission.KEEP_ADDRESSES),
    }
    return render(request, "shelter/index.html", context)


@for_actor
def ask(request, actor):
    organisations = [one for one in access.organisations(actor) if decisions.kind_of(one) == rules.KIND]
    form = AskForm(_posted(request), shelters=organisations)

    def act():
        given = form.cleaned_data
        dossier = cases.dossier(actor, given["pseudonym"])
        return services.ask_address(
            dossier.pk,
            shelter=form.chosen,
            reason=given["reason"],
            explanation=given["explanation"],
            by=actor,
        )

    made = _carried_out(form, act)
    if made is not None:
        return redirect("shelter:request", made.number)
    lead = _(
        "Somebody on duty at the shelter must say yes. Then you can open the address once, within minutes."
    )
    return _form(request, actor, form, _("Ask for an address"), pgettext("button", "Ask"), lead)


@for_actor
def new_location(request, actor):
    demand(has_permission(actor, Permission.KEEP_ADDRESSES))
    form = LocationForm(_posted(request))
    words = [one.code_word.casefold() for one in queries.locations(actor)]
    if form.is_bound and form.is_valid() and form.cleaned_data["code_word"].casefold() in words:
        form.add_error("code_word", _("Your shelter uses this word already. Choose another one."))
    made = _carried_out(form, lambda: services.add_location(**form.cleaned_data, by=actor))
    if made is not None:
        return redirect("shelter:index")
    return _form(request, actor, form, _("Add a location"), pgettext("button", "Keep"))


@for_actor
def change_address(request, actor, *, code_word):
    location = queries.location(actor, code_word)
    form = AddressForm(_posted(request))
    made = _carried_out(form, lambda: services.keep_address(location, **form.cleaned_data, by=actor))
    if made is not None:
        return redirect("shelter:index")
    lead = _("The new address takes the place of the old one. The old one is not shown.")
    title = _("New address of %(word)s") % {"word": location.code_word}
    return _form(request, actor, form, title, pgettext("button", "Keep"), lead)


@for_actor
def close_location(request, actor, *, code_word):
    location = queries.location(actor, code_word)
    if request.method == "POST":
        services.close_location(location, by=actor)
        return redirect("shelter:index")
    title = _("Take %(word)s out of use") % {"word": location.code_word}
    lead = _("Nobody can open this address any more, also not with a yes that was given just now.")
    return _form(request, actor, None, title, pgettext("button", "Take out of use"), lead)


@for_actor
def show_request(request, actor, *, number):
    return _request_page(request, actor, queries.request(actor, number))


@for_actor
def answer(request, actor, *, number):
    found = queries.request(actor, number)
    demand(rules.may_answer(actor, found))
    form = AnswerForm(_posted(request), locations=queries.locations(actor))

    def act():
        if form.cleaned_data["answer"] == "yes":
            return services.approve_address(found, location=form.chosen, by=actor)
        return services.refuse_address(found, reason=form.cleaned_data["refusal"], by=actor)

    if _carried_out(form, act) is not None:
        return redirect("shelter:index")
    return _request_page(request, actor, found, form=form)


@proof_needed
@for_actor
def open_address(request, actor, *, number):
    found = queries.request(actor, number)
    demand(rules.may_open(actor, found))
    if request.method != "POST":
        return _request_page(request, actor, found, asks=True)
    address = services.open_address(found, by=actor)
    return _request_page(request, actor, found, address=address)


def _request_page(request, actor, found, **also):
    line = presenters.lines(actor, [found])[0]
    context = {
        "actor": actor,
        "line": line,
        "mine": found.account == actor.account,
        "may_answer": rules.may_answer(actor, found).allowed,
        "trail": [(_("Shelter addresses"), reverse("shelter:index"))],
        **also,
    }
    return render(request, "shelter/request.html", context)


def _form(request, actor, form, title, act, lead=""):
    context = {"actor": actor, "form": form, "title": title, "act": act, "lead": lead}
    context["trail"] = [(_("Shelter addresses"), reverse("shelter:index"))]
    return render(request, "shelter/form.html", context)


def _posted(request):
    return request.POST if request.method == "POST" else None


def _carried_out(form, act):
    if not (form.is_bound and form.is_valid()):
        return None
    try:
        return act()
    except NotAllowed as refusal:
        form.show_refusal(refusal.verdict)
    except NotFound:
        form.add_error("pseudonym", _("Your organisation takes part in no dossier with this pseudonym."))
    return None
