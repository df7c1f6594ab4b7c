"""What is given for a while stands beside what is given for good, with an end of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0007_limits")]

    operations = [
        migrations.RemoveConstraint(model_name="effectiveaccess", name="access_one_row_per_pair"),
        migrations.AddConstraint(
            model_name="effectiveaccess",
            constraint=models.UniqueConstraint(
                fields=["organisation", "dossier_id", "account", "until"],
                include=["level", "categories"],
                name="access_one_row_per_pair",
                nulls_distinct=False,
            ),
        ),
    ]
