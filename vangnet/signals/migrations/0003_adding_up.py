import django.db.models.deletion
import vangnet.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('signals', '0002_seen'),
    ]

    operations = [
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('address', models.CharField(default=vangnet.core.ids.random_id, editable=False, max_length=20, unique=True, verbose_name='address')),
                ('kind', models.CharField(choices=[('telephone', 'telephone number'), ('mail', 'mail address'), ('address', 'address'), ('place', 'place'), ('vehicle', 'vehicle'), ('company', 'company'), ('advertisement', 'text of an advertisement'), ('account_name', 'account name'), ('person', 'person')], max_length=20, verbose_name='kind of mark')),
                ('way', models.CharField(choices=[('exact', 'written the same'), ('normalised', 'the same, written differently'), ('fuzzy', 'nearly the same text')], max_length=20, verbose_name='how it was found')),
                ('token', models.BinaryField(max_length=16, verbose_name='keyed number that they share')),
                ('score', models.PositiveSmallIntegerField(default=100, verbose_name='how much they have in common, in percent')),
                ('shared', models.PositiveSmallIntegerField(default=0, verbose_name='how many pairs of words they share')),
                ('is_common', models.BooleanField(default=False, verbose_name='set aside, since too many signals share it')),
                ('found_at', models.DateTimeField(verbose_name='found at')),
                ('rejected_at', models.DateTimeField(null=True, verbose_name='rejected at')),
                ('why', models.CharField(blank=True, choices=[('other_person', 'It is somebody or something else'), ('written_wrong', 'The number or name was written down wrong'), ('shared_by_many', 'Many people use it, such as the number of a taxi or a shelter'), ('chance', 'It is a coincidence')], max_length=20, verbose_name='why it was rejected')),
                ('confirmed_at', models.DateTimeField(null=True, verbose_name='confirmed at')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='signals.signal', verbose_name='signal')),
                ('judged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='judged by')),
                ('judged_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='judged for')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='signals.signal', verbose_name='other signal')),
            ],
            options={
                'verbose_name': 'link between signals',
                'ordering': ['-found_at', 'id'],
                'indexes': [models.Index(fields=['second'], name='links_from_the_other_side'), models.Index(condition=models.Q(('is_common', False)), fields=['token'], name='links_of_a_mark')],
                'constraints': [models.UniqueConstraint(fields=('first', 'second', 'kind', 'token'), name='link_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='link_in_one_direction'), models.CheckConstraint(condition=models.Q(models.Q(('rejected_at__isnull', True), ('why', '')), models.Q(('confirmed_at__isnull', True), ('rejected_at__isnull', False), models.Q(('why', ''), _negated=True)), _connector='OR'), name='link_rejected_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('telephone', 'telephone number'), ('mail', 'mail address'), ('address', 'address'), ('place', 'place'), ('vehicle', 'vehicle'), ('company', 'company'), ('advertisement', 'text of an advertisement'), ('account_name', 'account name'), ('person', 'person')], max_length=20, verbose_name='kind of mark')),
                ('category', models.CharField(choices=[('progress', 'steps, duties and terms'), ('signal', 'signals and what happened to the person'), ('identity', 'identity'), ('contact', 'how to reach the person'), ('shelter_location', 'location of the shelter'), ('health', 'health'), ('criminal', 'police report and criminal case'), ('investigation', 'investigation tactics'), ('youth_care', 'youth care and guardianship'), ('residence', 'residence'), ('statistics', 'figures')], max_length=20, verbose_name='kind of data')),
                ('exact', models.BinaryField(max_length=16, verbose_name='keyed number of how it is written')),
                ('normal', models.BinaryField(max_length=16, verbose_name='keyed number of what is compared')),
                ('sealed', models.BinaryField(verbose_name='sealed text')),
                ('hardness', models.CharField(choices=[('observed', 'seen or heard by who reports'), ('told', 'told by somebody'), ('assumed', 'assumed'), ('unknown', 'not known')], default='unknown', max_length=20, verbose_name='hardness')),
                ('written_at', models.DateTimeField(verbose_name='written at')),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation', verbose_name='written for')),
                ('signal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='signals.signal', verbose_name='signal')),
            ],
            options={
                'verbose_name': 'mark of a signal',
                'ordering': ['written_at', 'id'],
                'indexes': [models.Index(fields=['normal'], name='marks_that_are_the_same')],
            },
        ),
        migrations.CreateModel(
            name='TextTrace',
            fields=[
                ('id', models.UUIDField(default=vangnet.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.BigIntegerField(verbose_name='keyed number')),
                ('signal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='signals.signal', verbose_name='signal')),
            ],
            options={
                'verbose_name': 'trace of a text',
                'constraints': [models.UniqueConstraint(fields=('number', 'signal'), name='text_trace_once_in_a_signal')],
            },
        ),
    ]

