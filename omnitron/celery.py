import logging.config
import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "omnitron.settings")

app = Celery("omnitron")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def log_as_the_web_does(**kwargs: Any) -> None:
    """Keep the logging of the settings; with a receiver of this signal Celery sets up none."""
    logging.config.dictConfig(settings.LOGGING)
