from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_text_by_its_kind"), ("signals", "0001_signals")]

    operations = []
