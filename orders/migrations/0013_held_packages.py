from django.db import migrations, models

# What is held, and what came back and was sent again, as `roll_up` would write it.
FILL = """
    UPDATE orders_package AS package
    SET is_held = derived.is_held,
        failed_at = CASE WHEN derived.sent_again THEN NULL ELSE package.failed_at END,
        status = CASE WHEN derived.sent_again AND package.status = 'delivery_failed'
            THEN 'shipped' ELSE package.status END
    FROM (
        SELECT item.package_id,
            bool_or(item.status NOT IN (200, 300, 350))
                AND bool_or(item.status IN (50, 200, 300, 350))
                AND NOT bool_or(item.status NOT IN (50, 100, 200, 300, 350, 600)) AS is_held,
            bool_or(item.status NOT IN (100, 600)) AND NOT coalesce(
                bool_or(item.status = 540) FILTER (WHERE item.status NOT IN (50, 100, 600)),
                bool_or(item.status_before_cancellation = 540), FALSE) AS sent_again
        FROM orders_orderitem AS item
        WHERE item.package_id IS NOT NULL
        GROUP BY item.package_id
    ) AS derived
    WHERE package.id = derived.package_id
        AND (derived.is_held OR derived.sent_again AND package.failed_at IS NOT NULL)
"""
# Volatile: it sees a package that got the setting while the change waited for the lock of it.
IN_USE = """
CREATE OR REPLACE FUNCTION delivery_in_use(setting bigint) RETURNS boolean
LANGUAGE sql VOLATILE
RETURN EXISTS (
    SELECT FROM orders_package
    WHERE delivery_setting_id = setting
        AND status IN ('preparing', 'ready_to_ship', 'waiting_packaging'){condition});
"""


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0012_approved_at'),
    ]

    operations = [
        migrations.AddField(
            model_name='package',
            name='is_held',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(
            IN_USE.format(condition="\n        AND NOT is_held"), IN_USE.format(condition="")
        ),
    ]
