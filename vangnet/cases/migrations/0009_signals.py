import django.db.models.deletion
import vangnet.core.ids
from django.conf import settings
from django.db import migrations, models
from vangnet.access.append_only import keep_as_log


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("cases", "0008_text_by_its_kind"),
        ("signals", "0001_signals"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignalLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reference", models.CharField(max_length=20, verbose_name="reference")),
                (
                    "person",
                    models.PositiveSmallIntegerField(verbose_name="number of the person in the signal"),
                ),
                ("opened", models.BooleanField(verbose_name="opened the dossier")),
                ("moment", models.DateTimeField(verbose_name="moment")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="done by",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signals",
                        to="cases.dossier",
                        verbose_name="dossier",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.organisation",
                        verbose_name="done for",
                    ),
                ),
                (
                    "signal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="signals.signal",
                        verbose_name="signal",
                    ),
                ),
            ],
            options={
                "verbose_name": "signal of a dossier",
                "ordering": ["moment", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dossier", "signal", "person"), name="signal_once_in_a_dossier_per_person"
                    )
                ],
            },
        ),
        keep_as_log("cases_signallink"),
    ]
