from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_address_of_a_dossier")]

    operations = [
        migrations.AddField(
            "involvementchange",
            "number",
            models.PositiveSmallIntegerField(verbose_name="number", default=1),
            preserve_default=False,
        ),
        migrations.AlterModelOptions(
            "involvementchange",
            {"ordering": ["involvement", "number"], "verbose_name": "change of an involvement"},
        ),
        migrations.AddConstraint(
            "involvementchange",
            models.UniqueConstraint(
                fields=["involvement", "number"], name="involvement_change_numbered_once"
            ),
        ),
    ]
