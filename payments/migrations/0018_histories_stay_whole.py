"""The histories refuse TRUNCATE, too."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('payments', '0017_refunds_leave_with_their_plan'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='manualrefundhistory',
            name='append_only',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='paymenttransactionhistory',
            name='append_only',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='refundhistory',
            name='append_only',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='manualrefundhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='06bf429d42a61af9c61c370909c468dc9cbbd711', operation='UPDATE', pgid='pgtrigger_append_only_update_110c5', table='payments_manualrefundhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='manualrefundhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='2e222f4e276172b58aa68a8941596922148a9027', operation='DELETE', pgid='pgtrigger_append_only_delete_003ed', table='payments_manualrefundhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='manualrefundhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='10244bf76caebbc769cc91abb708f3e1e8374081', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_205f9', table='payments_manualrefundhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymenttransactionhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='a62d398fe9f289bee041f5169e794808c02ae5ee', operation='UPDATE', pgid='pgtrigger_append_only_update_b7e1d', table='payments_paymenttransactionhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymenttransactionhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='4cf7894f6338a181dce968f1df85d37208091eea', operation='DELETE', pgid='pgtrigger_append_only_delete_2e9b3', table='payments_paymenttransactionhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymenttransactionhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='fc5e4489000e046b64fc458c3bcac3a1f7c7e47d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_79036', table='payments_paymenttransactionhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refundhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='5dfbd27e9497a41d17bae90fc2669152adc13b0e', operation='UPDATE', pgid='pgtrigger_append_only_update_846d0', table='payments_refundhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refundhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='15481bfbeaa0adf80cbeaa173ce0dcd3f25488f6', operation='DELETE', pgid='pgtrigger_append_only_delete_dca12', table='payments_refundhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refundhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='35cb58b5725d54b50b501e53afd5719bead1afc3', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_eed52', table='payments_refundhistory', when='BEFORE')),
        ),
    ]
