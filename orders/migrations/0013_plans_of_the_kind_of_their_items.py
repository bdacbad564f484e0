"""An item waits for a plan of its own kind: a cancellation before it was shipped, then a return."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


# The tables of plans come later than this one: functions in plpgsql look for them when called.
IN_OPEN_PLAN = """
CREATE FUNCTION item_in_open_plan(item bigint, before integer) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM cancellations_cancellationplanitem AS i
        JOIN cancellations_cancellationplan AS p ON p.id = i.plan_id
        WHERE i.item_id = item AND i.closed_at IS NULL
            AND p.plan_type = CASE WHEN before < 500 THEN 'cancel' ELSE 'refund' END);
END
$$;
"""

# Until now a plan of either kind did.
OF_EITHER_KIND = """
CREATE FUNCTION item_in_open_plan(item bigint) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM cancellations_cancellationplanitem
        WHERE item_id = item AND closed_at IS NULL);
END
$$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0012_external_reversed'),
    ]

    operations = [
        migrations.RunSQL(IN_OPEN_PLAN, "DROP FUNCTION item_in_open_plan(bigint, integer)"),
        pgtrigger.migrations.RemoveTrigger(
            model_name='orderitem',
            name='item_moves',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderitem',
            trigger=pgtrigger.compiler.Trigger(name='item_moves', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN ((((OLD.status IS NOT DISTINCT FROM NEW.status OR (OLD.status = 200 AND NEW.status IN (300, 350, 400)) OR (OLD.status = 300 AND NEW.status IN (350, 400)) OR (OLD.status = 350 AND NEW.status IN (400)) OR (OLD.status = 400 AND NEW.status IN (450, 500)) OR (OLD.status = 450 AND NEW.status IN (400, 500)) OR (OLD.status = 500 AND NEW.status IN (510, 520, 540, 550)) OR (OLD.status = 510 AND NEW.status IN (520, 540, 550)) OR (OLD.status = 520 AND NEW.status IN (540, 550)) OR (OLD.status = 540 AND NEW.status IN (500, 520, 550)) OR (OLD.status = 544 AND NEW.status IN (550)) OR (OLD.status = 545 AND NEW.status IN (544, 550)) OR (OLD.status = 550 AND NEW.status IN (544, 545)) OR (current_setting('omnitron.correction', true) <> '' AND OLD.status IN (200, 300, 350, 400, 450, 500, 510, 520, 540, 544, 545, 550) AND NEW.status IN (200, 300, 350, 400, 450, 500, 510, 520, 540, 544, 545, 550))) AND OLD.status_before_cancellation IS NOT DISTINCT FROM NEW.status_before_cancellation) OR (((OLD.status IN (200, 300, 350, 400, 450, 500, 510, 520, 540, 544, 545, 550) AND NEW.status = 50 AND NEW.status_before_cancellation = OLD.status) OR (OLD.status = 50 AND NEW.status_before_cancellation IS NULL\n    AND NEW.status = CASE\n        WHEN NEW.status = 100 AND OLD.status_before_cancellation < 500 THEN 100\n        WHEN NEW.status = 600 AND OLD.status_before_cancellation >= 500 THEN 600\n        ELSE OLD.status_before_cancellation END)) AND item_in_open_plan(OLD.id, COALESCE(OLD.status_before_cancellation, OLD.status)))) IS NOT TRUE)", func="\nRAISE EXCEPTION 'Item % may not go from status % to status %.%', OLD.id, OLD.status, NEW.status,\n    CASE WHEN 50 IN (OLD.status, NEW.status) OR NEW.status IN (100, 600)\n         THEN ' Cancellation goes through a plan.' ELSE '' END\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'item_moves';\n", hash='905f493eccd35f3d2a5e89fa07385a61aadef7a3', operation='UPDATE OF "status", "status_before_cancellation"', pgid='pgtrigger_item_moves_6cda1', table='orders_orderitem', when='BEFORE')),
        ),
        migrations.RunSQL("DROP FUNCTION item_in_open_plan(bigint)", OF_EITHER_KIND),
    ]
