from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("access", "0004_who_is_who")]

    operations = []
