"""What a guest sees: a question for the code, and then one thing, to read only."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from vangnet.access import audit, queries, rules, services
from vangnet.access.actors import Actor, system
from vangnet.access.roles import Guest, Purpose
from vangnet.access.verdicts import NotAllowed
from vangnet.access.wall.context import as_service
from vangnet.cases.presenters import words
from vangnet.cases.queries.guests import guest_view
from vangnet.portal.guests.forms import CodeForm, kinds_in_words

SECRET, PROVED = "guest_link", "guest_proved"
FOR_GUESTS = "A guest has no work session: link, code and a line of the register say what is shown, and nothing else is."


@login_not_required
@never_cache
@require_safe
def take_pass(request, secret):
    """Take the secret out of the address at once, so that it stays in no history."""
    request.session[SECRET] = secret
    request.session.pop(PROVED, None)
    return redirect("portal:guest")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guest(request):
    """The code, and after it what the pass names; every look leaves a line."""
    with as_service(FOR_GUESTS):
        return _answer(request)


def _answer(request):
    found = queries.guest_pass_with(request.session.get(SECRET, ""))
    if found is None:
        audit.record("guest.look", by=system(), outcome=audit.Outcome.NOT_FOUND)
        return render(request, "portal/guests/no_pass.html", status=404)
    verdict = rules.pass_holds(found)
    if not verdict.allowed:
        _leave_line(found, audit.Outcome.REFUSED)
        return render(request, "portal/guests/no_pass.html", {"verdict": verdict}, status=403)
    if request.session.get(PROVED) == str(found.pk):
        return _show(request, found)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _is_right(found, form):
            request.session.cycle_key()
            request.session[PROVED] = str(found.pk)
            return redirect("portal:guest")
        form.add_error("code", _("This code is not right. Ask whoever gave you the link."))
    return render(request, "portal/guests/code.html", {"form": form})


def _is_right(found, form):
    try:
        return services.try_code(found, code=form.cleaned_data["code"], by=_guest_of(found))
    except NotAllowed:
        return False


def _show(request, found):
    view = guest_view(found.dossier_id, found.disclosure.categories)
    _leave_line(found, audit.Outcome.DONE)
    context = {
        "pass": found,
        "kinds": kinds_in_words(found.disclosure.categories),
        "ground": words.ground_name(found.disclosure.ground),
        "happened": [(words.happened(one), words.step_name(one.step)) for one in view.happened],
        "facts": [(words.fact_name(one.code), words.fact_value(one.code, one.value)) for one in view.facts],
    }
    return render(request, "portal/guests/shown.html", context)


def _leave_line(found, outcome):
    audit.record(
        "guest.look", by=_guest_of(found), dossier=found.dossier_id, objects=[found.pk], outcome=outcome
    )


def _guest_of(found):
    return Actor(
        role=Guest,
        purpose=Purpose.PROTECTION,
        organisation=found.disclosure.receiver,
        language=found.language,
    )
