import django.contrib.postgres.fields
import django.db.models.deletion
import exports.kinds
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('orders', '0007_frozen_selections'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ColumnSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=exports.kinds.kind_choices, max_length=20)),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=64), size=None)),
                ('format', models.CharField(choices=[('csv', 'CSV'), ('xlsx', 'Excel')], max_length=4)),
                ('zone', models.CharField(max_length=64)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='column_sets', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'saved choice of columns',
                'ordering': ['name'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('user', 'kind', 'name'), name='one_column_set_per_name'), models.CheckConstraint(condition=models.Q(('format__in', ['csv', 'xlsx'])), name='column_set_format_known')],
            },
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=exports.kinds.kind_choices, max_length=20)),
                ('format', models.CharField(choices=[('csv', 'CSV'), ('xlsx', 'Excel')], max_length=4)),
                ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=64), size=None)),
                ('panel', models.CharField(choices=[('accounts.use_omnitron', 'Omnitron'), ('accounts.use_seller_center', 'Seller Center')], max_length=40)),
                ('zone', models.CharField(max_length=64)),
                ('language', models.CharField(max_length=10)),
                ('site', models.CharField(max_length=300)),
                ('requested_at', models.DateTimeField(auto_now_add=True)),
                ('status', models.CharField(choices=[('requested', 'Requested'), ('running', 'Running'), ('ready', 'Ready'), ('failed', 'Failed'), ('canceled', 'Canceled'), ('expired', 'Expired')], default='requested', max_length=10)),
                ('claim', models.UUIDField(blank=True, null=True)),
                ('claimed_until', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('rows_done', models.PositiveBigIntegerField(default=0)),
                ('rows_total', models.PositiveBigIntegerField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('error', models.CharField(blank=True, choices=[('no_space', 'The file could not be kept: the disk for files is full or closed.'), ('not_permitted', 'You may no longer export orders.'), ('not_chosen', 'The orders can no longer be found by what was chosen: open the list, choose again.'), ('given_up', 'It was begun several times and never came to its end.'), ('unexpected', 'Something went wrong that nobody expected; the log says what.')], max_length=20)),
                ('snapshot_at', models.DateTimeField(blank=True, null=True)),
                ('sums', models.JSONField(blank=True, default=dict)),
                ('missing_count', models.PositiveIntegerField(default=0)),
                ('missing_numbers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=128), blank=True, default=list, size=None)),
                ('file', models.CharField(blank=True, max_length=200)),
                ('file_size', models.PositiveBigIntegerField(default=0)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('mail_claimed_at', models.DateTimeField(blank=True, null=True)),
                ('mailed_at', models.DateTimeField(blank=True, null=True)),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exports', to=settings.AUTH_USER_MODEL)),
                ('selection', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='exports', to='orders.orderselection')),
            ],
            options={
                'verbose_name': 'export',
                'verbose_name_plural': 'exports',
                'ordering': ['-pk'],
                'permissions': [('export_orders', 'Export orders and their items')],
                'default_permissions': (),
                'indexes': [models.Index(fields=['requested_by', '-id'], name='export_of_person'), models.Index(condition=models.Q(('status__in', ['requested', 'running'])), fields=['requested_at'], name='export_to_run'), models.Index(condition=models.Q(('status', 'ready')), fields=['expires_at'], name='export_to_expire'), models.Index(condition=models.Q(('mailed_at__isnull', True), ('status__in', ['failed', 'ready'])), fields=['finished_at'], name='export_to_mail')],
                'constraints': [models.CheckConstraint(condition=models.Q(('format__in', ['csv', 'xlsx'])), name='export_format_known'), models.CheckConstraint(condition=models.Q(('status__in', ['canceled', 'expired', 'failed', 'ready', 'requested', 'running'])), name='export_status_known'), models.CheckConstraint(condition=models.Q(('panel__in', ['accounts.use_omnitron', 'accounts.use_seller_center'])), name='export_panel_known'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('file', ''), _negated=True), models.Q(('sha256', ''), _negated=True), ('expires_at__isnull', False), ('rows_total__isnull', False), ('snapshot_at__isnull', False), ('status', 'ready')), models.Q(models.Q(('status', 'ready'), _negated=True), ('file', '')), _connector='OR'), name='export_ready_with_file'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('error', ''), _negated=True), ('status', 'failed')), models.Q(models.Q(('status', 'failed'), _negated=True), ('error', '')), _connector='OR'), name='export_failed_with_error'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'running'), _negated=True), models.Q(('claim__isnull', False), ('claimed_until__isnull', False)), _connector='OR'), name='export_running_is_claimed')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='export',
            trigger=pgtrigger.compiler.Trigger(name='export_begins_requested', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.status <> 'requested')", func="\nRAISE EXCEPTION 'Export begins open.'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'export_begins_requested';\n", hash='2c3110e2eece863f24f8e1b7b199a815a327642c', operation='INSERT', pgid='pgtrigger_export_begins_requested_764cd', table='exports_export', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='export',
            trigger=pgtrigger.compiler.Trigger(name='export_moves', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN ((OLD.status IS NOT DISTINCT FROM NEW.status OR (OLD.status = 'ready' AND NEW.status IN ('expired')) OR (OLD.status = 'requested' AND NEW.status IN ('canceled', 'running')) OR (OLD.status = 'running' AND NEW.status IN ('canceled', 'failed', 'ready'))) IS NOT TRUE)", func="\nRAISE EXCEPTION '%: row % may not go from % to %.', TG_TABLE_NAME, OLD.id, OLD.status, NEW.status\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'export_moves';\n", hash='1e19d793984d81479daf43e76f4e53a1366e9089', operation='UPDATE OF "status"', pgid='pgtrigger_export_moves_9a98e', table='exports_export', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='export',
            trigger=pgtrigger.compiler.Trigger(name='export_keeps_what_was_asked', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.kind IS DISTINCT FROM NEW.kind OR OLD.format IS DISTINCT FROM NEW.format OR OLD.columns IS DISTINCT FROM NEW.columns OR OLD.panel IS DISTINCT FROM NEW.panel OR OLD.zone IS DISTINCT FROM NEW.zone OR OLD.requested_by_id IS DISTINCT FROM NEW.requested_by_id)', func="\nRAISE EXCEPTION '%: other rows rely on what was to be changed.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'export_keeps_what_was_asked';\n", hash='9dee591fbb3b13d7c74ac858f162ef3950b5b21b', operation='UPDATE OF "kind", "format", "columns", "panel", "zone", "requested_by_id"', pgid='pgtrigger_export_keeps_what_was_asked_0bc66', table='exports_export', when='BEFORE')),
        ),
    ]
