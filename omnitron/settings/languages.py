"""Which languages there are, and in which zone moments are kept."""

from django.utils.translation import gettext_lazy as _

from omnitron.settings.machine import BASE_DIR

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("tr", _("Turkish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
