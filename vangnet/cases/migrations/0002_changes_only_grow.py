from django.db import migrations

from vangnet.access.append_only import keep_as_log


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("access", "0002_logs_only_grow")]

    operations = [keep_as_log("cases_involvementchange")]
