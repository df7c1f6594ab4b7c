"""The pages of the sign-in package, with our own forms."""

from allauth.account.views import LoginView, PasswordChangeView
from django.contrib.auth.decorators import login_not_required
from django.urls import reverse
from django.utils.decorators import method_decorator

from vangnet.access.forms import NewPasswordForm, SignInForm
from vangnet.access.personas import personas
from vangnet.access.sign_on import providers


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """The page to sign in: with a password, through the organisation, or in a demonstration as somebody."""

    form_class = SignInForm

    def get_context_data(self, **kwargs):
        return super().get_context_data(personas=personas(), sign_ons=providers.names(), **kwargs)


class NewPassword(PasswordChangeView):
    """The page of the sign-in package, with our form and the way back to the account."""

    form_class = NewPasswordForm

    def get_default_success_url(self):
        return reverse("access:account")
