"""What a form has to say about its errors, in one list with links."""

from collections.abc import Iterator

from django.forms import BaseForm
from django.forms.boundfield import BoundField


def errors_of(form: BaseForm) -> Iterator[tuple[str, str, str]]:
    """Each error with the label and the id of the control that it is about; both are empty for the form as a whole."""
    if not form.is_bound:
        return
    for message in form.non_field_errors():
        yield "", "", str(message)
    for bound in form:
        for message in bound.errors:
            yield str(bound.label), _first_control(bound), str(message)


def _first_control(bound: BoundField) -> str:
    if bound.is_hidden:
        return ""
    if bound.use_fieldset:
        return next((control.id_for_label for control in bound.subwidgets), "") or ""
    return bound.id_for_label or ""
