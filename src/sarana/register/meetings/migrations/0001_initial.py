
import django.db.models.deletion
import sarana.base.identifiers
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('plans', '0004_without_the_old_tables'),
        ('vault', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.UUIDField(default=sarana.base.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('title_km', models.CharField(max_length=300)),
                ('title_en', models.CharField(max_length=300)),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('kind', models.CharField(choices=[('national_committee', 'National committee'), ('working_group', 'Working group'), ('provincial_committee', 'Provincial committee'), ('joint', 'Joint body with another state')], max_length=20)),
                ('quorum', models.PositiveSmallIntegerField(default=50)),
                ('every_months', models.PositiveSmallIntegerField(default=3)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='accounts.agency')),
                ('nodes', models.ManyToManyField(blank=True, related_name='bodies', to='plans.node')),
            ],
            options={
                'ordering': ['kind', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.UUIDField(default=sarana.base.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('wrapped_key', models.BinaryField(null=True)),
                ('sealed', models.BinaryField(null=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('held_on', models.DateField()),
                ('venue', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('running', 'Running'), ('signed', 'Minutes signed'), ('called_off', 'Called off')], default='planned', max_length=10)),
                ('signed_at', models.DateTimeField(blank=True, null=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('version', models.PositiveIntegerField(default=1)),
                ('agency_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.agencykey')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='meetings.body')),
                ('signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-held_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.UUIDField(default=sarana.base.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('title_km', models.CharField(max_length=300)),
                ('title_en', models.CharField(max_length=300)),
                ('order', models.PositiveSmallIntegerField()),
                ('outcome', models.CharField(choices=[('open', 'Not dealt with yet'), ('information', 'Information'), ('decision', 'Decision'), ('action', 'Action'), ('postponed', 'Postponed to the next meeting')], default='open', max_length=12)),
                ('outcome_km', models.TextField(blank=True)),
                ('outcome_en', models.TextField(blank=True)),
                ('decision', models.CharField(blank=True, max_length=20)),
                ('late_agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.agency')),
                ('node', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agenda_items', to='plans.node')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='meetings.meeting')),
            ],
            options={
                'ordering': ['meeting', 'order'],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.UUIDField(default=sarana.base.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('seat', models.CharField(choices=[('chair', 'Chair'), ('vice_chair', 'Vice-chair'), ('secretary', 'Secretary'), ('member', 'Member')], default='member', max_length=12)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.agency')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='meetings.body')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['body', 'id'],
            },
        ),
        migrations.AddField(
            model_name='meeting',
            name='present',
            field=models.ManyToManyField(blank=True, related_name='+', to='meetings.member'),
        ),
        migrations.CreateModel(
            name='ActionPoint',
            fields=[
                ('id', models.UUIDField(default=sarana.base.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('text_km', models.TextField(blank=True)),
                ('text_en', models.TextField(blank=True)),
                ('source', models.CharField(choices=[('meeting', 'Meeting'), ('review', 'Review'), ('finding', 'Finding of others'), ('rating', 'Own word and rule two steps apart'), ('claim_check', 'Check of what was said'), ('instrument', 'Agreement with another state')], max_length=12)),
                ('priority', models.CharField(choices=[('high', 'High'), ('normal', 'Normal')], default='normal', max_length=8)),
                ('due_on', models.DateField()),
                ('state', models.CharField(choices=[('open', 'Open'), ('done', 'Done, not verified'), ('closed', 'Closed'), ('cancelled', 'Cancelled')], default='open', max_length=10)),
                ('result', models.CharField(blank=True, max_length=300)),
                ('done_on', models.DateField(blank=True, null=True)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('assigned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('assigned_to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='action_points', to='accounts.agency')),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('evidence', models.ManyToManyField(blank=True, related_name='+', to='plans.evidence')),
                ('finding', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='plans.finding')),
                ('node', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='plans.node')),
                ('verified_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='meetings.agendaitem')),
            ],
            options={
                'ordering': ['due_on', 'id'],
                'indexes': [models.Index(fields=['state', 'due_on'], name='meetings_ac_state_c2f434_idx')],
            },
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(fields=('meeting', 'order'), name='one_item_a_place'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(fields=('body', 'number'), name='one_meeting_a_number'),
        ),
    ]
