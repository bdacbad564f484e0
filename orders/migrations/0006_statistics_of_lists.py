"""Tell the planner how few orders have several values in a list.

Without it a third is assumed, and for a rare value the order of dates is walked to its end.
"""

from django.db import migrations

COLUMNS = ["payment_types", "seller_ids", "shipping_company_ids"]
# The expression that the ORM writes for the length of an array.
LENGTH = (
    "(CASE WHEN {column} IS NULL THEN NULL"
    " ELSE coalesce(array_length({column}, 1), 0) END)"
)


class Migration(migrations.Migration):
    dependencies = [("orders", "0005_list_indexes")]
    operations = [
        migrations.RunSQL(
            f"CREATE STATISTICS order_{column}_length ON {LENGTH.format(column=column)}"
            " FROM orders_order",
            f"DROP STATISTICS order_{column}_length",
        )
        for column in COLUMNS
    ]
