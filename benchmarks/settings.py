"""The product's settings, with the stock Django admin beside it as the peer."""

from omnitron.settings import *  # noqa: F403
from omnitron.settings import BASE_DIR, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin"]
ROOT_URLCONF = "benchmarks.urls"
STATIC_ROOT = BASE_DIR / ".data" / "bench" / "static"
