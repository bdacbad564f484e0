from django.apps import AppConfig
from django.db.models.signals import post_migrate


class GeographyConfig(AppConfig):
    name = "geography"

    def ready(self) -> None:
        # Services name models, which are not loaded before this.
        from geography.services.countries import write_after_migration

        post_migrate.connect(write_after_migration, sender=self, dispatch_uid="write_countries")
