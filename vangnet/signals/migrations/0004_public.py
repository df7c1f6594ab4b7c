from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("signals", "0003_adding_up")]

    operations = []
