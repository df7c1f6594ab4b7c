import django.db.models.deletion
import vangnet.core.ids
from django.db import migrations, models

from vangnet.access.append_only import keep_as_log
from vangnet.access.categories import CATEGORY_CHOICES

KEY = ("id", models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False))


class Migration(migrations.Migration):
    dependencies = [("signals", "0003_adding_up")]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                KEY,
                ("locator", models.CharField(max_length=64, unique=True, verbose_name="found by")),
                ("wrapped", models.BinaryField(verbose_name="sealed key")),
                ("sealed", models.BinaryField(verbose_name="sealed answers")),
                ("begun_at", models.DateTimeField(verbose_name="begun at")),
                ("expires_at", models.DateTimeField(db_index=True, verbose_name="kept until")),
            ],
            options={"verbose_name": "report that was not sent"},
        ),
        migrations.CreateModel(
            name="DraftFile",
            fields=[
                KEY,
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("size", models.PositiveIntegerField(verbose_name="size")),
                ("sealed", models.BinaryField(verbose_name="sealed file")),
                ("added_at", models.DateTimeField(verbose_name="added at")),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="signals.draft",
                        verbose_name="report",
                    ),
                ),
            ],
            options={"verbose_name": "file with a report that was not sent", "ordering": ["added_at", "id"]},
        ),
        migrations.CreateModel(
            name="ReturnCode",
            fields=[
                KEY,
                ("locator", models.CharField(max_length=64, unique=True, verbose_name="found by")),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                (
                    "signal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="return_code",
                        to="signals.signal",
                        verbose_name="signal",
                    ),
                ),
            ],
            options={"verbose_name": "way back to a report"},
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                KEY,
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "category",
                    models.CharField(choices=CATEGORY_CHOICES, max_length=20, verbose_name="kind of data"),
                ),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("size", models.PositiveIntegerField(verbose_name="size")),
                ("sealed", models.BinaryField(verbose_name="sealed file")),
                ("added_at", models.DateTimeField(verbose_name="added at")),
                (
                    "signal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="signals.signal",
                        verbose_name="signal",
                    ),
                ),
            ],
            options={
                "verbose_name": "file with a signal",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("signal", "number"), name="attachment_numbered_once")
                ],
            },
        ),
        keep_as_log("signals_attachment"),
    ]
