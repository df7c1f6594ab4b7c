from django.db import migrations, models

from vangnet.core.ids import random_id


def give_addresses(apps, schema_editor):
    dossiers = apps.get_model("cases", "Dossier").objects
    for dossier in dossiers.filter(address=None).iterator():
        dossiers.filter(pk=dossier.pk).update(address=random_id())


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_changes_only_grow")]

    operations = [
        migrations.AddField("dossier", "address", models.CharField(max_length=20, null=True)),
        migrations.RunPython(give_addresses, migrations.RunPython.noop),
        migrations.AlterField(
            "dossier",
            "address",
            models.CharField(
                max_length=20, default=random_id, editable=False, unique=True, verbose_name="address"
            ),
        ),
    ]
