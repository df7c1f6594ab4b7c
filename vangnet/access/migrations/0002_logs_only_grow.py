from django.db import migrations

from vangnet.access.append_only import keep_as_log


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [keep_as_log("access_auditentry"), keep_as_log("access_disclosure")]
