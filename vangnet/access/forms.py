from allauth.account.forms import ChangePasswordForm, LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from vangnet.design.forms import ChoiceField, VangnetForm
from vangnet.design.widgets import Textbox


class PasswordBox(Textbox):
    """The password is never put back into the page."""

    input_type = "password"

    def get_context(self, name, value, attrs):
        return super().get_context(name, None, attrs)


class SignInForm(LoginForm, VangnetForm):
    """User name and password, drawn like every other form."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("User name"),
            max_length=150,
            widget=Textbox({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
            error_messages={"required": _("Fill in your user name.")},
        )
        self.fields["password"] = forms.CharField(
            label=_("Password"),
            max_length=500,
            strip=False,
            widget=PasswordBox({"autocomplete": "current-password"}),
            error_messages={"required": _("Fill in your password.")},
        )


class NewPasswordForm(ChangePasswordForm, VangnetForm):
    """The old password and twice the new one; the checks are those of the sign-in package."""

    LABELS = {
        "oldpassword": _("Your password now"),
        "password1": _("New password"),
        "password2": _("New password, once more"),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in self.LABELS.items():
            field = self.fields[name]
            field.label, field.help_text = label, ""
            field.widget = PasswordBox({"autocomplete": field.widget.attrs["autocomplete"]})
            field.error_messages["required"] = _("Fill in this field.")
        self.fields["password1"].help_text = _(
            "At least 14 characters, and not a password that many people use."
        )


class MembershipForm(VangnetForm):
    """For which organisation, and in which role, somebody works in this session."""

    membership = ChoiceField(label=_("I work for"), choices=())

    def __init__(self, memberships, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.by_key = {str(one.pk): one for one in memberships}
        self.fields["membership"].choices = [
            (key, f"{one.organisation}: {one.role_class.name}") for key, one in self.by_key.items()
        ]

    def clean_membership(self):
        return self.by_key[self.cleaned_data["membership"]]
