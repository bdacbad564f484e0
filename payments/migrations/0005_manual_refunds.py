import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('payments', '0004_notices'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ManualRefund',
            fields=[
                ('refund', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='manual', serialize=False, to='payments.refund')),
                ('owned_at', models.DateTimeField(null=True)),
                ('made_on', models.DateField(null=True, verbose_name='date')),
                ('reference', models.CharField(blank=True, max_length=128, verbose_name='reference')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('proof', models.FileField(blank=True, upload_to='proofs/%Y/%m/', verbose_name='proof')),
                ('proof_name', models.CharField(blank=True, max_length=255)),
                ('made_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('made_by', None), ('made_on', None)), models.Q(('made_by__isnull', False), ('made_on__isnull', False), models.Q(('reference', ''), _negated=True)), _connector='OR'), name='manual_refund_made_by_somebody')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='manualrefund',
            trigger=pgtrigger.compiler.Trigger(name='manual_refund_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '%: its rows are kept: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='1fdfd2f59f8fb193db4709e4c213f46d945fd9b6', operation='DELETE', pgid='pgtrigger_manual_refund_delete_9254c', table='payments_manualrefund', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='manualrefund',
            trigger=pgtrigger.compiler.Trigger(name='manual_refund_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '%: its rows are kept: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='ee4f4d519fe9632b8ee9b6885eac8fd44c96c592', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_manual_refund_truncate_3833f', table='payments_manualrefund', when='BEFORE')),
        ),
    ]
