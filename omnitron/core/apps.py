from django.apps import AppConfig

# Whoever sends a task sends it by the settings: the application must be there before any task.
import omnitron.celery  # noqa: F401


class CoreConfig(AppConfig):
    name = "omnitron.core"
    label = "core"
