import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import vangnet.core.ids
from vangnet.access.roles import FOR_PEOPLE

ROLES = [(role.code, role.name) for role in FOR_PEOPLE]
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]

# What an organisation is was known only as the party of the agreements. Every party but one has a kind of the same name;
# guardians were guardians of children without parents here.
PARTY_TO_KIND = """
UPDATE access_organisation SET kind = CASE party WHEN 'guardian' THEN 'nidos' ELSE party END WHERE kind = ''
"""


def key():
    return (
        "id",
        models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
    )


def points_to(model, name, related="+", **also):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name=related, to=model, verbose_name=name, **also
    )


class Migration(migrations.Migration):
    dependencies = [("access", "0003_wall")]

    operations = [
        migrations.AddField(
            "organisation",
            "kind",
            models.SlugField(default="", max_length=60, verbose_name="kind"),
            preserve_default=False,
        ),
        migrations.RunSQL(PARTY_TO_KIND, migrations.RunSQL.noop),
        migrations.AlterField(
            "membership", "role", models.CharField(choices=ROLES, max_length=40, verbose_name="role")
        ),
        migrations.CreateModel(
            name="AttentionOfficer",
            fields=[
                key(),
                ("place", models.PositiveSmallIntegerField(verbose_name="place in the order")),
                ("since", models.DateTimeField(verbose_name="since")),
                ("until", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                (
                    "away_until",
                    models.DateField(blank=True, null=True, verbose_name="away until and including"),
                ),
                ("account", points_to(settings.AUTH_USER_MODEL, "account")),
                ("organisation", points_to("access.organisation", "organisation", "officers")),
            ],
            options={
                "verbose_name": "attention officer",
                "ordering": ["place", "since"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(until__isnull=True),
                        fields=["organisation", "account"],
                        name="officer_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                        name="officer_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                key(),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("victim_interview", "Certified trafficking detective"),
                            ("registration", "Trained to register for the country"),
                            ("sworn_interpreter", "Sworn interpreter"),
                        ],
                        max_length=40,
                        verbose_name="training",
                    ),
                ),
                ("given_by", models.CharField(max_length=200, verbose_name="given by")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_until", models.DateField(verbose_name="valid until and including")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="withdrawn on")),
                ("account", points_to(settings.AUTH_USER_MODEL, "account", "certificates")),
            ],
            options={
                "verbose_name": "certificate",
                "ordering": ["-valid_until"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(valid_until__gte=models.F("valid_from")),
                        name="certificate_ends_after_it_starts",
                    ),
                    models.UniqueConstraint(
                        fields=["account", "kind", "valid_from"], name="certificate_once_from_a_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GuestPass",
            fields=[
                key(),
                ("token_hash", models.CharField(max_length=64, unique=True, verbose_name="hash of the link")),
                ("code_hash", models.CharField(max_length=200, verbose_name="hash of the code")),
                ("guest", models.CharField(max_length=150, verbose_name="name of the guest")),
                ("dossier_id", models.UUIDField(db_index=True, verbose_name="dossier")),
                (
                    "language",
                    models.CharField(choices=LANGUAGES, default="nl", max_length=2, verbose_name="language"),
                ),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                ("expires_at", models.DateTimeField(verbose_name="expires at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                ("wrong_codes", models.PositiveSmallIntegerField(default=0, verbose_name="wrong codes")),
                (
                    "disclosure",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.disclosure",
                        verbose_name="disclosure",
                    ),
                ),
                ("given_by", points_to(settings.AUTH_USER_MODEL, "given by")),
                ("organisation", points_to("access.organisation", "given by the organisation")),
            ],
            options={
                "verbose_name": "guest pass",
                "ordering": ["-made_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(expires_at__gt=models.F("made_at")), name="guest_pass_expires_later"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                key(),
                ("token_hash", models.CharField(max_length=64, unique=True, verbose_name="hash of the link")),
                ("username", models.CharField(max_length=150, verbose_name="user name")),
                ("display_name", models.CharField(max_length=150, verbose_name="name on screen")),
                ("role", models.CharField(choices=ROLES, max_length=40, verbose_name="role")),
                (
                    "language",
                    models.CharField(choices=LANGUAGES, default="nl", max_length=2, verbose_name="language"),
                ),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                ("expires_at", models.DateTimeField(verbose_name="expires at")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="used at")),
                ("account", points_to(settings.AUTH_USER_MODEL, "account", blank=True, null=True)),
                ("invited_by", points_to(settings.AUTH_USER_MODEL, "invited by", null=True)),
                ("organisation", points_to("access.organisation", "organisation")),
            ],
            options={
                "verbose_name": "invitation",
                "ordering": ["-made_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(expires_at__gt=models.F("made_at")), name="invitation_expires_later"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OutsideIdentity",
            fields=[
                key(),
                ("issuer", models.CharField(max_length=300, verbose_name="sign-on of")),
                ("subject", models.CharField(max_length=255, verbose_name="subject there")),
                ("since", models.DateTimeField(verbose_name="since")),
                ("until", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                ("account", points_to(settings.AUTH_USER_MODEL, "account", "identities")),
            ],
            options={
                "verbose_name": "identity elsewhere",
                "ordering": ["since"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(until__isnull=True),
                        fields=["issuer", "subject"],
                        name="identity_of_one_account",
                    )
                ],
            },
        ),
    ]
