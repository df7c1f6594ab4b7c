import django.db.models.deletion
import vangnet.core.ids
from django.conf import settings
from django.db import migrations, models

from vangnet.access.append_only import keep_as_log


class Migration(migrations.Migration):
    dependencies = [("access", "0004_who_is_who")]

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveBigIntegerField(unique=True, verbose_name="number")),
                ("moment", models.DateTimeField(verbose_name="moment")),
                ("lines", models.PositiveIntegerField(verbose_name="lines")),
                ("total", models.PositiveBigIntegerField(verbose_name="lines so far")),
                ("root", models.BinaryField(max_length=32, verbose_name="root of the lines")),
                ("previous", models.BinaryField(max_length=32, verbose_name="digest of the seal before")),
                ("history", models.BinaryField(max_length=32, verbose_name="root of all seals before")),
                ("frontier", models.BinaryField(verbose_name="what the next root is computed with")),
                ("shapes", models.JSONField(default=dict, verbose_name="columns of each log at that moment")),
                ("key", models.CharField(max_length=16, verbose_name="key")),
                ("signature", models.BinaryField(max_length=64, verbose_name="signature")),
            ],
            options={
                "verbose_name": "seal",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="UnsealedLine",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("log", models.CharField(max_length=63, verbose_name="log")),
                ("line", models.UUIDField(verbose_name="line")),
            ],
            options={
                "verbose_name": "line that waits for its seal",
            },
        ),
        migrations.CreateModel(
            name="Verification",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("moment", models.DateTimeField(verbose_name="moment")),
                ("seals", models.PositiveBigIntegerField(verbose_name="seals")),
                ("lines", models.PositiveBigIntegerField(verbose_name="lines")),
                ("is_anchored", models.BooleanField(verbose_name="compared with a copy elsewhere")),
                ("problems", models.JSONField(default=list, verbose_name="what does not fit")),
            ],
            options={
                "verbose_name": "check of the seals",
                "ordering": ["-moment"],
            },
        ),
        migrations.AddField(
            model_name="auditentry",
            name="activity",
            field=models.CharField(blank=True, default="", max_length=80, verbose_name="processing activity"),
        ),
        migrations.AddField(
            model_name="auditentry",
            name="began",
            field=models.DateTimeField(null=True, verbose_name="began"),
        ),
        migrations.AddField(
            model_name="auditentry",
            name="categories",
            field=models.JSONField(default=list, verbose_name="kinds of data"),
        ),
        migrations.AddField(
            model_name="auditentry",
            name="parent",
            field=models.CharField(blank=True, default="", max_length=16, verbose_name="belongs to part"),
        ),
        migrations.AddField(
            model_name="auditentry",
            name="reason",
            field=models.CharField(blank=True, default="", max_length=80, verbose_name="reason"),
        ),
        migrations.AddField(
            model_name="auditentry",
            name="receiver",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="access.organisation",
                verbose_name="receiver",
            ),
        ),
        migrations.AddField(
            model_name="auditentry",
            name="span",
            field=models.CharField(blank=True, default="", max_length=16, verbose_name="part of the trace"),
        ),
        migrations.AddField(
            model_name="auditentry",
            name="trace",
            field=models.CharField(blank=True, default="", max_length=32, verbose_name="trace"),
        ),
        migrations.CreateModel(
            name="Leaf",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "seal", "position", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("seal", models.PositiveBigIntegerField(verbose_name="seal")),
                ("position", models.PositiveIntegerField(verbose_name="place")),
                ("log", models.CharField(max_length=63, verbose_name="log")),
                ("line", models.UUIDField(verbose_name="line")),
                ("digest", models.BinaryField(max_length=32, verbose_name="digest")),
            ],
            options={
                "verbose_name": "sealed line",
                "ordering": ["seal", "position"],
                "constraints": [models.UniqueConstraint(fields=("line", "log"), name="line_sealed_once")],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("moment", models.DateTimeField(verbose_name="moment")),
                ("code", models.CharField(max_length=80, verbose_name="kind of notice")),
                (
                    "role",
                    models.CharField(
                        blank=True, default="", max_length=40, verbose_name="for people in the role"
                    ),
                ),
                ("dossier_id", models.UUIDField(null=True, verbose_name="dossier")),
                ("about", models.JSONField(default=dict, verbose_name="to fill in")),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="for one person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="caused by",
                    ),
                ),
            ],
            options={
                "verbose_name": "notice",
                "ordering": ["-moment"],
            },
        ),
        migrations.CreateModel(
            name="NoticeRead",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("moment", models.DateTimeField(verbose_name="moment")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="seen by",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reads",
                        to="access.notice",
                        verbose_name="notice",
                    ),
                ),
            ],
            options={
                "verbose_name": "notice that was seen",
                "ordering": ["moment"],
            },
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["organisation", "-moment"], name="notice_of_organisation"),
        ),
        migrations.AddConstraint(
            model_name="noticeread",
            constraint=models.UniqueConstraint(fields=("notice", "account"), name="notice_seen_once"),
        ),
        *(
            keep_as_log(table)
            for table in (
                "access_seal",
                "access_leaf",
                "access_verification",
                "access_notice",
                "access_noticeread",
            )
        ),
    ]
