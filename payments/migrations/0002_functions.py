"""What the triggers of payments look up; a query may not stand in their WHEN, a function may."""

from django.db import migrations

PAYMENT = """
CREATE FUNCTION transaction_is_of(payment bigint, of_order bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT FROM payments_paymenttransaction WHERE id = payment AND order_id = of_order);
"""

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


class Migration(migrations.Migration):

    replaces = [
        ('payments', '0002_refunds'),
    ]

    dependencies = [
        ('payments', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(PAYMENT, "DROP FUNCTION transaction_is_of"),
        migrations.RunSQL(LETS_GO, "DROP FUNCTION plan_lets_refund_go"),
    ]
