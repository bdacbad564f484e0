"""What is told of the running product: numbers and logs."""

from omnitron.core import env
from omnitron.core.logs import JSON_FORMATTER
from omnitron.settings.machine import PRODUCTION

# Numbers for Prometheus: who may read them, and where several processes put theirs together.
METRICS_TOKEN = env.text("METRICS_TOKEN")
METRICS_FOLDER = env.text("PROMETHEUS_MULTIPROC_DIR")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request": {"()": "omnitron.core.logs.AddRequest"},
        "values": {"()": "omnitron.core.logs.HideValues"},
    },
    "formatters": {
        "json": JSON_FORMATTER,
        "plain": {"format": "%(levelname)s %(name)s %(message)s"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if PRODUCTION else "plain",
            "filters": ["request", "values"],
        }
    },
    "root": {"handlers": ["console"], "level": "INFO" if PRODUCTION else "WARNING"},
}
