from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazystr
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vangnet.access import kinds
from vangnet.access.models import Certificate
from vangnet.access.roles import BY_CODE, FOR_PEOPLE
from vangnet.access.sign_on import providers
from vangnet.design.forms import ChoiceField, DateField, SelectField, TextField, VangnetForm

CHOOSE = ("", _("Choose from the list"))
LANGUAGES = [("nl", lazystr("Nederlands")), ("en", lazystr("English"))]


class ActForm(VangnetForm):
    """A form whose last check is done by the act itself."""

    def take_over(self, refusal: ValidationError) -> None:
        """Show at the fields what the act refused."""
        named = refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}
        for name, faults in named.items():
            self.add_error(name if name in self.fields else None, faults)


class KeyedField(SelectField):
    """A choice among records; gives the record."""

    def __init__(self, **kwargs):
        super().__init__(choices=(), **kwargs)
        self.by_key = {}

    def offer(self, records, said=str):
        """Let these be chosen; two that look the same are still two."""
        self.by_key = {str(one.pk): one for one in records}
        self.choices = [CHOOSE, *((key, said(one)) for key, one in self.by_key.items())]

    def clean(self, value):
        return self.by_key.get(super().clean(value))


def role_field():
    return SelectField(
        label=_("Role"),
        choices=[(role.code, lazystr(role.name)) for role in FOR_PEOPLE],
        help_text=_("The page “Roles” says of every role what it may do."),
    )


class RoleMixin:
    def clean_role(self):
        return BY_CODE[self.cleaned_data["role"]]


class OrganisationForm(ActForm):
    name = TextField(label=_("Name"))
    code = TextField(
        label=_("Code"),
        limit=60,
        help_text=_("Small letters and hyphens, for example: shelter-noord. It cannot be changed later."),
    )
    kind = SelectField(
        label=_("Kind of organisation"),
        choices=(),
        help_text=_("It says under which law the organisation works and how the agreements know it."),
    )
    region = TextField(label=_("Region"), required=False, limit=100)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        language = get_language()
        named = [(one.code, one.name(language)) for one in kinds.all()]
        self.fields["kind"].choices = [CHOOSE, *sorted(named, key=lambda choice: choice[1])]


class InvitationForm(RoleMixin, ActForm):
    display_name = TextField(
        label=_("Name on screen"),
        limit=150,
        help_text=_("Colleagues see this name beside what was recorded."),
    )
    username = TextField(
        label=_("User name"), limit=150, help_text=_("With this name the colleague signs in later.")
    )
    organisation = KeyedField(label=_("Organisation"))
    role = role_field()
    language = ChoiceField(label=_("Language"), choices=LANGUAGES, short=True, initial="nl")

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].offer(organisations)


class PersonForm(ActForm):
    """A form about one person, on their page."""

    def __init__(self, *args, organisations, memberships, certificates, identities, **kwargs):
        super().__init__(*args, **kwargs)
        self.memberships = memberships
        offered = {
            "organisation": (organisations, str),
            "membership": (memberships, lambda one: f"{one.organisation}: {one.role_class.name}"),
            "certificate": (certificates, lambda one: f"{one.get_kind_display()} ({one.valid_from.year})"),
            "identity": (identities, str),
        }
        for name, field in self.fields.items():
            if isinstance(field, KeyedField):
                field.offer(*offered[name])

    @property
    def is_possible(self):
        """Whether there is something to choose wherever a choice is needed."""
        return all(field.by_key for field in self.fields.values() if isinstance(field, KeyedField))


class WorkForm(RoleMixin, PersonForm):
    organisation = KeyedField(label=_("Organisation"))
    role = role_field()

    def clean(self):
        given = super().clean()
        there = {(one.organisation, one.role_class) for one in self.memberships}
        if (given.get("organisation"), given.get("role")) in there:
            self.add_error("role", _("This person does this work there already. Choose another role."))
        return given


class MoveForm(RoleMixin, PersonForm):
    membership = KeyedField(label=_("Stops with"))
    organisation = KeyedField(label=_("Begins at"))
    role = role_field()


class EndForm(PersonForm):
    membership = KeyedField(label=_("Work that ends"))
    last_day = DateField(
        label=_("Last day"),
        required=False,
        allow_future=True,
        help_text=_("Leave it empty to end the work now."),
    )


class CertificateForm(PersonForm):
    kind = SelectField(label=_("Training"), choices=Certificate.Kind.choices)
    given_by = TextField(label=_("Given by"))
    valid_from = DateField(label=_("Valid from"), allow_future=True)
    valid_until = DateField(label=_("Valid until and including"), allow_future=True)

    def clean(self):
        given = super().clean()
        if (
            given.get("valid_from")
            and given.get("valid_until")
            and given["valid_until"] < given["valid_from"]
        ):
            self.add_error("valid_until", _("This day lies before the first day. Look at both days."))
        return given


class WithdrawForm(PersonForm):
    certificate = KeyedField(label=_("Training"))


class IdentityForm(PersonForm):
    issuer = SelectField(label=_("Sign-on of"), choices=())
    subject = TextField(
        label=_("Subject"),
        limit=255,
        help_text=_(
            "The fixed mark that the organisation’s sign-on has for this person. Never a mail address."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["issuer"].choices = [CHOOSE, *providers.issuers().items()]

    @property
    def is_possible(self):
        return bool(providers.issuers())

    def clean_subject(self):
        subject = self.cleaned_data["subject"]
        if "@" in subject:
            raise ValidationError(
                _("“%(value)s” looks like a mail address, and those change hands. Ask for the fixed mark."),
                params={"value": subject},
            )
        return subject


class UnlinkForm(PersonForm):
    identity = KeyedField(label=_("Sign-on"))


class LinkForm(PersonForm):
    membership = KeyedField(label=_("Works as"))


class SureForm(PersonForm):
    """Nothing to fill in: the button says it."""


class OfficerForm(ActForm):
    account = KeyedField(label=_("Who"))

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["account"].offer(people)


class AwayForm(ActForm):
    until = DateField(
        label=_("Away until and including"),
        required=False,
        allow_future=True,
        help_text=_("Leave it empty when you are back."),
    )


class CloseForm(ActForm):
    sure = forms.BooleanField(
        label=_("I know that nobody can work for this organisation afterwards"),
        error_messages={"required": _("Tick this when you are sure.")},
    )
