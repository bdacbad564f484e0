"""How gunicorn serves the product: `gunicorn --config python:omnitron.web_server omnitron.wsgi`."""

from pathlib import Path
from typing import Any

from prometheus_client.multiprocess import mark_process_dead

# Read before any process is started: a missing setting ends gunicorn, where in a process of its
# own it would be started over and over.
from omnitron import settings
from omnitron.core import env
from omnitron.core.logs import JSON_FORMATTER
from omnitron.core.memory import spare_what_is_loaded

bind = f"0.0.0.0:{env.whole_number('PORT', 8000)}"
worker_class = "gthread"
workers = env.whole_number("WEB_PROCESSES", 2)
threads = env.whole_number("WEB_THREADS", 8)
# Longer than a proxy keeps an idle connection, which else could send into one that just closed.
keepalive = 75
# The sign of life of a process: on a disk it would wait for the disk.
worker_tmp_dir = "/dev/shm"  # noqa: S108
control_socket_disable = True

# Requests are logged by omnitron.core.middleware.access_log, which knows the view and the user;
# the access log of gunicorn would write whole addresses.
accesslog = None
logconfig_dict = {
    "formatters": {"json": JSON_FORMATTER},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"level": "INFO", "handlers": ["console"]},
    "loggers": {"gunicorn.error": {"level": "INFO", "handlers": [], "propagate": True}},
}


def on_starting(server: Any) -> None:
    """Forget the numbers of processes of an earlier start, which nobody would ever clear."""
    if settings.METRICS_FOLDER:
        folder = Path(settings.METRICS_FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        for numbers in folder.glob("*.db"):
            numbers.unlink()


def post_worker_init(worker: Any) -> None:
    """Begin to answer once what stays is loaded."""
    spare_what_is_loaded()


def child_exit(server: Any, worker: Any) -> None:
    """Take the gauges of a process that ended out of the sum; its counters stay."""
    if settings.METRICS_FOLDER:
        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
