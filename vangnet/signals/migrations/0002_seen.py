import django.db.models.deletion
import vangnet.core.ids
from django.conf import settings
from django.db import migrations, models

from vangnet.access.append_only import keep_as_log


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0011_signals'),
        ('signals', '0001_signals'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Sighting',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('indicator', models.CharField(max_length=80, verbose_name='indicator')),
                ('catalogue', models.CharField(max_length=20, verbose_name='version of the catalogue')),
                ('answer', models.CharField(choices=[('yes', 'yes'), ('no', 'no'), ('unknown', 'I do not know'), ('not_said', 'I would rather not say')], max_length=20, verbose_name='answer')),
                ('hardness', models.CharField(choices=[('observed', 'seen or heard by who reports'), ('told', 'told by somebody'), ('assumed', 'assumed'), ('unknown', 'not known')], default='unknown', max_length=20, verbose_name='hardness')),
                ('source', models.CharField(choices=[('own_observation', 'own observation'), ('told_by_person', 'told by the person'), ('third_party', 'told by somebody else'), ('document', 'document'), ('unknown', 'not known')], default='unknown', max_length=20, verbose_name='source')),
                ('written_at', models.DateTimeField(verbose_name='written at')),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='written for')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='signals.signalperson', verbose_name='person')),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='signals.sighting', verbose_name='replaces')),
                ('signal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sightings', to='signals.signal', verbose_name='signal')),
            ],
            options={
                'verbose_name': 'indicator seen with a signal',
                'ordering': ['written_at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('indicator', ''), _negated=True), name='sighting_of_an_indicator')],
            },
        ),
        keep_as_log("signals_sighting"),
    ]
