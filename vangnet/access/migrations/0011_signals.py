import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("access", "0010_address_of_an_account")]

    operations = [
        migrations.AlterField(
            model_name='disclosure',
            name='provided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
        ),
        migrations.AlterField(
            model_name='disclosure',
            name='provider',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='given by'),
        ),
        migrations.AddConstraint(
            model_name='disclosure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('provided_by__isnull', True), ('provider__isnull', True)), models.Q(('provided_by__isnull', False), ('provider__isnull', False)), _connector='OR'), name='disclosure_given_by_somebody_or_nobody'),
        ),
    ]
