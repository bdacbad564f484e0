"""What happens to a chaos run while it works, each at least once and in an order of chance."""

import os
import signal
import subprocess
import time

import redis

from omnitron.core.embedded import processes
from omnitron.core.embedded.redis import find_program


def worker_killed(run):
    """The worker and all its processes end; another one starts."""
    run.kill("worker")
    run.start_worker()


def web_killed(run):
    """The web server ends in the middle of webhooks and forms; another one starts."""
    run.kill("web")
    run.start_web()


def asker_killed(run):
    """Who asks for plans ends in the middle of one; another one goes on with the same keys."""
    run.kill("asker")
    run.start_asker()


def redis_emptied(run):
    """Every message on its way is lost."""
    redis.Redis.from_url(run.redis.url).flushall()


def redis_restarted(run):
    """Redis is down for a moment and comes back with nothing."""
    processes.stop(run.redis._process, signal.SIGKILL, patience=5)
    for file in run.redis.home.glob("appendonlydir/*"):
        file.unlink()
    time.sleep(1)
    run.redis._process = subprocess.Popen(
        [find_program(), run.redis.home / "redis.conf"],
        cwd=run.redis.home,
        env={"PATH": "/usr/bin:/bin"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def postgres_restarted(run):
    """PostgreSQL ends by SIGKILL with all its processes and recovers."""
    os.killpg(run.postgres._process.pid, signal.SIGKILL)
    run.postgres._process.wait()
    run.postgres.start()


ALL = (
    worker_killed,
    web_killed,
    asker_killed,
    redis_emptied,
    redis_restarted,
    postgres_restarted,
)
