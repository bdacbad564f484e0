"""Statistics after a load."""

from django.apps import apps
from django.db import connection


def analyse() -> None:
    """Let the planner know at once what has been loaded, not when autovacuum comes by."""
    tables = ", ".join(
        model._meta.db_table
        for label in ("orders", "payments", "cancellations")
        for model in apps.get_app_config(label).get_models()
    )
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")
