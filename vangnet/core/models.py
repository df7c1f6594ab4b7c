"""What every table starts from: a key of our own, and a log that only grows."""

from collections.abc import Iterable
from typing import Any, NoReturn

from django.db import models

from vangnet.core.ids import uuid7


class AppendOnlyError(TypeError):
    """Somebody tried to change or remove a line of a log."""


class Record(models.Model):
    """A row with an ordered identifier that is known before it is stored."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    class Meta:
        abstract = True


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Reads and adds; refuses the rest before the database role does."""

    def update(self, **kwargs: Any) -> NoReturn:
        _refuse(self.model, "changed")

    def bulk_update(
        self, objs: Iterable[Any], fields: Iterable[str], batch_size: int | None = None
    ) -> NoReturn:
        _refuse(self.model, "changed")

    def delete(self) -> NoReturn:
        _refuse(self.model, "removed")


class GrowsOnly(models.Model):
    """A table that only grows. The application role of the database has no UPDATE or DELETE on it."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            _refuse(type(self), "changed", self.pk)
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        _refuse(type(self), "removed", self.pk)


class AppendOnly(Record, GrowsOnly):
    """A line of a log, with an identifier of its own; every such line is sealed (see access.sealing)."""

    class Meta:
        abstract = True


class Derived(Record):
    """A row that the database keeps by itself from other rows. The application only reads it."""

    class Meta:
        abstract = True


class Sealed(Record):
    """A row that the application can neither read nor write; functions in the database give what is needed of it."""

    class Meta:
        abstract = True


def _refuse(model: type[models.Model], act: str, key: object = None) -> NoReturn:
    line = f"line {key}" if key else "lines"
    raise AppendOnlyError(
        f"{model._meta.label} is a log that only grows: {line} cannot be {act}. Add a new line that corrects it."
    )
