"""What is reserved for a plan is sent once the plan began, or released once nothing came of it."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


# The tables of plans come later than this one: a function in plpgsql looks for them when called.
# A refund that serves no plan was made at the gateway.
LETS_GO = """
CREATE FUNCTION plan_lets_refund_go(refund bigint, new_status text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN NOT EXISTS (
        SELECT FROM cancellations_planrefund AS l
        JOIN cancellations_cancellationplan AS p ON p.id = l.plan_id
        WHERE l.refund_id = refund AND CASE
            WHEN new_status = 'released' THEN p.status NOT IN ('rejected', 'withdrawn')
            ELSE p.status NOT IN ('manual_refund_needed', 'refunding') END);
END
$$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('payments', '0016_attempts_without_asked'),
    ]

    operations = [
        migrations.RunSQL(LETS_GO, "DROP FUNCTION plan_lets_refund_go"),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='refund_leaves_with_its_plan', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.status = 'reserved' AND NEW.status <> 'reserved' AND plan_lets_refund_go(NEW.id, NEW.status) IS NOT TRUE)", func="\nRAISE EXCEPTION 'Refund % may not be % while its plan stands as it does.', OLD.id, NEW.status\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_leaves_with_its_plan';\n", hash='bec078aa1caadaf32cf3de14e3bdc86bfd15274c', operation='UPDATE OF "status"', pgid='pgtrigger_refund_leaves_with_its_plan_7e57c', table='payments_refund', when='BEFORE')),
        ),
    ]
