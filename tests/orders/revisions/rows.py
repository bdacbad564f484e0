"""What was counted, and lines of the log written past all services."""

from django.db import connection

from orders.models import Revision

ORDER = Revision.Kind.ORDER


def write_event(order, *, lines=1):
    """Lines of an order's log by one statement of raw SQL."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO orders_orderevent
                (order_id, kind, at, actor_type, actor_name, cause, changes, note)
            SELECT %s, 'note_added', now(), 'system', '', '', '{}', '' FROM generate_series(1, %s)
            """,
            [order.pk, lines],
        )


def counted(row, kind=ORDER):
    """The counters of one thing: revision, acknowledged, due, announced, unannounced."""
    return Revision.objects.values_list(
        "revision", "acknowledged", "is_due", "announced", "is_unannounced"
    ).get(kind=kind, object_id=row.pk)


def changed_at(row, kind=ORDER):
    return Revision.objects.get(kind=kind, object_id=row.pk).changed_at


def know(row, kind=ORDER):
    """As if the channel and all webhooks had been told of it."""
    revision = Revision.objects.get(kind=kind, object_id=row.pk)
    Revision.objects.filter(pk=revision.pk).update(
        acknowledged=revision.revision,
        is_due=False,
        announced=revision.revision,
        is_unannounced=False,
    )
