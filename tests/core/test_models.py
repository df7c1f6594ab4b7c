import pytest
from django.apps import apps

from vangnet.core.models import AppendOnly, AppendOnlyError

LOGS = [model for model in apps.get_models() if issubclass(model, AppendOnly)]


@pytest.mark.parametrize("model", LOGS)
def test_stored_line_of_a_log_cannot_be_changed_or_removed(model):
    line = model()
    line._state.adding = False
    with pytest.raises(AppendOnlyError, match=f"{model._meta.label} is a log.*{line.pk} cannot be changed"):
        line.save()
    with pytest.raises(AppendOnlyError, match="cannot be removed"):
        line.delete()


@pytest.mark.parametrize("model", LOGS)
@pytest.mark.parametrize(
    ("act", "word"),
    [
        (lambda lines: lines.update(id=None), "changed"),
        (lambda lines: lines.bulk_update([], ["id"]), "changed"),
        (lambda lines: lines.delete(), "removed"),
    ],
)
def test_lines_of_a_log_cannot_be_changed_or_removed_together(model, act, word):
    with pytest.raises(AppendOnlyError, match=f"lines cannot be {word}. Add a new line"):
        act(model._default_manager.all())


def test_key_of_a_record_is_known_before_it_is_stored():
    assert LOGS[0]().pk.version == 7
