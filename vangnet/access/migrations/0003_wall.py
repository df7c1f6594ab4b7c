from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("access", "0002_logs_only_grow")]

    operations = []
