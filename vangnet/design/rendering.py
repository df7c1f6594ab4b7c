"""The form renderer: every form in Vangnet draws itself with the design system."""

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    form_template_name = "design/forms/form.html"
    field_template_name = "design/forms/field.html"
