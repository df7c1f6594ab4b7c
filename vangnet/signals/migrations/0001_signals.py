import django.db.models.deletion
import vangnet.core.ids
import vangnet.signals.models.signals
import vangnet.signals.states
from django.conf import settings
from django.db import migrations, models
from vangnet.access.append_only import keep_as_log


class Migration(migrations.Migration):

    initial = True

    dependencies = [("access", "0011_signals")]

    operations = [
        migrations.CreateModel(
            name='Signal',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('address', models.CharField(default=vangnet.core.ids.random_id, editable=False, max_length=20, unique=True, verbose_name='address')),
                ('reference', models.CharField(default=vangnet.signals.models.signals.new_reference, max_length=20, unique=True, verbose_name='reference')),
                ('channel', models.CharField(choices=[('public', 'public form'), ('professional', 'form for professionals'), ('caller', 'by telephone'), ('bulk', 'file')], max_length=20, verbose_name='way in')),
                ('reporter_type', models.CharField(max_length=40, verbose_name='kind of reporter')),
                ('owned_since', models.DateTimeField(verbose_name='owner since')),
                ('state', models.CharField(choices=[('received', 'received'), ('owned', 'in hand'), ('asked', 'waits for an answer'), ('parked', 'parked'), ('investigated', 'with investigation'), ('registered', 'registered as possible victim'), ('closed', 'closed')], default=vangnet.signals.states.SignalState['RECEIVED'], max_length=20, verbose_name='state')),
                ('state_since', models.DateTimeField(verbose_name='in this state since')),
                ('received_at', models.DateTimeField(verbose_name='received at')),
                ('taken_at', models.DateTimeField(null=True, verbose_name='first taken in hand at')),
                ('seen_from', models.DateTimeField(null=True, verbose_name='seen from')),
                ('seen_until', models.DateTimeField(null=True, verbose_name='seen until')),
                ('seen_precision', models.CharField(default='unknown', max_length=20, verbose_name='how exactly')),
                ('seen_text', models.CharField(blank=True, max_length=200, verbose_name='when, in words')),
                ('forms', models.JSONField(default=list, verbose_name='forms of exploitation')),
                ('region', models.CharField(blank=True, max_length=100, verbose_name='region')),
                ('municipality', models.CharField(blank=True, max_length=100, verbose_name='municipality')),
                ('setting', models.CharField(blank=True, max_length=60, verbose_name='setting')),
                ('urgency', models.CharField(choices=[('now', 'now'), ('soon', 'within days'), ('ordinary', 'no hurry'), ('unknown', 'not known')], default='unknown', max_length=20, verbose_name='urgency')),
                ('danger', models.CharField(blank=True, choices=[('yes', 'yes'), ('no', 'no'), ('unknown', 'I do not know'), ('not_said', 'I would rather not say')], max_length=20, verbose_name='danger')),
                ('hardness', models.CharField(choices=[('observed', 'seen or heard by who reports'), ('told', 'told by somebody'), ('assumed', 'assumed'), ('unknown', 'not known')], default='unknown', max_length=20, verbose_name='hardness')),
                ('weight', models.IntegerField(default=0, verbose_name='weight')),
                ('weight_version', models.CharField(blank=True, max_length=60, verbose_name='weighed with')),
                ('priority', models.IntegerField(default=1000, verbose_name='priority')),
                ('cluster', models.UUIDField(db_index=True, null=True, verbose_name='cluster')),
                ('review_on', models.DateField(null=True, verbose_name='look again on')),
                ('feedback_due', models.DateField(null=True, verbose_name='feedback before')),
                ('closed_at', models.DateTimeField(null=True, verbose_name='closed at')),
                ('outcome', models.CharField(blank=True, max_length=60, verbose_name='outcome')),
                ('basis', models.CharField(blank=True, max_length=60, verbose_name='basis')),
                ('investigation', models.CharField(blank=True, choices=[('waits', 'waits for a decision'), ('started', 'investigation started'), ('parked', 'parked by investigation'), ('refused', 'not taken up by investigation')], max_length=20, verbose_name='investigation')),
                ('passed_at', models.DateTimeField(null=True, verbose_name='passed to investigation at')),
                ('dossier_id', models.UUIDField(null=True, verbose_name='dossier')),
                ('submission_key', models.UUIDField(null=True, unique=True, verbose_name='key of sending')),
                ('has_minor', models.CharField(blank=True, choices=[('yes', 'yes'), ('no', 'no'), ('unknown', 'I do not know'), ('not_said', 'I would rather not say')], max_length=20, verbose_name='about a child')),
                ('care_report', models.CharField(blank=True, choices=[('yes', 'yes'), ('no', 'no'), ('unknown', 'not known'), ('not_needed', 'not needed')], max_length=20, verbose_name='known to care')),
                ('idle_handovers', models.PositiveSmallIntegerField(default=0, verbose_name='hand-overs without action in between')),
                ('is_group', models.BooleanField(default=False, verbose_name='one situation with many people')),
                ('handler', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='handled by')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='owner')),
                ('reported_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reported by')),
                ('reporting_organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='reported by organisation')),
            ],
            options={
                'verbose_name': 'signal',
                'ordering': ['-received_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('offered', 'waits for an answer'), ('accepted', 'taken over'), ('refused', 'not taken over'), ('withdrawn', 'offer taken back')], default=vangnet.signals.states.OfferState['OFFERED'], max_length=20, verbose_name='state')),
                ('why', models.CharField(max_length=60, verbose_name='why this organisation')),
                ('ground', models.CharField(max_length=200, verbose_name='ground')),
                ('offered_at', models.DateTimeField(verbose_name='offered at')),
                ('answer_before', models.DateTimeField(verbose_name='answer before')),
                ('reminded_at', models.DateTimeField(null=True, verbose_name='reminded at')),
                ('deputy_told_at', models.DateTimeField(null=True, verbose_name='deputy told at')),
                ('escalated_at', models.DateTimeField(null=True, verbose_name='escalated at')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='answered at')),
                ('reason', models.CharField(blank=True, max_length=60, verbose_name='reason')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('disclosure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.disclosure', verbose_name='line of the register')),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='from')),
                ('offered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='offered by')),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='to')),
                ('signal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='signals.signal', verbose_name='signal')),
            ],
            options={
                'verbose_name': 'hand-over of a signal',
                'ordering': ['offered_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('finding', models.CharField(choices=[('indications', 'there are indications'), ('no_indications', 'there are no indications'), ('undecided', 'cannot be said yet')], max_length=20, verbose_name='finding')),
                ('basis', models.CharField(blank=True, max_length=60, verbose_name='basis')),
                ('found_at', models.DateTimeField(verbose_name='found at')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='seen so by')),
                ('signal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='signals.signal', verbose_name='signal')),
            ],
            options={
                'verbose_name': 'assessment of a signal',
                'ordering': ['found_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SignalEvent',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('code', models.CharField(max_length=40, verbose_name='act')),
                ('before', models.CharField(blank=True, choices=[('received', 'received'), ('owned', 'in hand'), ('asked', 'waits for an answer'), ('parked', 'parked'), ('investigated', 'with investigation'), ('registered', 'registered as possible victim'), ('closed', 'closed')], max_length=20, verbose_name='state before')),
                ('after', models.CharField(choices=[('received', 'received'), ('owned', 'in hand'), ('asked', 'waits for an answer'), ('parked', 'parked'), ('investigated', 'with investigation'), ('registered', 'registered as possible victim'), ('closed', 'closed')], max_length=20, verbose_name='state after')),
                ('reason', models.CharField(blank=True, max_length=60, verbose_name='reason')),
                ('happened_at', models.DateTimeField(verbose_name='happened at')),
                ('about', models.JSONField(default=dict, verbose_name='about')),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='done by')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='done for')),
                ('owner_after', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='owner after')),
                ('owner_before', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='owner before')),
                ('signal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='signals.signal', verbose_name='signal')),
            ],
            options={
                'verbose_name': 'event of a signal',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='SignalPerson',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('age', models.PositiveSmallIntegerField(null=True, verbose_name='age')),
                ('age_answer', models.CharField(blank=True, choices=[('known', 'known'), ('unknown', 'I do not know'), ('not_said', 'I would rather not say')], max_length=20, verbose_name='age known')),
                ('age_at_recruitment', models.PositiveSmallIntegerField(null=True, verbose_name='age at recruitment')),
                ('recruitment_answer', models.CharField(blank=True, choices=[('known', 'known'), ('unknown', 'I do not know'), ('not_said', 'I would rather not say')], max_length=20, verbose_name='age at recruitment known')),
                ('nationality', models.CharField(blank=True, max_length=20, verbose_name='nationality')),
                ('nationality_answer', models.CharField(blank=True, choices=[('known', 'known'), ('unknown', 'I do not know'), ('not_said', 'I would rather not say')], max_length=20, verbose_name='nationality known')),
                ('forms', models.JSONField(default=list, verbose_name='forms of exploitation')),
                ('forms_answer', models.CharField(blank=True, choices=[('known', 'known'), ('unknown', 'I do not know'), ('not_said', 'I would rather not say')], max_length=20, verbose_name='form of exploitation known')),
                ('sex', models.CharField(blank=True, max_length=20, verbose_name='sex')),
                ('is_minor', models.CharField(blank=True, choices=[('yes', 'yes'), ('no', 'no'), ('unknown', 'I do not know'), ('not_said', 'I would rather not say')], max_length=20, verbose_name='a child')),
                ('is_suspect', models.CharField(blank=True, choices=[('yes', 'yes'), ('no', 'no'), ('unknown', 'I do not know'), ('not_said', 'I would rather not say')], max_length=20, verbose_name='met as a suspect')),
                ('adult_behind', models.CharField(blank=True, choices=[('yes', 'yes'), ('no', 'no'), ('unknown', 'I do not know'), ('not_said', 'I would rather not say')], max_length=20, verbose_name='an adult can be behind it')),
                ('number_of_people', models.PositiveIntegerField(default=1, verbose_name='number of people')),
                ('signal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='persons', to='signals.signal', verbose_name='signal')),
            ],
            options={
                'verbose_name': 'person in a signal',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='SignalText',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('seen', 'what was seen'), ('interpretation', 'what it may mean'), ('already_done', 'what was already done'), ('safety', 'what is safe and what is not'), ('reporter_contact', 'how to reach the reporter'), ('person_identity', 'who the person is'), ('question', 'question to the reporter'), ('answer', 'answer of the reporter'), ('addition', 'added by the reporter'), ('note', 'note'), ('feedback', 'answer to the reporter')], max_length=20, verbose_name='kind')),
                ('category', models.CharField(choices=[('progress', 'steps, duties and terms'), ('signal', 'signals and what happened to the person'), ('identity', 'identity'), ('contact', 'how to reach the person'), ('shelter_location', 'location of the shelter'), ('health', 'health'), ('criminal', 'police report and criminal case'), ('investigation', 'investigation tactics'), ('youth_care', 'youth care and guardianship'), ('residence', 'residence'), ('statistics', 'figures')], max_length=20, verbose_name='kind of data')),
                ('hardness', models.CharField(choices=[('observed', 'seen or heard by who reports'), ('told', 'told by somebody'), ('assumed', 'assumed'), ('unknown', 'not known')], default='unknown', max_length=20, verbose_name='hardness')),
                ('source', models.CharField(choices=[('own_observation', 'own observation'), ('told_by_person', 'told by the person'), ('third_party', 'told by somebody else'), ('document', 'document'), ('unknown', 'not known')], default='unknown', max_length=20, verbose_name='source')),
                ('sealed', models.BinaryField(verbose_name='sealed text')),
                ('written_at', models.DateTimeField(verbose_name='written at')),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='written for')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='signals.signalperson', verbose_name='person')),
                ('signal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='signals.signal', verbose_name='signal')),
            ],
            options={
                'verbose_name': 'text with a signal',
                'ordering': ['written_at', 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='signal',
            index=models.Index(condition=models.Q(('state__in', [vangnet.signals.states.SignalState['REGISTERED'], vangnet.signals.states.SignalState['CLOSED']]), _negated=True), fields=['owner', 'priority', 'received_at', 'id'], name='signal_open_of_owner'),
        ),
        migrations.AddIndex(
            model_name='signal',
            index=models.Index(fields=['owner', '-received_at', 'id'], name='signal_of_owner'),
        ),
        migrations.AddIndex(
            model_name='signal',
            index=models.Index(fields=['reporting_organisation', '-received_at'], name='signal_of_reporter'),
        ),
        migrations.AddIndex(
            model_name='signal',
            index=models.Index(condition=models.Q(('state', vangnet.signals.states.SignalState['PARKED'])), fields=['review_on'], name='signal_to_look_at_again'),
        ),
        migrations.AddIndex(
            model_name='signal',
            index=models.Index(condition=models.Q(('feedback_due__isnull', False)), fields=['feedback_due'], name='signal_feedback_due'),
        ),
        migrations.AddConstraint(
            model_name='signal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', vangnet.signals.states.SignalState['CLOSED']), _negated=True), models.Q(('closed_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='signal_closed_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='signal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', vangnet.signals.states.SignalState['PARKED']), _negated=True), ('review_on__isnull', False), _connector='OR'), name='signal_parked_until_a_day'),
        ),
        migrations.AddIndex(
            model_name='handover',
            index=models.Index(condition=models.Q(('state', vangnet.signals.states.OfferState['OFFERED'])), fields=['receiver', 'offered_at'], name='signal_offers_to_answer'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.UniqueConstraint(condition=models.Q(('state', vangnet.signals.states.OfferState['OFFERED'])), fields=('signal',), name='signal_offered_once'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True), ('state', vangnet.signals.states.OfferState['OFFERED'])), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), models.Q(('state', vangnet.signals.states.OfferState['OFFERED']), _negated=True)), _connector='OR'), name='signal_offer_answered_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(('giver', models.F('receiver')), _negated=True), name='signal_offered_to_another'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', vangnet.signals.states.OfferState['REFUSED']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='signal_refused_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('finding', 'no_indications'), _negated=True), models.Q(('basis', ''), _negated=True), _connector='OR'), name='assessment_of_nothing_has_a_basis'),
        ),
        migrations.AddConstraint(
            model_name='signalevent',
            constraint=models.UniqueConstraint(fields=('signal', 'number'), name='signal_event_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='signalperson',
            constraint=models.UniqueConstraint(fields=('signal', 'number'), name='person_once_in_a_signal'),
        ),
        keep_as_log("signals_signaltext"),
        keep_as_log("signals_signalevent"),
        keep_as_log("signals_assessment"),
    ]
