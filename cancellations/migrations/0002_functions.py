"""What the triggers of cancellations look up; a query may not stand in their WHEN, a function may."""

from django.db import migrations

OF_ORDER = """
CREATE FUNCTION item_is_of_order(item bigint, of_order bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (SELECT FROM orders_orderitem WHERE id = item AND order_id = of_order);
"""

MAY_HOLD = """
CREATE FUNCTION plan_may_hold(plan bigint, item bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT FROM cancellations_cancellationplan AS p
    JOIN orders_orderitem AS i ON i.order_id = p.order_id
    WHERE p.id = plan AND i.id = item AND p.plan_type = CASE
        WHEN COALESCE(i.status_before_cancellation, i.status) < 500 THEN 'cancel'
        ELSE 'refund' END);
"""

MAY_SERVE = """
CREATE FUNCTION refund_may_serve(refund bigint, plan bigint, plan_item bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT FROM cancellations_cancellationplan AS p
    JOIN payments_refund AS r ON r.order_id = p.order_id
    WHERE p.id = plan AND r.id = refund)
AND (plan_item IS NULL OR EXISTS (
    SELECT FROM cancellations_cancellationplanitem AS i
    WHERE i.id = plan_item AND i.plan_id = plan));
"""

HAS_REFUND = """
CREATE FUNCTION plan_has_refund_in(plan bigint, statuses text[]) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT FROM cancellations_planrefund AS l
    JOIN payments_refund AS r ON r.id = l.refund_id
    WHERE l.plan_id = plan AND r.status = ANY (statuses));
"""

IS_OPEN = """
CREATE FUNCTION plan_is_open(plan bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT FROM cancellations_cancellationplan AS p
    WHERE p.id = plan AND p.status IN ('manual_refund_needed', 'refunding', 'waiting'));
"""


class Migration(migrations.Migration):

    replaces = [
        ('cancellations', '0002_reasons_and_strategies'),
    ]

    dependencies = [
        ('cancellations', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(OF_ORDER, "DROP FUNCTION item_is_of_order"),
        migrations.RunSQL(MAY_HOLD, "DROP FUNCTION plan_may_hold"),
        migrations.RunSQL(MAY_SERVE, "DROP FUNCTION refund_may_serve"),
        migrations.RunSQL(HAS_REFUND, "DROP FUNCTION plan_has_refund_in"),
        migrations.RunSQL(IS_OPEN, "DROP FUNCTION plan_is_open"),
    ]
