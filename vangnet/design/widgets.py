"""Input controls with the classes of the design system; their templates lie in design/forms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from vangnet.design.values import UNKNOWN


class Textbox(forms.TextInput):
    def __init__(self, attrs=None, kind=""):
        super().__init__(
            {"class": f"utrecht-textbox utrecht-textbox--html-input {kind}".strip(), **(attrs or {})}
        )


class Textarea(forms.Textarea):
    def __init__(self, attrs=None):
        super().__init__(
            {"class": "utrecht-textarea utrecht-textarea--html-textarea", "rows": 6, **(attrs or {})}
        )


class Select(forms.Select):
    def __init__(self, attrs=None, choices=()):
        super().__init__({"class": "utrecht-select utrecht-select--html-select", **(attrs or {})}, choices)


class Radios(forms.RadioSelect):
    template_name = "design/forms/choices.html"

    def __init__(self, attrs=None, choices=(), short=False):
        super().__init__(attrs, choices)
        self.short = short

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        return {**context, "short": self.short, "unknown": UNKNOWN}


class Checkboxes(forms.CheckboxSelectMultiple):
    template_name = "design/forms/choices.html"

    def get_context(self, name, value, attrs):
        return {**super().get_context(name, value, attrs), "short": False, "unknown": UNKNOWN}


class TextOrUnknown(forms.MultiWidget):
    """A textbox with a checkbox "not known" below it; the textbox keeps the plain name of the field."""

    template_name = "design/forms/text_or_unknown.html"
    use_fieldset = False

    def __init__(self, textbox, attrs=None, unit=""):
        super().__init__({"": textbox, "unknown": forms.CheckboxInput()}, attrs)
        self.unit = unit

    def id_for_label(self, id_):
        return id_

    def decompress(self, value):
        if value == UNKNOWN:
            return ["", True]
        return [value, False]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        text, unknown = context["widget"]["subwidgets"]
        text["attrs"]["id"] = context["widget"]["attrs"].get("id", "")
        unknown["attrs"] = {
            key: unknown["attrs"][key] for key in ("id", "checked") if key in unknown["attrs"]
        }
        return {**context, "unit": self.unit, "text": text, "unknown": unknown, "label": _("Not known")}


class WithUnit(Textbox):
    template_name = "design/forms/with_unit.html"

    def __init__(self, attrs=None, kind="", unit=""):
        super().__init__(attrs, kind)
        self.unit = unit

    def get_context(self, name, value, attrs):
        return {**super().get_context(name, value, attrs), "unit": self.unit}
