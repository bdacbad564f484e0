"""Without a plan nothing is sent or released; what was made at the gateway serves none."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

# The tables of plans come later than this one: a function in plpgsql looks for them when called.
LETS_GO = """
CREATE FUNCTION plan_lets_refund_go(refund bigint, method text, new_status text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN COALESCE((
        SELECT p.status = ANY (CASE
            WHEN new_status = 'released' THEN ARRAY['rejected', 'withdrawn']
            ELSE ARRAY['manual_refund_needed', 'refunding'] END)
        FROM cancellations_planrefund AS l
        JOIN cancellations_cancellationplan AS p ON p.id = l.plan_id
        WHERE l.refund_id = refund), method = 'external');
END
$$;
"""

# Until now a refund without a plan left as it liked.
WITH_OR_WITHOUT = """
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
        ('payments', '0018_histories_stay_whole'),
    ]

    operations = [
        migrations.RunSQL(LETS_GO, "DROP FUNCTION plan_lets_refund_go(bigint, text, text)"),
        pgtrigger.migrations.RemoveTrigger(
            model_name='refund',
            name='refund_leaves_with_its_plan',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='refund_leaves_with_its_plan', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.status = 'reserved' AND NEW.status <> 'reserved' AND plan_lets_refund_go(OLD.id, OLD.method, NEW.status) IS NOT TRUE)", func="\nRAISE EXCEPTION 'Refund % may not be % as its plan stands, or without one.', OLD.id, NEW.status\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_leaves_with_its_plan';\n", hash='e8c9031d4025caf54a8964216225a4fec0474e7c', operation='UPDATE OF "status"', pgid='pgtrigger_refund_leaves_with_its_plan_7e57c', table='payments_refund', when='BEFORE')),
        ),
        migrations.RunSQL("DROP FUNCTION plan_lets_refund_go(bigint, text)", WITH_OR_WITHOUT),
    ]
