from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("persons", "0002_links_only_grow")]

    operations = []
