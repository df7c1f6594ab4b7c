import django.db.models.deletion
import vangnet.cases.states
import vangnet.core.ids
from django.conf import settings
from django.db import migrations, models

from vangnet.access.append_only import keep_as_log


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0005_wall"),
        ("access", "0003_wall"),
        ("protocol", "0002_log_only_grows"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='worklistentry',
            name='is_silent',
            field=models.BooleanField(default=False, verbose_name='follows from something that is kept secret'),
        ),
        migrations.CreateModel(
            name='BreakGlass',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('reason', models.CharField(max_length=40, verbose_name='reason')),
                ('explanation', models.TextField(verbose_name='explanation')),
                ('categories', models.JSONField(default=list, verbose_name='kinds of data')),
                ('since', models.DateTimeField(verbose_name='since')),
                ('until', models.DateTimeField(verbose_name='until')),
                ('review_by', models.DateTimeField(verbose_name='to be reviewed before')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by')),
                ('disclosure', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.disclosure', verbose_name='disclosure')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.dossier', verbose_name='dossier')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='opened for')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='organisation that reviews')),
            ],
            options={
                'verbose_name': 'emergency access',
                'ordering': ['-since', '-id'],
            },
        ),
        migrations.CreateModel(
            name='BreakGlassReview',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('is_justified', models.BooleanField(verbose_name='justified')),
                ('findings', models.TextField(verbose_name='findings')),
                ('reviewed_at', models.DateTimeField(verbose_name='reviewed at')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.dossier', verbose_name='dossier')),
                ('reviewed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reviewed by')),
                ('use', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='review', to='cases.breakglass', verbose_name='emergency access')),
            ],
            options={
                'verbose_name': 'review of an emergency access',
                'ordering': ['reviewed_at'],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('given', 'given'), ('refused', 'refused'), ('withdrawn', 'withdrawn')], max_length=20, verbose_name='answer')),
                ('categories', models.JSONField(default=list, verbose_name='kinds of data')),
                ('receivers', models.JSONField(default=list, verbose_name='receivers')),
                ('purpose', models.CharField(choices=[('protection', 'protection'), ('registration', 'registration'), ('investigation', 'investigation'), ('residence', 'residence'), ('statistics', 'statistics'), ('administration', 'administration')], max_length=40, verbose_name='purpose')),
                ('asked_on', models.DateField(verbose_name='asked on')),
                ('language', models.CharField(max_length=60, verbose_name='language of the talk')),
                ('interpreter', models.CharField(blank=True, max_length=60, verbose_name='interpreter')),
                ('decider', models.CharField(choices=[('person', 'the person'), ('parent', 'a parent with custody'), ('guardian', 'the guardian'), ('both', 'the child together with a parent or guardian')], max_length=20, verbose_name='who decided')),
                ('child_heard', models.CharField(choices=[('yes', 'yes'), ('no', 'no'), ('adult', 'the person is an adult')], max_length=10, verbose_name='child heard')),
                ('explanation', models.TextField(blank=True, verbose_name='explanation')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded at')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='cases.dossier', verbose_name='dossier')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='protocol.logentry', verbose_name='event')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='asked for')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('withdraws', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='cases.consent', verbose_name='withdraws')),
            ],
            options={
                'verbose_name': 'consent',
                'ordering': ['recorded_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Paragraph',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('category', models.CharField(blank=True, choices=[('progress', 'steps, duties and terms'), ('signal', 'signals and what happened to the person'), ('identity', 'identity'), ('contact', 'how to reach the person'), ('shelter_location', 'location of the shelter'), ('health', 'health'), ('criminal', 'police report and criminal case'), ('investigation', 'investigation tactics'), ('youth_care', 'youth care and guardianship'), ('residence', 'residence'), ('statistics', 'figures')], max_length=20, verbose_name='kind of data')),
                ('sealed_as', models.CharField(choices=[('progress', 'steps, duties and terms'), ('signal', 'signals and what happened to the person'), ('identity', 'identity'), ('contact', 'how to reach the person'), ('shelter_location', 'location of the shelter'), ('health', 'health'), ('criminal', 'police report and criminal case'), ('investigation', 'investigation tactics'), ('youth_care', 'youth care and guardianship'), ('residence', 'residence'), ('statistics', 'figures')], max_length=20, verbose_name='kept with the kind')),
                ('sealed', models.BinaryField(verbose_name='sealed text')),
                ('classified_at', models.DateTimeField(verbose_name='classified at')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('classified_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='classified by')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.dossier', verbose_name='dossier')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='protocol.logentry', verbose_name='event')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='written for')),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='cases.paragraph', verbose_name='replaces')),
            ],
            options={
                'verbose_name': 'paragraph',
                'ordering': ['entry', 'number', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SharingRequest',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('provider', 'permission of the organisation that the data came from'), ('second_person', 'agreement of a second colleague')], max_length=20, verbose_name='kind')),
                ('categories', models.JSONField(default=list, verbose_name='kinds of data')),
                ('purpose', models.CharField(choices=[('protection', 'protection'), ('registration', 'registration'), ('investigation', 'investigation'), ('residence', 'residence'), ('statistics', 'statistics'), ('administration', 'administration')], max_length=40, verbose_name='purpose')),
                ('ground', models.CharField(max_length=200, verbose_name='ground')),
                ('why', models.TextField(verbose_name='why')),
                ('state', models.CharField(choices=[('asked', 'waits for an answer'), ('granted', 'agreed'), ('refused', 'not agreed')], default=vangnet.cases.states.RequestState['ASKED'], max_length=20, verbose_name='state')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='answered at')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('answerer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='who must answer')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('asker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='asked by')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.dossier', verbose_name='dossier')),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='to share with')),
            ],
            options={
                'verbose_name': 'request to share',
                'ordering': ['asked_at', 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='breakglass',
            index=models.Index(fields=['account', 'since'], name='break_glass_by_account'),
        ),
        migrations.AddIndex(
            model_name='breakglass',
            index=models.Index(fields=['owner', 'since'], name='break_glass_by_owner'),
        ),
        migrations.AddConstraint(
            model_name='breakglass',
            constraint=models.CheckConstraint(condition=models.Q(('until__gt', models.F('since'))), name='break_glass_ends'),
        ),
        migrations.AddConstraint(
            model_name='breakglass',
            constraint=models.CheckConstraint(condition=models.Q(('explanation', ''), _negated=True), name='break_glass_is_explained'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', vangnet.cases.states.ConsentState['WITHDRAWN']), ('withdraws__isnull', False)), models.Q(models.Q(('state', vangnet.cases.states.ConsentState['WITHDRAWN']), _negated=True), ('withdraws__isnull', True)), _connector='OR'), name='consent_withdrawal_names_what'),
        ),
        migrations.AddIndex(
            model_name='paragraph',
            index=models.Index(fields=['dossier', 'entry'], name='paragraph_by_dossier'),
        ),
        migrations.AddIndex(
            model_name='sharingrequest',
            index=models.Index(fields=['answerer', 'state'], name='sharing_request_by_answerer'),
        ),
        migrations.AddConstraint(
            model_name='sharingrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True), ('state', vangnet.cases.states.RequestState['ASKED'])), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), models.Q(('state', vangnet.cases.states.RequestState['ASKED']), _negated=True)), _connector='OR'), name='sharing_request_answered_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='sharingrequest',
            constraint=models.CheckConstraint(condition=models.Q(('answered_by__isnull', True), models.Q(('answered_by', models.F('asked_by')), _negated=True), _connector='OR'), name='sharing_request_answered_by_another'),
        ),
        *(keep_as_log(f"cases_{table}") for table in ("consent", "breakglass", "breakglassreview", "paragraph")),
        # Lines that were computed before do not say whether they are silent: every dossier is computed anew.
        migrations.RunSQL("UPDATE cases_dossierstanding SET next_change_at = now()", migrations.RunSQL.noop),
    ]
