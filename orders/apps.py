from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "orders"

    def ready(self) -> None:
        # Lookups register themselves on fields of an app that is loaded before this one.
        from orders import lookups  # noqa: F401
