"""What a program has loaded once it has started."""

import subprocess
import sys

from django.conf import settings


def printed(code):
    outcome = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    return outcome.stdout.strip()


def test_the_embedded_services_wait_for_neither_django_nor_celery():
    loaded = printed(
        "import sys; import omnitron.core.embedded.__main__;"
        "print({'django', 'celery'} & set(sys.modules))"
    )

    assert loaded == "set()"


def test_whoever_sends_a_task_sends_it_by_the_settings():
    broker = printed(
        "import django; django.setup();"
        "from omnitron.core.tasks import sign_of_life;"
        "print(sign_of_life.app.conf.broker_url)"
    )

    assert broker == settings.REDIS_URL
