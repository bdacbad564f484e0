from django.apps import AppConfig


class PanelConfig(AppConfig):
    name = "omnitron.panel"
    label = "panel"
