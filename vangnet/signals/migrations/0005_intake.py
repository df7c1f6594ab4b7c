import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import vangnet.core.ids
from vangnet.access.append_only import keep_as_log


class Migration(migrations.Migration):
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("signals", "0004_public")]

    operations = [
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        default=vangnet.core.ids.random_id, max_length=12, unique=True, verbose_name="number"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checked", "checked, not counted yet"),
                            ("waiting", "is being counted"),
                            ("counted", "counted"),
                        ],
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("mark", models.CharField(blank=True, max_length=64, verbose_name="mark of the file")),
                (
                    "agreed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="let count by",
                    ),
                ),
                ("sent_at", models.DateTimeField(verbose_name="sent at")),
                ("counted_at", models.DateTimeField(null=True, verbose_name="counted at")),
                ("rows", models.PositiveIntegerField(default=0, verbose_name="rows")),
                ("known_rows", models.PositiveIntegerField(default=0, verbose_name="rows delivered before")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="delivered by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.organisation",
                        verbose_name="delivered by",
                    ),
                ),
            ],
            options={
                "verbose_name": "delivery of signals",
                "ordering": ["-sent_at"],
            },
        ),
        migrations.CreateModel(
            name="DeliveryContent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sealed", models.BinaryField(verbose_name="sealed rows")),
                (
                    "delivery",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="content",
                        to="signals.delivery",
                        verbose_name="delivery",
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
            ],
            options={
                "verbose_name": "rows of a delivery",
            },
        ),
        migrations.CreateModel(
            name="DeliveryRelation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("rhythm", models.CharField(max_length=60, verbose_name="agreement")),
                ("agreed_at", models.DateTimeField(verbose_name="agreed at")),
                ("told_until", models.DateTimeField(null=True, verbose_name="told of what was due until")),
                (
                    "agreed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="agreed by",
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.organisation",
                        verbose_name="delivers",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.organisation",
                        verbose_name="receives",
                    ),
                ),
            ],
            options={
                "verbose_name": "agreed delivery",
                "ordering": ["agreed_at"],
            },
        ),
        migrations.CreateModel(
            name="DeliveryFeedback",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("given_on", models.DateField(verbose_name="given on")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("meeting", "in a meeting with the contact persons"),
                            ("talk", "in a talk"),
                            ("writing", "in writing"),
                        ],
                        max_length=20,
                        verbose_name="how",
                    ),
                ),
                ("written_at", models.DateTimeField(verbose_name="written down at")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.organisation",
                        verbose_name="given by",
                    ),
                ),
                (
                    "relation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback",
                        to="signals.deliveryrelation",
                        verbose_name="agreement",
                    ),
                ),
            ],
            options={
                "verbose_name": "feedback on deliveries",
                "ordering": ["given_on", "id"],
            },
        ),
        migrations.AddField(
            model_name="delivery",
            name="relation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deliveries",
                to="signals.deliveryrelation",
                verbose_name="agreement",
            ),
        ),
        migrations.CreateModel(
            name="IntakeDraft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "address",
                    models.CharField(
                        default=vangnet.core.ids.random_id, max_length=12, unique=True, verbose_name="address"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("public", "public form"),
                            ("professional", "form for professionals"),
                            ("caller", "by telephone"),
                            ("bulk", "file"),
                        ],
                        max_length=20,
                        verbose_name="way in",
                    ),
                ),
                ("begun_at", models.DateTimeField(verbose_name="begun at")),
                ("changed_at", models.DateTimeField(verbose_name="last changed at")),
                ("expires_on", models.DateField(verbose_name="goes away on")),
                ("sealed", models.BinaryField(default=b"", verbose_name="sealed answers")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
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
                    "signal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="signals.signal",
                        verbose_name="signal that it became",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft of a signal",
                "ordering": ["-changed_at"],
            },
        ),
        migrations.CreateModel(
            name="Origin",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "signaller",
                    models.CharField(
                        choices=[
                            ("self", "the one who reports"),
                            ("colleague", "a colleague"),
                            ("other_body", "another organisation"),
                            ("person", "the person it is about"),
                            ("somebody", "somebody else"),
                            ("unknown", "not known"),
                        ],
                        default="unknown",
                        max_length=20,
                        verbose_name="who saw it",
                    ),
                ),
                (
                    "signaller_about",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="which organisation or function"
                    ),
                ),
                ("ground", models.CharField(blank=True, max_length=60, verbose_name="ground")),
                (
                    "signal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origin",
                        to="signals.signal",
                        verbose_name="signal",
                    ),
                ),
            ],
            options={
                "verbose_name": "origin of a signal",
            },
        ),
        migrations.CreateModel(
            name="DeliveredRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("row", models.PositiveIntegerField(verbose_name="row")),
                ("mark", models.CharField(max_length=64, verbose_name="mark of the own number")),
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
                    "signal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="signals.signal",
                        verbose_name="signal",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counted",
                        to="signals.delivery",
                        verbose_name="delivery",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of a delivery",
                "ordering": ["delivery", "row"],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "mark"), name="row_delivered_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="deliveryrelation",
            constraint=models.UniqueConstraint(fields=("giver", "rhythm"), name="delivery_agreed_once"),
        ),
        migrations.AddConstraint(
            model_name="deliveryrelation",
            constraint=models.CheckConstraint(
                condition=models.Q(("giver", models.F("receiver")), _negated=True), name="delivery_to_another"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                condition=models.Q(("mark", ""), _negated=True),
                fields=("organisation", "mark"),
                name="file_delivered_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("counted_at__isnull", False), ("state", "counted")),
                    models.Q(models.Q(("state", "counted"), _negated=True), ("counted_at__isnull", True)),
                    _connector="OR",
                ),
                name="delivery_counted_at_a_moment",
            ),
        ),
        migrations.AddIndex(
            model_name="intakedraft",
            index=models.Index(fields=["account", "-changed_at"], name="intake_drafts_of_account"),
        ),
        migrations.AddConstraint(
            model_name="intakedraft",
            constraint=models.CheckConstraint(
                condition=models.Q(("signal__isnull", True), ("sealed", b""), _connector="OR"),
                name="sent_draft_holds_nothing",
            ),
        ),
        keep_as_log("signals_deliveredrow"),
        keep_as_log("signals_deliveryfeedback"),
    ]
