"""Signing in, and choosing for which organisation somebody works."""

from allauth.account.views import LoginView, PasswordChangeView
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vangnet.access import queries
from vangnet.access.forms import MembershipForm, NewPasswordForm, SignInForm
from vangnet.access.personas import personas
from vangnet.access.sessions import actor_of, choose


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """The page of the sign-in package, with our form and, in a demonstration, the people to sign in as."""

    form_class = SignInForm

    def get_context_data(self, **kwargs):
        return super().get_context_data(personas=personas(), **kwargs)


class NewPassword(PasswordChangeView):
    """The page of the sign-in package, with our form and the way back to the account."""

    form_class = NewPasswordForm

    def get_default_success_url(self):
        return reverse("access:account")


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
    context = {"actor": actor, "memberships": memberships, "current": current, "form": form}
    return render(request, "access/account.html", context)
