from django.apps import AppConfig
from django.urls import register_converter

# Whoever sends a task sends it by the settings: the application must be there before any task.
import omnitron.celery  # noqa: F401
from omnitron.core.order_numbers import OrderNumberConverter


class CoreConfig(AppConfig):
    name = "omnitron.core"
    label = "core"

    def ready(self) -> None:
        """Let the addresses of every panel have order numbers in them."""
        register_converter(OrderNumberConverter, "order")
