from allauth.account.forms import ChangePasswordForm, LoginForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vangnet.access.models import Account
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


class FirstPasswordForm(VangnetForm):
    """A password of one's own, twice, with the checks that every password gets."""

    password = forms.CharField(
        label=_("Password"),
        max_length=500,
        strip=False,
        widget=PasswordBox({"autocomplete": "new-password"}),
        help_text=_("At least 14 characters. Four words that do not belong together work well."),
        error_messages={"required": _("Choose a password.")},
    )
    repeated = forms.CharField(
        label=_("Password, once more"),
        max_length=500,
        strip=False,
        widget=PasswordBox({"autocomplete": "new-password"}),
        error_messages={"required": _("Fill in the same password once more.")},
    )

    def __init__(self, *args, about, **kwargs):
        super().__init__(*args, **kwargs)
        self.about = about

    def clean_password(self):
        password = self.cleaned_data["password"]
        owner = Account(username=self.about.username, display_name=self.about.display_name)
        validate_password(password, owner)
        return password

    def clean_repeated(self):
        if self.cleaned_data["repeated"] != self.data.get("password"):
            raise ValidationError(_("The two passwords are not the same. Type both again."))
        return self.cleaned_data["repeated"]


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
