"""Tell the planner what it cannot guess: it chooses the way of each page of the list by that.

Rare names and sellers need a larger sample. And few orders have several values in a list: without
knowing that a third is assumed, and for a rare value the order of dates is walked to its end.
"""

from django.db import migrations

SAMPLED = ["search", "seller_ids"]
LISTS = ["payment_types", "seller_ids", "shipping_company_ids"]
# The expression that the ORM writes for the length of an array.
LENGTH = (
    "(CASE WHEN {column} IS NULL THEN NULL"
    " ELSE coalesce(array_length({column}, 1), 0) END)"
)


class Migration(migrations.Migration):
    dependencies = [("orders", "0002_initial")]

    operations = [
        migrations.RunSQL(
            [f"ALTER TABLE orders_order ALTER COLUMN {name} SET STATISTICS 1000" for name in SAMPLED],
            [f"ALTER TABLE orders_order ALTER COLUMN {name} SET STATISTICS -1" for name in SAMPLED],
        ),
        *(
            migrations.RunSQL(
                f"CREATE STATISTICS order_{column}_length ON {LENGTH.format(column=column)}"
                " FROM orders_order",
                f"DROP STATISTICS order_{column}_length",
            )
            for column in LISTS
        ),
    ]
