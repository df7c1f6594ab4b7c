import django.db.models.deletion
import vangnet.core.ids
from django.conf import settings
from django.db import migrations, models

from vangnet.access.append_only import keep_as_log
from vangnet.shelter.guards import guard_addresses


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0003_wall"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AddressRequest',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(default=vangnet.core.ids.random_id, max_length=12, unique=True, verbose_name='number')),
                ('moment', models.DateTimeField(verbose_name='moment')),
                ('dossier_id', models.UUIDField(db_index=True, verbose_name='dossier')),
                ('reason', models.CharField(choices=[('bring', 'To bring the person there or fetch them'), ('visit', 'To visit the person for care or a talk'), ('danger', 'Because there is danger at the place'), ('deliver', 'To deliver something that cannot go another way')], max_length=20, verbose_name='reason')),
                ('explanation', models.CharField(blank=True, max_length=500, verbose_name='explanation')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='asked for')),
                ('shelter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='shelter')),
            ],
            options={
                'verbose_name': 'request for an address',
                'ordering': ['-moment'],
            },
        ),
        migrations.CreateModel(
            name='AddressOpening',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('moment', models.DateTimeField(verbose_name='moment')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by')),
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='opening', to='shelter.addressrequest', verbose_name='request')),
            ],
            options={
                'verbose_name': 'opening of an address',
            },
        ),
        migrations.CreateModel(
            name='Location',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code_word', models.CharField(max_length=40, verbose_name='code word')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='shelter')),
            ],
            options={
                'verbose_name': 'location',
                'ordering': ['code_word'],
            },
        ),
        migrations.CreateModel(
            name='AddressAnswer',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('moment', models.DateTimeField(verbose_name='moment')),
                ('expires_at', models.DateTimeField(null=True, verbose_name='can be opened until')),
                ('refusal', models.CharField(blank=True, max_length=500, verbose_name='why not')),
                ('dossier_id', models.UUIDField(verbose_name='dossier')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='shelter.addressrequest', verbose_name='request')),
                ('location', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shelter.location', verbose_name='location')),
            ],
            options={
                'verbose_name': 'answer to a request for an address',
            },
        ),
        migrations.CreateModel(
            name='SealedAddress',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField(verbose_name='envelope')),
                ('key_id', models.UUIDField(verbose_name='key')),
                ('kept_at', models.DateTimeField(verbose_name='kept at')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kept by')),
                ('location', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shelter.location', verbose_name='location')),
            ],
            options={
                'verbose_name': 'sealed address',
                'ordering': ['kept_at'],
            },
        ),
        migrations.AddConstraint(
            model_name='location',
            constraint=models.UniqueConstraint(fields=('organisation', 'code_word'), name='location_has_its_own_word'),
        ),
        migrations.AddConstraint(
            model_name='addressanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('expires_at__isnull', True), ('location__isnull', True), ('refusal__gt', '')), models.Q(('expires_at__isnull', False), ('location__isnull', False), ('refusal', '')), _connector='OR'), name='address_answer_is_yes_or_no'),
        ),
        keep_as_log("shelter_addressrequest"),
        keep_as_log("shelter_addressanswer"),
        keep_as_log("shelter_addressopening"),
        guard_addresses(),
    ]
