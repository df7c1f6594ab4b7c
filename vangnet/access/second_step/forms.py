"""The forms of the second step, drawn like every other form. What they check is checked by the sign-in package."""

from allauth.account.forms import ReauthenticateForm as PasswordAgain
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from vangnet.access.forms import PasswordBox
from vangnet.design.forms import VangnetForm
from vangnet.design.widgets import Textbox


def code_field(label, help_text=""):
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=40,
        widget=Textbox({"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}),
        error_messages={"required": _("Fill in the code.")},
    )


def name_field():
    return forms.CharField(
        label=_("Name of the key"),
        help_text=_("So that you know later which one it is, for example: blue key at home."),
        max_length=100,
        widget=Textbox(),
        error_messages={"required": _("Give the key a name.")},
    )


class CodeForm(AuthenticateForm, VangnetForm):
    """The second step while signing in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field(
            _("Code"), _("Six digits from your app, or one of your spare codes.")
        )


class CodeAgainForm(ReauthenticateForm, VangnetForm):
    """The code once more, before an act that weighs heavily."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field(
            _("Code"), _("Six digits from your app, or one of your spare codes.")
        )


class PasswordAgainForm(PasswordAgain, VangnetForm):
    """The password once more, before an act that weighs heavily."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"] = forms.CharField(
            label=_("Your password"),
            max_length=500,
            strip=False,
            widget=PasswordBox({"autocomplete": "current-password"}),
            error_messages={"required": _("Fill in your password.")},
        )


class AppForm(ActivateTOTPForm, VangnetForm):
    """The first code of a new app, which shows that it works."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field(
            _("Code from the app"), _("Six digits. They change every 30 seconds.")
        )


class AppAwayForm(DeactivateTOTPForm, VangnetForm):
    """Taking the app away; nothing to fill in."""


class SpareCodesForm(GenerateRecoveryCodesForm, VangnetForm):
    """Asking for new spare codes; nothing to fill in."""


class NewKeyForm(AddWebAuthnForm, VangnetForm):
    """A key that one holds; the browser talks to it and fills in the rest."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"] = name_field()
        self.fields["name"].required = False
        self.fields["credential"].error_messages["required"] = _(
            "The key did not answer. Try again, or set up an app instead."
        )


class KeyNameForm(EditWebAuthnForm, VangnetForm):
    """Another name for a key."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"] = name_field()
