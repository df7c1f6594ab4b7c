import django.db.models.deletion
import vangnet.core.ids
from django.conf import settings
from django.db import migrations, models

from vangnet.access.append_only import keep_as_log


# Access can only be given for the dossier and to the receiver of its line in the register.
POINTS_TO_ITS_LINE = """
ALTER TABLE access_grant ADD CONSTRAINT grant_as_disclosed FOREIGN KEY (disclosure_id, dossier_id, organisation_id)
REFERENCES access_disclosure (id, dossier_id, receiver_id)
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0002_logs_only_grow")]

    operations = [
        migrations.CreateModel(
            name="EffectiveAccess",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("dossier_id", models.UUIDField(verbose_name="dossier")),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "asked to take part"), (2, "takes part")], verbose_name="how much"
                    ),
                ),
                ("categories", models.PositiveIntegerField(verbose_name="kinds of data")),
                ("until", models.DateTimeField(null=True, verbose_name="until")),
                ("opened_at", models.DateTimeField(verbose_name="dossier opened at")),
            ],
            options={
                "verbose_name": "access that stands",
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("dossier_id", models.UUIDField(db_index=True, verbose_name="dossier")),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "asked to take part"), (2, "takes part")], verbose_name="how much"
                    ),
                ),
                ("categories", models.PositiveIntegerField(verbose_name="kinds of data")),
                ("until", models.DateTimeField(null=True, verbose_name="until")),
                ("moment", models.DateTimeField(verbose_name="moment")),
            ],
            options={
                "verbose_name": "access given",
                "ordering": ["moment"],
            },
        ),
        migrations.CreateModel(
            name="GrantEnd",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("dossier_id", models.UUIDField(db_index=True, verbose_name="dossier")),
                ("moment", models.DateTimeField(verbose_name="moment")),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
            ],
            options={
                "verbose_name": "end of access",
                "ordering": ["moment"],
            },
        ),
        migrations.CreateModel(
            name="WorkSession",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "person"), ("guest", "guest")], max_length=10, verbose_name="kind"
                    ),
                ),
                (
                    "token_hash",
                    models.BinaryField(max_length=32, unique=True, verbose_name="hash of the token"),
                ),
                ("role", models.CharField(blank=True, max_length=40, verbose_name="role")),
                ("purpose", models.CharField(blank=True, max_length=40, verbose_name="purpose")),
                (
                    "task",
                    models.CharField(blank=True, max_length=100, verbose_name="what a guest was let in for"),
                ),
                ("opened_at", models.DateTimeField(verbose_name="opened at")),
                ("expires_at", models.DateTimeField(verbose_name="ends at the latest")),
                ("idle_seconds", models.PositiveIntegerField(verbose_name="seconds of rest before it ends")),
                ("idle_until", models.DateTimeField(null=True, verbose_name="ends when nothing is done")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended at")),
            ],
            options={
                "verbose_name": "work session",
            },
        ),
        migrations.RemoveField(
            model_name="account",
            name="last_login",
        ),
        migrations.AddField(
            model_name="disclosure",
            name="conditions",
            field=models.JSONField(default=list, verbose_name="conditions"),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="consent_id",
            field=models.UUIDField(null=True, verbose_name="consent"),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="content_hash",
            field=models.CharField(blank=True, max_length=64, verbose_name="hash of what was given"),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="informed",
            field=models.CharField(
                choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                default="unknown",
                max_length=10,
                verbose_name="the person knows",
            ),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="kind",
            field=models.CharField(
                choices=[
                    ("access", "access to the dossier"),
                    ("document", "document"),
                    ("spoken", "told"),
                    ("export", "export"),
                    ("refusal", "not given"),
                    ("break_glass", "break-glass"),
                ],
                default="access",
                max_length=20,
                verbose_name="how",
            ),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="not_informed_because",
            field=models.CharField(blank=True, max_length=500, verbose_name="why the person does not know"),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="receiver_account",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="given to this person",
            ),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="rule",
            field=models.CharField(blank=True, max_length=80, verbose_name="rule"),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="until",
            field=models.DateTimeField(null=True, verbose_name="until"),
        ),
        migrations.AddConstraint(
            model_name="disclosure",
            constraint=models.UniqueConstraint(
                fields=("id", "dossier_id", "receiver"), name="disclosure_of_dossier_to_receiver"
            ),
        ),
        migrations.AddField(
            model_name="effectiveaccess",
            name="account",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="only this person",
            ),
        ),
        migrations.AddField(
            model_name="effectiveaccess",
            name="disclosure",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="access.disclosure",
                verbose_name="disclosure",
            ),
        ),
        migrations.AddField(
            model_name="effectiveaccess",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="access.organisation",
                verbose_name="organisation",
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="account",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="only this person",
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="disclosure",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="access.disclosure",
                verbose_name="disclosure",
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="access.organisation",
                verbose_name="organisation",
            ),
        ),
        migrations.AddField(
            model_name="grantend",
            name="ended_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="ended by",
            ),
        ),
        migrations.AddField(
            model_name="grantend",
            name="grant",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="end",
                to="access.grant",
                verbose_name="access given",
            ),
        ),
        migrations.AddField(
            model_name="worksession",
            name="account",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="account",
            ),
        ),
        migrations.AddField(
            model_name="worksession",
            name="membership",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="access.membership",
                verbose_name="membership",
            ),
        ),
        migrations.AddField(
            model_name="worksession",
            name="organisation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="access.organisation",
                verbose_name="organisation",
            ),
        ),
        migrations.AddIndex(
            model_name="effectiveaccess",
            index=models.Index(
                fields=["organisation", "-opened_at", "dossier_id"],
                include=("level", "until", "account"),
                name="access_in_order_of_opening",
            ),
        ),
        migrations.AddIndex(
            model_name="effectiveaccess",
            index=models.Index(fields=["dossier_id"], name="access_by_dossier"),
        ),
        migrations.AddConstraint(
            model_name="effectiveaccess",
            constraint=models.UniqueConstraint(
                fields=("organisation", "dossier_id", "account"),
                include=("level", "categories", "until"),
                name="access_one_row_per_pair",
                nulls_distinct=False,
            ),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(fields=["organisation", "dossier_id"], name="grant_by_organisation"),
        ),
        migrations.AddConstraint(
            model_name="grantend",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="end_of_access_has_a_reason"
            ),
        ),
        migrations.RunSQL(POINTS_TO_ITS_LINE, migrations.RunSQL.noop),
        keep_as_log("access_grant"),
        keep_as_log("access_grantend"),
    ]
