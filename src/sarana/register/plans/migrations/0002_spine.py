
import django.db.models.deletion
import sarana.base.identifiers
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('files', '0001_initial'),
        ('places', '0001_initial'),
        ('plans', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Its data is carried over by the migration that follows.
        migrations.RenameModel("Target", "OldTarget"),
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.UUIDField(default=sarana.base.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('reason', models.CharField(max_length=300)),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('adopted', 'Adopted'), ('dropped', 'Dropped')], default='proposed', max_length=10)),
                ('legal_act', models.CharField(blank=True, max_length=200)),
                ('opened_at', models.DateTimeField()),
                ('decided_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='BudgetLine',
            fields=[
                ('id', models.UUIDField(default=sarana.base.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('fiscal_year', models.PositiveSmallIntegerField()),
                ('source', models.CharField(choices=[('state', 'State budget'), ('donor', 'Donor'), ('ngo', 'Non-governmental organisation'), ('not_covered', 'Not covered')], max_length=12)),
                ('funder', models.CharField(blank=True, max_length=120)),
                ('currency', models.CharField(choices=[('KHR', 'riel'), ('USD', 'US dollar')], max_length=3)),
                ('planned', models.DecimalField(decimal_places=2, max_digits=16)),
                ('committed', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=16)),
                ('spent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=16)),
                ('call_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['fiscal_year', 'source', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Escalation',
            fields=[
                ('id', models.UUIDField(default=sarana.base.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('level', models.CharField(choices=[('unit', 'The unit itself'), ('province', 'Provincial committee'), ('working_group', 'Working group'), ('national', 'National committee'), ('chair', 'Chair of the national committee')], max_length=14)),
                ('on', models.DateField()),
                ('reason', models.CharField(max_length=300)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.UUIDField(default=sarana.base.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=200)),
                ('query', models.JSONField(blank=True, null=True)),
                ('digest', models.CharField(max_length=64)),
                ('audience', models.CharField(choices=[('unit', 'The lead agency and the secretariat'), ('plan', 'Everybody at work'), ('public', 'The public')], default='unit', max_length=8)),
                ('added_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.UUIDField(default=sarana.base.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('text_km', models.TextField(blank=True)),
                ('text_en', models.TextField(blank=True)),
                ('source', models.CharField(choices=[('us_tip', 'US report on trafficking in persons'), ('un_body', 'Body of the United Nations'), ('ngo', 'Non-governmental organisation'), ('audit', 'Audit')], max_length=8)),
                ('document', models.CharField(max_length=200)),
                ('year', models.PositiveSmallIntegerField()),
                ('paragraph', models.CharField(blank=True, max_length=60)),
                ('address', models.URLField(blank=True)),
            ],
            options={
                'ordering': ['-year', 'source', 'id'],
            },
        ),
        migrations.CreateModel(
            name='IndicatorUse',
            fields=[
                ('id', models.UUIDField(default=sarana.base.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('indicator', models.CharField(blank=True, max_length=60)),
                ('name_km', models.CharField(blank=True, max_length=300)),
                ('name_en', models.CharField(blank=True, max_length=300)),
                ('unit_km', models.CharField(blank=True, max_length=60)),
                ('unit_en', models.CharField(blank=True, max_length=60)),
                ('definition_km', models.TextField(blank=True)),
                ('definition_en', models.TextField(blank=True)),
                ('verified_by', models.CharField(blank=True, max_length=200)),
                ('counts', models.CharField(choices=[('activity', 'Activity'), ('output', 'Output'), ('outcome', 'Outcome'), ('prevalence', 'Prevalence')], default='output', max_length=10)),
                ('direction', models.CharField(choices=[('up', 'The more the better'), ('down', 'The fewer the better')], default='up', max_length=4)),
                ('across_periods', models.CharField(choices=[('sum', 'They add up'), ('latest', 'The latest stands'), ('not', "They can't be added")], default='sum', max_length=6)),
                ('across_places', models.CharField(choices=[('sum', 'They add up'), ('latest', 'The latest stands'), ('not', "They can't be added")], default='sum', max_length=6)),
                ('baseline', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ('baseline_on', models.DateField(blank=True, null=True)),
                ('baseline_source', models.CharField(blank=True, max_length=200)),
                ('definition_version', models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                'ordering': ['node', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.UUIDField(default=sarana.base.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('title_km', models.CharField(max_length=300)),
                ('title_en', models.CharField(max_length=300)),
                ('due_on', models.DateField()),
                ('share', models.DecimalField(decimal_places=2, max_digits=5)),
                ('reached_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['due_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.UUIDField(default=sarana.base.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('period', models.CharField(max_length=7)),
                ('value', models.DecimalField(decimal_places=2, max_digits=16)),
                ('parts_reason', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['period', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Node',
            fields=[
                ('id', models.UUIDField(default=sarana.base.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('title_km', models.CharField(max_length=300)),
                ('title_en', models.CharField(max_length=300)),
                ('kind', models.CharField(choices=[('pillar', 'Strategy'), ('objective', 'Objective'), ('measure', 'Measure'), ('activity', 'Activity')], max_length=10)),
                ('order', models.PositiveSmallIntegerField()),
                ('path', models.CharField(max_length=24)),
                ('code', models.CharField(max_length=16)),
                ('problem_km', models.TextField(blank=True)),
                ('problem_en', models.TextField(blank=True)),
                ('weight', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('done_on', models.DateField(blank=True, null=True)),
                ('priority', models.CharField(choices=[('high', 'High'), ('normal', 'Normal')], default='normal', max_length=8)),
                ('delivery', models.CharField(choices=[('milestones', 'By milestones'), ('indicator', 'By an indicator')], default='milestones', max_length=10)),
                ('deliverable_km', models.CharField(blank=True, max_length=300)),
                ('deliverable_en', models.CharField(blank=True, max_length=300)),
                ('state', models.CharField(choices=[('not_started', 'Not started'), ('under_way', 'Under way'), ('stuck', 'Stuck'), ('done', 'Done')], default='not_started', max_length=12)),
                ('dropped_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['plan', 'path'],
            },
        ),
        migrations.CreateModel(
            name='NodeTag',
            fields=[
                ('id', models.UUIDField(default=sarana.base.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('scheme', models.CharField(choices=[('tvpa', 'US minimum standards (TVPA, sec. 108)'), ('actip', 'ASEAN convention (ACTIP)'), ('bohol', 'Bohol work plan of ASEAN'), ('nrm', 'Pillars of a national referral mechanism (ODIHR)'), ('greta', 'Heads of a GRETA report')], max_length=6)),
                ('code', models.CharField(max_length=20)),
            ],
            options={
                'ordering': ['scheme', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Obstacle',
            fields=[
                ('id', models.UUIDField(default=sarana.base.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('text_km', models.TextField(blank=True)),
                ('text_en', models.TextField(blank=True)),
                ('kind', models.CharField(choices=[('money', 'Money'), ('law', 'Law'), ('staff', 'Staff'), ('other_agency', 'Another agency'), ('access', 'Access'), ('safety', 'Safety')], max_length=12)),
                ('level', models.CharField(choices=[('unit', 'The unit itself'), ('province', 'Provincial committee'), ('working_group', 'Working group'), ('national', 'National committee'), ('chair', 'Chair of the national committee')], default='unit', max_length=14)),
                ('raised_on', models.DateField()),
                ('resolved_on', models.DateField(blank=True, null=True)),
                ('resolution', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='PlanVersion',
            fields=[
                ('id', models.UUIDField(default=sarana.base.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('made_at', models.DateTimeField()),
                ('legal_act', models.CharField(blank=True, max_length=200)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('content', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['plan', '-number'],
            },
        ),
        migrations.CreateModel(
            name='ProposedChange',
            fields=[
                ('id', models.UUIDField(default=sarana.base.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('field', models.CharField(max_length=30)),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
            ],
            options={
                'ordering': ['node__path', 'field'],
            },
        ),
        migrations.CreateModel(
            name='Risk',
            fields=[
                ('id', models.UUIDField(default=sarana.base.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('text_km', models.TextField(blank=True)),
                ('text_en', models.TextField(blank=True)),
                ('kind', models.CharField(choices=[('risk', 'Risk'), ('assumption', 'Assumption')], default='risk', max_length=10)),
                ('likelihood', models.PositiveSmallIntegerField()),
                ('impact', models.PositiveSmallIntegerField()),
                ('mitigation', models.CharField(blank=True, max_length=300)),
                ('closed_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.AddField(
            model_name='plan',
            name='adopted_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='plan',
            name='supersedes',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='plans.plan'),
        ),
        migrations.AlterField(
            model_name='plan',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('adopted', 'Adopted'), ('review', 'Under review'), ('closed', 'Closed')], default='draft', max_length=10),
        ),
        migrations.AddField(
            model_name='amendment',
            name='opened_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='amendment',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='plans.plan'),
        ),
        migrations.AddField(
            model_name='escalation',
            name='escalated_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='evidence',
            name='added_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='evidence',
            name='file',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.attachment'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='redacted',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.attachment'),
        ),
        migrations.AddField(
            model_name='milestone',
            name='shown_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.evidence'),
        ),
        migrations.AddField(
            model_name='target',
            name='place',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place'),
        ),
        migrations.AddField(
            model_name='target',
            name='use',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='plans.indicatoruse'),
        ),
        migrations.AddField(
            model_name='node',
            name='carried_from',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_into', to='plans.node'),
        ),
        migrations.AddField(
            model_name='node',
            name='deputy',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='node',
            name='lead_agency',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.agency'),
        ),
        migrations.AddField(
            model_name='node',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='node',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='plans.node'),
        ),
        migrations.AddField(
            model_name='node',
            name='partners',
            field=models.ManyToManyField(blank=True, related_name='+', to='accounts.agency'),
        ),
        migrations.AddField(
            model_name='node',
            name='place',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place'),
        ),
        migrations.AddField(
            model_name='node',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nodes', to='plans.plan'),
        ),
        migrations.AddField(
            model_name='node',
            name='proposed_in',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='added', to='plans.amendment'),
        ),
        migrations.AddField(
            model_name='milestone',
            name='node',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='plans.node'),
        ),
        migrations.AddField(
            model_name='indicatoruse',
            name='node',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='plans.node'),
        ),
        migrations.AddField(
            model_name='finding',
            name='nodes',
            field=models.ManyToManyField(blank=True, related_name='findings', to='plans.node'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='node',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='plans.node'),
        ),
        migrations.AddField(
            model_name='budgetline',
            name='node',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budget_lines', to='plans.node'),
        ),
        migrations.AddField(
            model_name='progressnote',
            name='node',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='plans.node'),
        ),
        migrations.AddField(
            model_name='nodetag',
            name='node',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tags', to='plans.node'),
        ),
        migrations.AddField(
            model_name='obstacle',
            name='asked_of',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.agency'),
        ),
        migrations.AddField(
            model_name='obstacle',
            name='node',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='obstacles', to='plans.node'),
        ),
        migrations.AddField(
            model_name='obstacle',
            name='raised_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='escalation',
            name='obstacle',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to='plans.obstacle'),
        ),
        migrations.AddField(
            model_name='planversion',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='planversion',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='plans.plan'),
        ),
        migrations.AddField(
            model_name='amendment',
            name='made',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amendment', to='plans.planversion'),
        ),
        migrations.AddField(
            model_name='proposedchange',
            name='amendment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='plans.amendment'),
        ),
        migrations.AddField(
            model_name='proposedchange',
            name='node',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.node'),
        ),
        migrations.AddField(
            model_name='risk',
            name='node',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='risks', to='plans.node'),
        ),
        migrations.AddField(
            model_name='risk',
            name='owner_agency',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.agency'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.UniqueConstraint(condition=models.Q(('place', None)), fields=('use', 'period'), name='one_national_target'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.UniqueConstraint(fields=('use', 'period', 'place'), name='one_target_a_place'),
        ),
        migrations.AddIndex(
            model_name='node',
            index=models.Index(fields=['plan', 'kind', 'path'], name='plans_node_plan_id_ee7d3c_idx'),
        ),
        migrations.AddConstraint(
            model_name='node',
            constraint=models.UniqueConstraint(fields=('plan', 'path'), name='one_node_a_path'),
        ),
        migrations.AddConstraint(
            model_name='nodetag',
            constraint=models.UniqueConstraint(fields=('node', 'scheme', 'code'), name='one_tag_a_node'),
        ),
        migrations.AddConstraint(
            model_name='planversion',
            constraint=models.UniqueConstraint(fields=('plan', 'number'), name='one_version_a_number'),
        ),
        migrations.AddConstraint(
            model_name='proposedchange',
            constraint=models.UniqueConstraint(fields=('amendment', 'node', 'field'), name='one_change_a_field'),
        ),
    ]
