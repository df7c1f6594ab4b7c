from collections.abc import Iterable
from datetime import datetime

from django.db import connection, models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class SignInCounter(models.Model):
    """How often signing in failed within an hour; for whom and from where stands in it only as a code of that hour."""

    tag = models.CharField(_("code"), max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(_("failed attempts"), default=0)
    last = models.DateTimeField(_("last attempt"), db_index=True)

    objects = models.Manager()

    class Meta:
        verbose_name = _("counter of failed sign-ins")

    class Privacy:
        free = ("tag", "failures", "last")
        personal: dict[str, str] = {}

    def __str__(self) -> str:
        return f"{self.tag[:8]}: {self.failures}"

    @classmethod
    def held(cls, tags: Iterable[str], moment: datetime) -> "dict[str, SignInCounter]":
        """These counters, locked until the end of the transaction, so that guesses at the same time count one by one."""
        wanted = sorted(tags)
        fresh = [SignInCounter(tag=tag, last=moment) for tag in wanted]
        SignInCounter.objects.bulk_create(fresh, ignore_conflicts=True)
        locked = SignInCounter.objects.select_for_update().filter(tag__in=wanted).order_by("tag")
        return {one.tag: one for one in locked}

    @classmethod
    def raise_one(cls, tags: Iterable[str], moment: datetime) -> None:
        cls.objects.filter(tag__in=list(tags)).update(failures=F("failures") + 1, last=moment)

    @classmethod
    def take_back(cls, *, one: Iterable[str], all_of: Iterable[str]) -> None:
        with transaction.atomic():
            cls.objects.filter(tag__in=list(all_of)).update(failures=0)
            cls.objects.filter(tag__in=list(one), failures__gt=0).update(failures=F("failures") - 1)

    @classmethod
    def forget_before(cls, moment: datetime) -> None:
        cls.objects.filter(last__lt=moment).delete()


_KEEP = """
INSERT INTO "access_remembered" (tag, value, expires_at) VALUES (%s, %s, %s)
ON CONFLICT (tag) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at
"""
_UNLESS_THERE = ' WHERE "access_remembered".expires_at <= %s'


class Remembered(models.Model):
    """Something that all workers remember for a short while, such as that a code was used; what it is stands in it as a code."""

    tag = models.CharField(_("code"), max_length=64, primary_key=True)
    value = models.TextField(_("value"))
    expires_at = models.DateTimeField(_("remembered until"), db_index=True)

    objects = models.Manager()

    class Meta:
        verbose_name = _("what workers remember together")

    class Privacy:
        free = ("tag", "value", "expires_at")
        personal: dict[str, str] = {}

    def __str__(self) -> str:
        return f"{self.tag[:8]}: {self.expires_at:%Y-%m-%d %H:%M}"

    @classmethod
    def put(cls, tag: str, value: str, *, until: datetime, unless_after: datetime | None = None) -> bool:
        """Keep a value; with a moment only when nothing is kept that counts then. Of two at once one hears yes."""
        statement = _KEEP
        values: list[str | datetime] = [tag, value, until]
        if unless_after is not None:
            statement += _UNLESS_THERE
            values.append(unless_after)
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return bool(cursor.rowcount)

    @classmethod
    def of(cls, tag: str, moment: datetime) -> "models.QuerySet[Remembered]":
        return cls.objects.filter(tag=tag, expires_at__gt=moment)

    @classmethod
    def forget(cls, **which: object) -> int:
        return cls.objects.filter(**which).delete()[0]
