from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "omnitron.core"
    label = "core"
