"""Limits per draft and for marks that are added by hand, files that cannot be counted, and what a former owner still sees."""

from django.conf import settings
from django.db import migrations, models

# Whoever handed a signal over before keeps following where it stands; what it received until then follows from the hand-over itself.
NARROWED = """
WITH wide AS (
    SELECT g.id, g.disclosure_id, g.dossier_id, g.organisation_id, g.level
    FROM access_grant g
    JOIN signals_signal s ON s.id = g.dossier_id
    WHERE g.level = 2 AND g.account_id IS NULL
      AND g.organisation_id <> s.owner_id AND g.organisation_id IS DISTINCT FROM s.reporting_organisation_id
      AND EXISTS (
          SELECT 1 FROM signals_handover h
          WHERE h.signal_id = s.id AND h.giver_id = g.organisation_id AND h.state = 'accepted')
      AND NOT EXISTS (SELECT 1 FROM access_grantend e WHERE e.grant_id = g.id)
), narrow AS (
    INSERT INTO access_grant (id, disclosure_id, dossier_id, organisation_id, level, categories, moment)
    SELECT gen_random_uuid(), w.disclosure_id, w.dossier_id, w.organisation_id, w.level, 0, now() FROM wide w
)
INSERT INTO access_grantend (id, grant_id, dossier_id, moment, reason)
SELECT gen_random_uuid(), w.id, w.dossier_id, now(), 'A former owner sees what it received, and nothing that came later.'
FROM wide w
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0011_signals"),
        ("signals", "0007_inbox"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="files_tried",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="files that were looked at"),
        ),
        migrations.AddField(
            model_name="draft",
            name="words_made",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="how often it got other words"),
        ),
        migrations.AddField(
            model_name="mark",
            name="by_hand",
            field=models.BooleanField(default=False, verbose_name="added after the signal arrived"),
        ),
        migrations.AddIndex(
            model_name="mark",
            index=models.Index(
                condition=models.Q(("by_hand", True)),
                fields=["organisation", "written_at"],
                name="marks_added_by_hand",
            ),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="state",
            field=models.CharField(
                choices=[
                    ("checked", "checked, not counted yet"),
                    ("waiting", "is being counted"),
                    ("counted", "counted"),
                    ("failed", "could not be counted"),
                ],
                max_length=20,
                verbose_name="state",
            ),
        ),
        migrations.RunSQL(NARROWED, migrations.RunSQL.noop),
    ]
