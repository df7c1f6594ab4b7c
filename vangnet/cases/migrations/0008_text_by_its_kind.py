import django.db.models.deletion
import vangnet.core.ids
from django.db import migrations, models
from vangnet.access.append_only import keep_as_log
from vangnet.access.categories import CATEGORY_CHOICES

# Without a judgement a text counts as what it was sealed as, which is the most secret kind there is.
TAKEN_ALONG = """
INSERT INTO cases_paragraphtext (id, paragraph_id, dossier_id, kind, organisation_id, sealed)
SELECT gen_random_uuid(), p.id, p.dossier_id, coalesce(nullif(p.category, ''), p.sealed_as), p.organisation_id, p.sealed
FROM cases_paragraph p
"""
# Nothing may be waiting to be checked when a column goes.
CHECKED = ["SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED"]


class Migration(migrations.Migration):
    dependencies = [("access", "0008_access_for_a_while"), ("cases", "0007_keeping")]

    operations = [
        migrations.CreateModel(
            name="ParagraphText",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=CATEGORY_CHOICES, max_length=20, verbose_name="counts as"),
                ),
                ("sealed", models.BinaryField(verbose_name="sealed text")),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                        verbose_name="written for",
                    ),
                ),
                (
                    "paragraph",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kept_text",
                        to="cases.paragraph",
                        verbose_name="paragraph",
                    ),
                ),
            ],
            options={"verbose_name": "text of a paragraph"},
        ),
        keep_as_log("cases_paragraphtext"),
        migrations.RunSQL([TAKEN_ALONG, *CHECKED]),
        migrations.RemoveField(model_name="paragraph", name="sealed"),
    ]
