from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "omnitron.demo"
    label = "demo"
