"""The histories refuse TRUNCATE, too."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('cancellations', '0010_rules_of_plans'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='cancellationplanhistory',
            name='append_only',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='cancellationplanitemhistory',
            name='append_only',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='2bcc0417b395cdad6e1f375c725679cc77a0ca66', operation='UPDATE', pgid='pgtrigger_append_only_update_80ad1', table='cancellations_cancellationplanhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='6a3520a85bdd6fecee9565666cffa89e6228abf4', operation='DELETE', pgid='pgtrigger_append_only_delete_bfab6', table='cancellations_cancellationplanhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='a7ed177c9a4bd4f91e9efedddbeb215977e00742', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_78556', table='cancellations_cancellationplanhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanitemhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='2ee48c86989fe0711856a76bcd4a55f729ced186', operation='UPDATE', pgid='pgtrigger_append_only_update_90a60', table='cancellations_cancellationplanitemhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanitemhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='2f0a6345cbcd518f5459a38d9efab0fdeeaa1a1f', operation='DELETE', pgid='pgtrigger_append_only_delete_9115a', table='cancellations_cancellationplanitemhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanitemhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nRAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP\n    USING ERRCODE = 'integrity_constraint_violation';\n", hash='d990235b41bd3d5a6603077f227e22140a4c16ff', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_append_only_truncate_644a5', table='cancellations_cancellationplanitemhistory', when='BEFORE')),
        ),
    ]
