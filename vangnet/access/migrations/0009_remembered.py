"""What all workers remember together for a short while."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0008_access_for_a_while")]

    operations = [
        migrations.CreateModel(
            name="Remembered",
            fields=[
                (
                    "tag",
                    models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name="code"),
                ),
                ("value", models.TextField(verbose_name="value")),
                ("expires_at", models.DateTimeField(db_index=True, verbose_name="remembered until")),
            ],
            options={"verbose_name": "what workers remember together"},
        ),
    ]
