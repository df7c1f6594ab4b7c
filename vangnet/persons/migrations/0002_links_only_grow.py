from django.db import migrations

from vangnet.access.append_only import keep_as_log


class Migration(migrations.Migration):
    dependencies = [("persons", "0001_initial"), ("access", "0002_logs_only_grow")]

    operations = [keep_as_log("persons_personlink")]
