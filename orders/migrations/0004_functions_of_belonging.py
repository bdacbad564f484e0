"""What a row looks up of the row that it names; the triggers after this ask in their WHEN.

A query may not stand there, a function may. It sees the rows that earlier statements wrote.
"""

from django.db import migrations

PACKAGE = """
CREATE FUNCTION package_is_of(package bigint, of_order bigint, of_seller bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT FROM orders_package
    WHERE id = package AND order_id = of_order AND seller_id = of_seller);
"""

CUSTOMER = """
CREATE FUNCTION customer_channel(customer bigint) RETURNS bigint
LANGUAGE sql STABLE
RETURN (SELECT channel_id FROM orders_customer WHERE id = customer);
"""

ORDER = """
CREATE FUNCTION order_currency(of_order bigint) RETURNS varchar
LANGUAGE sql STABLE
RETURN (SELECT currency FROM orders_order WHERE id = of_order);
"""

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


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0003_statistics'),
    ]

    operations = [
        migrations.RunSQL(PACKAGE, "DROP FUNCTION package_is_of"),
        migrations.RunSQL(CUSTOMER, "DROP FUNCTION customer_channel"),
        migrations.RunSQL(ORDER, "DROP FUNCTION order_currency"),
        migrations.RunSQL(IN_OPEN_PLAN, "DROP FUNCTION item_in_open_plan"),
    ]
