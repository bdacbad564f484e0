"""Let the planner know rare names from common ones: it chooses each page's way by that."""

from django.db import migrations

COLUMNS = ["search", "seller_ids"]


class Migration(migrations.Migration):
    dependencies = [("orders", "0002_initial")]
    operations = [
        migrations.RunSQL(
            [f"ALTER TABLE orders_order ALTER COLUMN {name} SET STATISTICS 1000" for name in COLUMNS],
            [f"ALTER TABLE orders_order ALTER COLUMN {name} SET STATISTICS -1" for name in COLUMNS],
        )
    ]
