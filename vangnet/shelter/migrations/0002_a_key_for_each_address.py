"""Each address gets a key of its own, so that the one of a replaced address can be destroyed."""

from django.db import migrations

from vangnet.shelter.guards import guard_addresses


class Migration(migrations.Migration):

    dependencies = [
        ('shelter', '0001_initial'),
    ]

    operations = [
        guard_addresses(),
    ]
