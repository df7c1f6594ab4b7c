from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("persons", "0003_vault")]

    operations = []
