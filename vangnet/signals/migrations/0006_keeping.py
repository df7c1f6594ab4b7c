from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("signals", "0005_intake")]

    operations = []
