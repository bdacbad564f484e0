from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "omnitron.api"
    label = "api"
