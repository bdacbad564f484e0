"""The account of an item is there from the start, and stays until its plan is over."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

IS_OPEN = """
CREATE FUNCTION plan_is_open(plan bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT FROM cancellations_cancellationplan AS p
    WHERE p.id = plan AND p.status IN ('manual_refund_needed', 'refunding', 'waiting'));
"""


class Migration(migrations.Migration):

    dependencies = [
        ('cancellations', '0011_histories_stay_whole'),
    ]

    operations = [
        migrations.RunSQL(IS_OPEN, "DROP FUNCTION plan_is_open"),
        pgtrigger.migrations.RemoveTrigger(
            model_name='cancellationplanitem',
            name='plan_item_keeps_its_account',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanitem',
            trigger=pgtrigger.compiler.Trigger(name='plan_item_keeps_its_account', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN ((OLD.iban <> NEW.iban AND NOT ((NEW.iban = '' AND NOT (plan_is_open(OLD.plan_id))) OR (FALSE))) OR (OLD.holder_name <> NEW.holder_name AND NOT ((NEW.holder_name = '' AND NOT (plan_is_open(OLD.plan_id))) OR (FALSE))))", func="\nRAISE EXCEPTION '%: the account of row % stays as it was given.', TG_TABLE_NAME, OLD.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_item_keeps_its_account';\n", hash='7c678d90fb4be9cec1e7f39a219688d9a5551d39', operation='UPDATE OF "iban", "holder_name"', pgid='pgtrigger_plan_item_keeps_its_account_ffdfa', table='cancellations_cancellationplanitem', when='BEFORE')),
        ),
    ]
