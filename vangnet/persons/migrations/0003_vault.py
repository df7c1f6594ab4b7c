import django.db.models.deletion
import vangnet.core.ids
from django.conf import settings
from django.db import migrations, models

from vangnet.access.append_only import keep_as_log


class Migration(migrations.Migration):
    dependencies = [
        ("persons", "0002_links_only_grow"),
        ("access", "0002_logs_only_grow"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DestructionCertificate',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('moment', models.DateTimeField(verbose_name='moment')),
                ('dossier_id', models.UUIDField(db_index=True, verbose_name='dossier')),
                ('categories', models.JSONField(verbose_name='kinds of data')),
                ('key_ids', models.JSONField(verbose_name='destroyed keys')),
                ('content_hashes', models.JSONField(verbose_name='hashes of what was sealed')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='destroyed by')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='destroyed for')),
            ],
            options={
                'verbose_name': 'certificate of destruction',
                'ordering': ['moment'],
            },
        ),
        migrations.CreateModel(
            name='ContactVersion',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('dossier_id', models.UUIDField(verbose_name='dossier')),
                ('part', models.CharField(choices=[('fields', 'in words'), ('photo', 'photo')], default='fields', max_length=10, verbose_name='part')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('sealed', models.BinaryField(verbose_name='envelope')),
                ('key_id', models.UUIDField(verbose_name='key')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded at')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='recorded for')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='persons.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'sealed contact',
                'ordering': ['dossier_id', 'part', 'number'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('dossier_id', 'part', 'number'), name='contact_versions_are_numbered')],
            },
        ),
        migrations.CreateModel(
            name='IdentityToken',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('dossier_id', models.UUIDField(db_index=True, verbose_name='dossier')),
                ('category', models.CharField(choices=[('progress', 'steps, duties and terms'), ('signal', 'signals and what happened to the person'), ('identity', 'identity'), ('contact', 'how to reach the person'), ('shelter_location', 'location of the shelter'), ('health', 'health'), ('criminal', 'police report and criminal case'), ('investigation', 'investigation tactics'), ('youth_care', 'youth care and guardianship'), ('residence', 'residence'), ('statistics', 'figures')], max_length=20, verbose_name='kind of data')),
                ('token', models.BinaryField(max_length=16, verbose_name='mark')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='can be found by')),
            ],
            options={
                'verbose_name': 'search mark',
                'constraints': [models.UniqueConstraint(fields=('organisation', 'token', 'dossier_id', 'category'), name='search_mark_once_per_dossier')],
            },
        ),
        migrations.CreateModel(
            name='IdentityVersion',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('dossier_id', models.UUIDField(verbose_name='dossier')),
                ('part', models.CharField(choices=[('fields', 'in words'), ('photo', 'photo')], default='fields', max_length=10, verbose_name='part')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('sealed', models.BinaryField(verbose_name='envelope')),
                ('key_id', models.UUIDField(verbose_name='key')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded at')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='recorded for')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='persons.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'sealed identity',
                'ordering': ['dossier_id', 'part', 'number'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('dossier_id', 'part', 'number'), name='identity_versions_are_numbered')],
            },
        ),
        migrations.CreateModel(
            name='VaultOpening',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('moment', models.DateTimeField(verbose_name='moment')),
                ('dossier_id', models.UUIDField(db_index=True, verbose_name='dossier')),
                ('category', models.CharField(choices=[('progress', 'steps, duties and terms'), ('signal', 'signals and what happened to the person'), ('identity', 'identity'), ('contact', 'how to reach the person'), ('shelter_location', 'location of the shelter'), ('health', 'health'), ('criminal', 'police report and criminal case'), ('investigation', 'investigation tactics'), ('youth_care', 'youth care and guardianship'), ('residence', 'residence'), ('statistics', 'figures')], max_length=20, verbose_name='kind of data')),
                ('part', models.CharField(choices=[('fields', 'in words'), ('photo', 'photo')], max_length=10, verbose_name='part')),
                ('why', models.CharField(choices=[('contact', 'To speak with or reach the person'), ('help', 'To arrange shelter, care or support'), ('check', 'To check who this is, or whether it is right'), ('procedure', 'For a report, application or court document'), ('safety', 'Because the person or somebody else is in danger'), ('request', 'Because the person asks to see or correct it')], max_length=20, verbose_name='why')),
                ('purpose', models.CharField(choices=[('protection', 'protection'), ('registration', 'registration'), ('investigation', 'investigation'), ('residence', 'residence'), ('statistics', 'statistics'), ('administration', 'administration')], max_length=40, verbose_name='purpose')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='opened for')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='persons.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'opening of the vault',
                'ordering': ['-moment'],
                'indexes': [models.Index(fields=['account', 'moment'], name='openings_of_somebody')],
            },
        ),
        migrations.CreateModel(
            name='VaultSearch',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('moment', models.DateTimeField(verbose_name='moment')),
                ('marks', models.JSONField(verbose_name='marks')),
                ('found', models.PositiveIntegerField(verbose_name='found')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='searched by')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='searched for')),
            ],
            options={
                'verbose_name': 'search in the vault',
                'ordering': ['-moment'],
                'indexes': [models.Index(fields=['account', 'moment'], name='searches_of_somebody')],
            },
        ),
        keep_as_log("persons_vaultsearch"),
        keep_as_log("persons_identityversion"),
        keep_as_log("persons_contactversion"),
        keep_as_log("persons_vaultopening"),
        keep_as_log("persons_destructioncertificate"),
    ]
