"""Coming in for the first time, with a link that was given in person."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from vangnet.access import audit, queries, rules, services
from vangnet.access.actors import system
from vangnet.access.forms import FirstPasswordForm
from vangnet.access.verdicts import NotAllowed

SECRET = "invitation"  # noqa: S105 - the name under which the session keeps the link, not a secret


@login_not_required
@never_cache
@require_safe
def take_invitation(request, secret):
    """Take the secret out of the address at once, so that it stays in no history."""
    request.session[SECRET] = secret
    return redirect("access:invitation")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request):
    """Choose a password; the second step follows."""
    found = queries.invitation_with(request.session.get(SECRET, ""))
    if found is None:
        if SECRET in request.session:
            audit.record("invitation.accept", by=system(), outcome=audit.Outcome.NOT_FOUND)
        return render(request, "access/no_invitation.html", status=404)
    verdict = rules.may_accept(found)
    if not verdict.allowed:
        audit.record("invitation.accept", by=system(), objects=[found.pk], outcome=audit.Outcome.REFUSED)
        return render(request, "access/no_invitation.html", {"verdict": verdict}, status=403)
    form = FirstPasswordForm(request.POST or None, about=found)
    if request.method == "POST" and form.is_valid():
        answer = _let_in(request, found, form)
        if answer is not None:
            return answer
    return render(request, "access/invitation.html", {"form": form, "invitation": found})


def _let_in(request, found, form):
    try:
        account = services.accept_invitation(found, password=form.cleaned_data["password"], by=system())
    except (ValidationError, NotAllowed) as refusal:
        form.add_error(None, getattr(refusal, "messages", None) or str(refusal))
        return None
    request.session.flush()
    if found.account is not None:
        # Whoever lost a password still has a second step, and shows it like at every other time.
        messages.success(request, _("You have a new password. Sign in with it."))
        return redirect("account_login")
    get_adapter(request).login(request, account)
    record_authentication(request, account, method="password", reauthenticated=True)
    return redirect("access:second-step")
