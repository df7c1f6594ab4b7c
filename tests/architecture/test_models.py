"""House rules about tables: which way keys point, and what is said about every field."""

import pytest
from django.apps import apps

from tests.architecture.source import LAYERS
from vangnet.access.retention import RETENTION
from vangnet.core.models import AppendOnly

MODELS = [model for model in apps.get_models() if model.__module__.startswith("vangnet.")]


def package(model):
    return model.__module__.split(".")[1]


def relations(model):
    return [
        field
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.concrete
    ]


@pytest.mark.parametrize("model", MODELS)
def test_keys_point_to_the_same_or_a_lower_package(model):
    here = LAYERS.index(package(model))
    for field in relations(model):
        there = field.related_model
        if there.__module__.startswith("vangnet."):
            assert LAYERS.index(package(there)) <= here, field.name


@pytest.mark.parametrize("model", MODELS)
def test_keys_to_another_package_leave_nothing_there(model):
    for field in relations(model):
        if package(field.related_model) != package(model):
            assert field.remote_field.related_name == "+", field.name


@pytest.mark.parametrize("model", MODELS)
def test_every_field_is_personal_or_free_and_personal_ones_have_a_term(model):
    free, personal = set(model.Privacy.free), dict(model.Privacy.personal)
    fields = {field.name for field in model._meta.get_fields() if not field.auto_created and field.concrete}
    assert free | set(personal) == fields
    assert free & set(personal) == set()
    assert set(personal.values()) <= set(RETENTION)


@pytest.mark.parametrize("model", MODELS)
def test_table_with_personal_data_knows_its_dossier(model):
    if not set(model.Privacy.personal.values()) & {"dossier"}:
        return
    names = {field.name for field in model._meta.get_fields()}
    is_the_dossier_or_below_it = model._meta.label in {"cases.Dossier", "persons.Person"}
    knows = any(
        name.endswith("dossier") or name.endswith("dossier_id") or name == "history" for name in names
    )
    assert is_the_dossier_or_below_it or knows


@pytest.mark.parametrize("model", [model for model in MODELS if issubclass(model, AppendOnly)])
def test_nothing_that_a_log_points_to_can_disappear(model):
    for field in relations(model):
        assert field.remote_field.on_delete.__name__ == "PROTECT", field.name


def test_every_term_has_words():
    assert all(words.endswith(".") for words in RETENTION.values())
