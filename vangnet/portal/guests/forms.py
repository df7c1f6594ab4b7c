from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from vangnet.access.categories import DataCategory
from vangnet.design.forms import ChoiceField, SelectField, TextField
from vangnet.portal.administration.forms import ActForm, KeyedField

HOURS = [("4", _("4 hours")), ("24", _("a day")), ("72", _("3 days")), ("168", _("a week"))]


def kinds_in_words(codes):
    """Kinds of data of a line of the register, as people say them."""
    return ", ".join(str(DataCategory(code).label) for code in codes if code in set(DataCategory))


class GuestForm(ActForm):
    disclosure = KeyedField(
        label=_("What the guest may see"),
        help_text=_(
            "Only what your organisation shared and wrote down. Share it first with the guest’s organisation."
        ),
    )
    guest = TextField(label=_("Name of the guest"), limit=150)
    hours = SelectField(label=_("For how long"), choices=HOURS)
    language = ChoiceField(
        label=_("Language"),
        choices=[("nl", lazystr("Nederlands")), ("en", lazystr("English"))],
        short=True,
        initial="nl",
    )

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["disclosure"].offer(
            lines, lambda line: f"{line.receiver}: {kinds_in_words(line.categories)} ({line.moment:%d-%m-%Y})"
        )


class CodeForm(ActForm):
    code = TextField(
        label=_("Code"),
        limit=20,
        help_text=_("Eight digits. Whoever gave you the link tells them in another way."),
    )
