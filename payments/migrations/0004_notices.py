import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('payments', '0003_internal_ledger'),
    ]

    operations = [
        migrations.CreateModel(
            name='GatewayNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gateway', models.CharField(max_length=32)),
                ('event_id', models.CharField(db_collation='C', max_length=255)),
                ('received_at', models.DateTimeField(auto_now_add=True)),
                ('content', models.JSONField()),
                ('handled_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('handled_at__isnull', True)), fields=['received_at'], name='notice_to_handle')],
                'constraints': [models.UniqueConstraint(fields=('gateway', 'event_id'), name='one_notice_per_event')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gatewaynotice',
            trigger=pgtrigger.compiler.Trigger(name='notice_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.gateway IS DISTINCT FROM NEW.gateway OR OLD.event_id IS DISTINCT FROM NEW.event_id OR OLD.content IS DISTINCT FROM NEW.content)', func="\nRAISE EXCEPTION '%: other rows rely on what was to be changed.', TG_TABLE_NAME\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'notice_stays';\n", hash='5f134032c0c561ca983d394b6dea3db94d02bd44', operation='UPDATE OF "gateway", "event_id", "content"', pgid='pgtrigger_notice_stays_5a9f2', table='payments_gatewaynotice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gatewaynotice',
            trigger=pgtrigger.compiler.Trigger(name='notice_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '%: its rows are kept: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='3f2598ecd8601048ce564e62a8e5c77c9c96523e', operation='DELETE', pgid='pgtrigger_notice_delete_17df6', table='payments_gatewaynotice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gatewaynotice',
            trigger=pgtrigger.compiler.Trigger(name='notice_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '%: its rows are kept: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='8df865cef40e2e6b3e73fea4b62f41bc6bb4fe25', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_notice_truncate_3d515', table='payments_gatewaynotice', when='BEFORE')),
        ),
    ]
