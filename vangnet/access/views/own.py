"""The own account: for whom somebody works, which training lapses, and the second step."""

from allauth.mfa.base.views import IndexView
from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView, ViewRecoveryCodesView
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vangnet.access import queries, services
from vangnet.access.forms import MembershipForm
from vangnet.access.second_step.needed import is_done
from vangnet.access.sessions import actor_of, choose
from vangnet.core import clock
from vangnet.core.looking import writing_for


@require_http_methods(["GET", "HEAD", "POST"])
def account(request):
    """Who is signed in, for whom they work, and choosing another organisation or role."""
    actor = actor_of(request)
    memberships = list(queries.memberships(request.user))
    current = next(
        one
        for one in memberships
        if one.organisation_id == actor.own_organisation.pk and one.role_class is actor.role
    )
    form = MembershipForm(memberships, request.POST or None, initial={"membership": str(current.pk)})
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["membership"]
        choose(request, chosen)
        messages.success(request, _("You now work for %(name)s.") % {"name": chosen.organisation})
        return redirect("portal:start")
    context = {
        "actor": actor,
        "memberships": memberships,
        "current": current,
        "form": form,
        "certificates": queries.certificates(actor, actor.own_account).filter(withdrawn_on__isnull=True),
        "lapsing": [one for one in queries.lapsing_certificates(actor) if one.account_id == request.user.pk],
        "today": clock.today(),
    }
    return render(request, "access/account.html", context)


@require_safe
def second_step(request):
    """The own second step; whoever has none yet is led here and chooses an app or a key."""
    if is_done(request):
        return IndexView.as_view()(request)
    return render(request, "access/second_step.html")


@require_safe
def spare_codes(request):
    """The page of the sign-in package, which notes that the codes were seen."""
    with writing_for("spare codes that were seen are marked as seen"):
        return ViewRecoveryCodesView.as_view()(request).render()


@require_safe
def spare_codes_file(request):
    """The same as a file to keep."""
    with writing_for("spare codes that were seen are marked as seen"):
        return DownloadRecoveryCodesView.as_view()(request).render()


@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request):
    """Where somebody is signed in; one session or all others can be ended here."""
    actor = actor_of(request)
    here = queries.mark_of(request.session.session_key)
    if request.method == "POST":
        mark = request.POST.get("session", "")
        if mark:
            services.end_session(actor.own_account, mark=mark, by=actor)
        else:
            services.end_sessions(actor.own_account, but=here, by=actor)
        messages.success(request, _("It is ended. Was that not you? Then change your password now."))
        return redirect("access:sessions")
    context = {"actor": actor, "sessions": queries.sessions_of(actor, actor.own_account), "here": here}
    return render(request, "access/sessions.html", context)
