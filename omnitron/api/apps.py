from importlib import import_module

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "omnitron.api"
    label = "api"

    def ready(self) -> None:
        """Listen to who erases customers."""
        import_module("omnitron.api.forgetting")
