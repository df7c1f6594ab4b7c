from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0006_keeping")]

    operations = [
        migrations.CreateModel(
            name="SignInCounter",
            fields=[
                (
                    "tag",
                    models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name="code"),
                ),
                ("failures", models.PositiveIntegerField(default=0, verbose_name="failed attempts")),
                ("last", models.DateTimeField(db_index=True, verbose_name="last attempt")),
            ],
            options={"verbose_name": "counter of failed sign-ins"},
        ),
    ]
