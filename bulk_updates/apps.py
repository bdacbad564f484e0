from django.apps import AppConfig


class BulkUpdatesConfig(AppConfig):
    name = "bulk_updates"
