"""Letting a guest look at what was shared of a dossier, and ending that."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from vangnet.access import queries as access
from vangnet.access import rules, services
from vangnet.access.proof import proof_needed
from vangnet.access.roles import Permission
from vangnet.access.sessions import actor_of
from vangnet.access.verdicts import NotFound, demand
from vangnet.cases import queries as cases
from vangnet.core import clock
from vangnet.portal.administration.entering import done
from vangnet.portal.guests.forms import GuestForm, kinds_in_words


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@proof_needed
def guests(request, address):
    """Who may look from outside, and letting somebody in with a link and a code."""
    actor, dossier = _entered(request, address)
    form = GuestForm(request.POST or None, lines=access.given_away(actor, dossier.pk))
    if request.method == "POST" and form.is_valid():
        made = done(form, lambda given: _admit(given, actor))
        if made is not None:
            return _shown_once(request, actor, dossier, *made)
    passes = access.guest_passes(actor, dossier.pk)
    context = {
        "actor": actor,
        "dossier": dossier,
        "form": form,
        "passes": [(one, kinds_in_words(one.disclosure.categories), _holds(one)) for one in passes],
    }
    return render(request, "portal/guests/guests.html", context)


@require_POST
def end(request, address, key):
    """End the pass of a guest."""
    actor, dossier = _entered(request, address)
    found = access.guest_passes(actor, dossier.pk).filter(pk=key).first()
    if found is None:
        raise NotFound
    services.end_guest(found, by=actor)
    messages.success(request, _("The guest sees nothing any more."))
    return redirect("portal:guests", address)


def _entered(request, address):
    actor = actor_of(request)
    demand(rules.has_permission(actor, Permission.ADMIT_GUESTS))
    dossier = cases.dossier(actor, address)
    cases.require_part(actor, dossier)
    return actor, dossier


def _admit(given, actor):
    return services.admit_guest(
        given["disclosure"],
        guest=given["guest"],
        lasts=timedelta(hours=int(given["hours"])),
        language=given["language"],
        by=actor,
    )


def _shown_once(request, actor, dossier, guest_pass, secret, code):
    link = request.build_absolute_uri(reverse("portal:take-pass", args=[secret]))
    context = {"actor": actor, "dossier": dossier, "pass": guest_pass, "link": link, "code": code}
    return render(request, "portal/guests/admitted.html", context)


def _holds(one):
    return rules.pass_holds(one).allowed and one.expires_at > clock.now()
