"""The address of an account in pages tells nothing: its key would say when the account was made, and beside whose."""

from django.db import migrations, models

from vangnet.core.ids import random_id


def give_addresses(apps, schema_editor):
    accounts = apps.get_model("access", "Account").objects
    for account in accounts.filter(address=None).iterator():
        accounts.filter(pk=account.pk).update(address=random_id())


class Migration(migrations.Migration):
    dependencies = [("access", "0009_remembered")]

    operations = [
        migrations.AddField("account", "address", models.CharField(max_length=20, null=True)),
        migrations.RunPython(give_addresses, migrations.RunPython.noop),
        migrations.AlterField(
            "account",
            "address",
            models.CharField(
                max_length=20, default=random_id, editable=False, unique=True, verbose_name="address"
            ),
        ),
    ]
