import logging.config
import os
import signal
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_process_init
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "omnitron.settings")

app = Celery("omnitron")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def log_as_the_web_does(**kwargs: Any) -> None:
    """Keep the logging of the settings; with a receiver of this signal Celery sets up none."""
    logging.config.dictConfig(settings.LOGGING)


@worker_process_init.connect
def finish_the_task(**kwargs: Any) -> None:
    """Leave it to the worker to end its processes, each after the task that it is at.

    Who ends a whole process group, as `make run` does, would cut the task off.
    """
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
