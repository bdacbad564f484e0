"""An account that was written down wrongly is put right, until money was sent to it."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

PLAN_IS_USED = """
CREATE FUNCTION plan_account_is_used(plan bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT FROM cancellations_planrefund AS l
    JOIN payments_refund AS r ON r.id = l.refund_id
    LEFT JOIN cancellations_cancellationplanitem AS i ON i.id = l.plan_item_id
    WHERE l.plan_id = plan AND r.status = 'made' AND COALESCE(i.iban, '') = '');
"""

# Refunds are found by their plan.
PLAN_ITEM_IS_USED = """
CREATE FUNCTION plan_item_account_is_used(plan_item bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT FROM cancellations_cancellationplanitem AS i
    JOIN cancellations_planrefund AS l ON l.plan_id = i.plan_id AND l.plan_item_id = i.id
    JOIN payments_refund AS r ON r.id = l.refund_id
    WHERE i.id = plan_item AND r.status = 'made');
"""


class Migration(migrations.Migration):

    replaces = [('cancellations', '0013_accounts_put_right')]

    dependencies = [
        ('cancellations', '0003_rules'),
    ]

    operations = [
        migrations.RunSQL(PLAN_IS_USED, "DROP FUNCTION plan_account_is_used"),
        migrations.RunSQL(PLAN_ITEM_IS_USED, "DROP FUNCTION plan_item_account_is_used"),
        pgtrigger.migrations.RemoveTrigger(
            model_name='cancellationplan',
            name='plan_keeps_its_account',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='cancellationplanitem',
            name='plan_item_keeps_its_account',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplan',
            trigger=pgtrigger.compiler.Trigger(name='plan_keeps_its_account', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN ((OLD.iban <> NEW.iban AND NOT ((NEW.iban = '' AND NOT (OLD.status IN ('manual_refund_needed', 'refunding', 'waiting'))) OR ((OLD.iban = '' OR OLD.iban = '') AND OLD.status IN ('manual_refund_needed', 'refunding', 'waiting')) OR (COALESCE(current_setting('omnitron.account_correction', true), '') <> '' AND OLD.iban <> '' AND NEW.iban <> '' AND OLD.status IN ('manual_refund_needed', 'refunding', 'waiting') AND NOT plan_account_is_used(OLD.id)))) OR (OLD.holder_name <> NEW.holder_name AND NOT ((NEW.holder_name = '' AND NOT (OLD.status IN ('manual_refund_needed', 'refunding', 'waiting'))) OR ((OLD.holder_name = '' OR OLD.iban = '') AND OLD.status IN ('manual_refund_needed', 'refunding', 'waiting')) OR (COALESCE(current_setting('omnitron.account_correction', true), '') <> '' AND OLD.iban <> '' AND NEW.holder_name <> '' AND OLD.status IN ('manual_refund_needed', 'refunding', 'waiting') AND NOT plan_account_is_used(OLD.id)))))", func="\nRAISE EXCEPTION '%: the account of row % stays as it was given.', TG_TABLE_NAME, OLD.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_keeps_its_account';\n", hash='48643ef802e033510dc617d721f13f80e8b3ec8f', operation='UPDATE OF "iban", "holder_name"', pgid='pgtrigger_plan_keeps_its_account_2cd76', table='cancellations_cancellationplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellationplanitem',
            trigger=pgtrigger.compiler.Trigger(name='plan_item_keeps_its_account', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN ((OLD.iban <> NEW.iban AND NOT ((NEW.iban = '' AND NOT (plan_is_open(OLD.plan_id))) OR (FALSE) OR (COALESCE(current_setting('omnitron.account_correction', true), '') <> '' AND OLD.iban <> '' AND NEW.iban <> '' AND plan_is_open(OLD.plan_id) AND NOT plan_item_account_is_used(OLD.id)))) OR (OLD.holder_name <> NEW.holder_name AND NOT ((NEW.holder_name = '' AND NOT (plan_is_open(OLD.plan_id))) OR (FALSE) OR (COALESCE(current_setting('omnitron.account_correction', true), '') <> '' AND OLD.iban <> '' AND NEW.holder_name <> '' AND plan_is_open(OLD.plan_id) AND NOT plan_item_account_is_used(OLD.id)))))", func="\nRAISE EXCEPTION '%: the account of row % stays as it was given.', TG_TABLE_NAME, OLD.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_item_keeps_its_account';\n", hash='b17e8aeb7d2adf7fbf41795eaa3fe5302d4ca305', operation='UPDATE OF "iban", "holder_name"', pgid='pgtrigger_plan_item_keeps_its_account_ffdfa', table='cancellations_cancellationplanitem', when='BEFORE')),
        ),
    ]
