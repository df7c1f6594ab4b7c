import uuid

import django.db.models.deletion
import vangnet.core.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0006_keeping"), ("cases", "0006_sharing")]

    operations = [
        migrations.CreateModel(
            name="Remainder",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("opened_in", models.PositiveSmallIntegerField(verbose_name="year of opening")),
                ("closed_in", models.PositiveSmallIntegerField(verbose_name="year of closing")),
                ("age_class", models.CharField(max_length=10, verbose_name="age class")),
                ("origin", models.CharField(blank=True, max_length=60, verbose_name="origin")),
                (
                    "form_of_exploitation",
                    models.CharField(blank=True, max_length=60, verbose_name="form of exploitation"),
                ),
            ],
            options={
                "verbose_name": "what figures keep",
            },
        ),
        migrations.CreateModel(
            name="Closing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("closed_at", models.DateTimeField(db_index=True, verbose_name="closed at")),
                (
                    "closed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.organisation",
                        verbose_name="closed by",
                    ),
                ),
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closing",
                        to="cases.dossier",
                        verbose_name="dossier",
                    ),
                ),
            ],
            options={
                "verbose_name": "closing of a dossier",
            },
        ),
    ]
