"""What is done in the background, by which workers, and how often."""

from celery.schedules import crontab

from omnitron.core import env
from omnitron.settings.data import REDIS_URL
from omnitron.settings.webhooks import WEBHOOK_SWEEP_SECONDS

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Whoever puts a task into a queue that is out of reach does not wait for it.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 3}
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Money has workers of its own: a long export must not keep it waiting.
QUEUES = ("celery", "refunds", "exports", "bulk", "webhooks")
CELERY_TASK_ROUTES = {
    # A mail server that is slow holds up mails alone.
    "cancellations.tasks.mail_*": {"queue": "celery"},
    "cancellations.tasks.count_rests": {"queue": "celery"},
    "cancellations.tasks.*": {"queue": "refunds"},
    "exports.tasks.mail_*": {"queue": "celery"},
    # What looks for lost exports must not wait behind long ones.
    "exports.tasks.sweep": {"queue": "celery"},
    "exports.tasks.*": {"queue": "exports"},
    "bulk_updates.tasks.sweep": {"queue": "celery"},
    "bulk_updates.tasks.*": {"queue": "bulk"},
    # What finds out whom to tell must not wait behind receivers that are slow.
    "webhooks.tasks.deliver": {"queue": "webhooks"},
}
# How long a receipt's file is kept.
EXPORT_DAYS = env.positive("EXPORT_DAYS", 7)
# Who writes a file says so every few seconds; a worker that has said nothing for as long is lost.
EXPORT_LEASE_SECONDS = env.positive("EXPORT_LEASE_SECONDS", 60)
EXPORT_SWEEP_SECONDS = env.positive("EXPORT_SWEEP_SECONDS", 20)
# How long a seller may think about a return before the marketplace is told.
RETURN_ANSWER_DAYS = env.positive("RETURN_ANSWER_DAYS", 3)
# How old the list of the orders with a rest may be.
REST_SECONDS = env.positive("REST_SECONDS", 900)
REFUND_SWEEP_SECONDS = env.whole_number("REFUND_SWEEP_SECONDS", 10)
# A worker that has not been heard of for so long is gone; none takes that long for a chunk.
BULK_UPDATE_LEASE_SECONDS = env.positive("BULK_UPDATE_LEASE_SECONDS", 60)
BULK_UPDATE_SWEEP_SECONDS = env.positive("BULK_UPDATE_SWEEP_SECONDS", 10)
# How long the rows of a file are kept, and with them the way to undo it.
BULK_UPDATE_DAYS = env.positive("BULK_UPDATE_DAYS", 90)
# How old the figures of sellers' performance may be.
PERFORMANCE_SECONDS = env.positive("PERFORMANCE_SECONDS", 300)
# From where on a seller is marked: rejected items of 30 days, in percent.
REJECTION_THRESHOLD = env.percent("REJECTION_THRESHOLD", "2.5")
CELERY_BEAT_SCHEDULE = {
    "performance": {
        "task": "performance.tasks.count_performance",
        "schedule": float(PERFORMANCE_SECONDS),
        "options": {"expires": PERFORMANCE_SECONDS},
    },
    "bulk-updates": {
        "task": "bulk_updates.tasks.sweep",
        "schedule": float(BULK_UPDATE_SWEEP_SECONDS),
        "options": {"expires": BULK_UPDATE_SWEEP_SECONDS},
    },
    "old-bulk-updates": {
        "task": "bulk_updates.tasks.clear_files",
        "schedule": crontab(hour="2", minute="37"),
        "options": {"expires": 3600},
    },
    "rests": {
        "task": "cancellations.tasks.count_rests",
        "schedule": float(REST_SECONDS),
        "options": {"expires": REST_SECONDS},
    },
    "refunds": {
        "task": "cancellations.tasks.sweep",
        "schedule": float(REFUND_SWEEP_SECONDS),
        "options": {"expires": REFUND_SWEEP_SECONDS},
    },
    # Whoever gets a mail of it gets one of all that have come due since.
    "late-returns": {
        "task": "cancellations.tasks.escalate_returns",
        "schedule": crontab(minute="7"),
        "options": {"expires": 3600},
    },
    # What a client failed with is nearly always given back at once.
    "failed-objects": {
        "task": "integrations.tasks.give_back",
        "schedule": 20.0,
        "options": {"expires": 20},
    },
    "exports": {
        "task": "exports.tasks.sweep",
        "schedule": float(EXPORT_SWEEP_SECONDS),
        "options": {"expires": EXPORT_SWEEP_SECONDS},
    },
    "expired-exports": {
        "task": "exports.tasks.clear_exports",
        "schedule": crontab(minute="23"),
        "options": {"expires": 3600},
    },
    "kept-answers": {
        "task": "omnitron.api.tasks.clear_answers",
        "schedule": crontab(minute="41"),
        "options": {"expires": 3600},
    },
    "webhooks": {
        "task": "webhooks.tasks.sweep",
        "schedule": float(WEBHOOK_SWEEP_SECONDS),
        "options": {"expires": WEBHOOK_SWEEP_SECONDS},
    },
    "old-deliveries": {
        "task": "webhooks.tasks.clear_deliveries",
        "schedule": crontab(hour="3", minute="7"),
        "options": {"expires": 3600},
    },
    **{
        f"sign-of-life-{queue}": {
            "task": "omnitron.core.tasks.sign_of_life",
            "schedule": 20.0,
            "args": (queue,),
            "options": {"queue": queue, "expires": 20},
        }
        for queue in QUEUES
    },
    # At night in UTC, and not on the hour, when everybody else's jobs begin.
    "clear-up": {
        "task": "omnitron.panel.tasks.clear_up",
        "schedule": crontab(hour="2", minute="17"),
    },
}
