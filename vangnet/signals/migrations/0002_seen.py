from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("signals", "0001_signals")]

    operations = []
