from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "omnitron.accounts"
    label = "accounts"

    def ready(self) -> None:
        # Roles name models of the auth app, which are not loaded before this.
        from omnitron.accounts.roles import write_roles

        post_migrate.connect(write_roles, dispatch_uid="write_roles")
