"""All settings in one file; what differs between machines comes from the environment."""

from pathlib import Path

import dj_database_url
import dj_email_url
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from omnitron.core import env
from omnitron.core.logs import JSON_FORMATTER

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = env.choice("OMNITRON_ENV", ("production", "demo", "test"))
PRODUCTION = ENVIRONMENT == "production"

SECRET_KEY = env.required("SECRET_KEY")
DEBUG = False
if PRODUCTION:
    env.required("ALLOWED_HOSTS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,testserver")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "axes",
    "django_filters",
    "django_htmx",
    "pghistory",
    "pgtrigger",
    "template_partials",
    "omnitron.core",
    "omnitron.accounts",
    "orders",
    "payments",
    "cancellations",
    "omnitron.panel",
    "omnitron.seller_center",
    "omnitron.demo",
]

MIDDLEWARE = [
    "omnitron.core.metrics.measured",
    "omnitron.core.middleware.request_id",
    "omnitron.core.middleware.access_log",
    "omnitron.core.bodies.body_limit",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "omnitron.accounts.middleware.preferences",
    "omnitron.core.middleware.refusals",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "omnitron.urls"
WSGI_APPLICATION = "omnitron.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "omnitron.frame.context",
            ],
        },
    },
]

# Data ------------------------------------------------------------------------------------------

DATABASES = {
    "default": dj_database_url.parse(
        env.address("DATABASE_URL", ("postgresql", "postgres")),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
DATABASES["default"]["ENGINE"] = "django.db.backends.postgresql"
# A person waits three seconds for a colleague's change, then reads a sentence. The planner is
# told that any page of the disk costs about the same: with its default, made for turning disks,
# it reads a table from its beginning rather than follow an index. Pages are too short for JIT.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
    "-c lock_timeout=3s -c random_page_cost=1.1 -c jit=off"
)
if pool_size := env.whole_number("DATABASE_POOL_SIZE", 0):
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": pool_size}
    DATABASES["default"]["CONN_MAX_AGE"] = 0
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.address("REDIS_URL", ("redis", "rediss"))
_REDIS_CACHE = {
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    "LOCATION": REDIS_URL,
}
# Django's own serializer runs what it reads.
_DATA = {"serializer": "omnitron.core.caching.JSONSerializer"}
CACHES = {
    "default": {**_REDIS_CACHE, "OPTIONS": _DATA},
    # Somebody waits for the page: without an answer at once it goes without what was kept.
    "brief": {
        **_REDIS_CACHE,
        "OPTIONS": {**_DATA, "socket_timeout": 0.25, "socket_connect_timeout": 0.25},
    },
}

# Tasks -----------------------------------------------------------------------------------------

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Whoever puts a task into a queue that is out of reach does not wait for it.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 3}
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Money has workers of its own: a long export must not keep it waiting.
QUEUES = ("celery", "refunds")
CELERY_TASK_ROUTES = {
    # A mail server that is slow holds up mails alone.
    "cancellations.tasks.mail_*": {"queue": "celery"},
    "cancellations.tasks.*": {"queue": "refunds"},
}
REFUND_SWEEP_SECONDS = env.whole_number("REFUND_SWEEP_SECONDS", 10)
CELERY_BEAT_SCHEDULE = {
    "refunds": {
        "task": "cancellations.tasks.sweep",
        "schedule": float(REFUND_SWEEP_SECONDS),
        "options": {"expires": REFUND_SWEEP_SECONDS},
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

# Gateways --------------------------------------------------------------------------------------

# Connecting, sending and reading together.
GATEWAY_TIMEOUT_SECONDS = env.whole_number("GATEWAY_TIMEOUT_SECONDS", 10)
# Who sends a refund is waited for this long. A lease that ends while the gateway may still answer
# would have two workers on one refund.
REFUND_LEASE_SECONDS = env.longer_than("REFUND_LEASE_SECONDS", 30, GATEWAY_TIMEOUT_SECONDS)
# One task calls a gateway as often at the same time; each process of a worker runs one task.
REFUND_CALLS_AT_ONCE = env.positive("REFUND_CALLS_AT_ONCE", 4)
REFUND_FIRST_CHECK_SECONDS = env.whole_number("REFUND_FIRST_CHECK_SECONDS", 5)
# A gateway may book what was sent this long after it was sent.
REFUND_NEVER_SEEN_SECONDS = env.whole_number("REFUND_NEVER_SEEN_SECONDS", 60)
# Gateways forget keys after 24 hours: from then on a repetition would be a second refund.
REFUND_GIVE_UP_SECONDS = env.whole_number("REFUND_GIVE_UP_SECONDS", 72_000)
# Between Apply and the first movement of money, when a click takes a plan back.
CANCELLATION_UNDO_SECONDS = env.whole_number("CANCELLATION_UNDO_SECONDS", 10)
# Demos have a sandbox; production needs none.
SANDBOX_GATEWAY_URL = SANDBOX_GATEWAY_SECRET = ""
if env.text("SANDBOX_GATEWAY_URL"):
    SANDBOX_GATEWAY_URL = env.address("SANDBOX_GATEWAY_URL", ("http", "https"))
    SANDBOX_GATEWAY_SECRET = env.required("SANDBOX_GATEWAY_SECRET")
# Without a key there is no Stripe; another address is for tests.
STRIPE_API_KEY = env.text("STRIPE_API_KEY")
STRIPE_WEBHOOK_SECRET = env.text("STRIPE_WEBHOOK_SECRET")
STRIPE_API_BASE = env.text("STRIPE_API_BASE", "https://api.stripe.com")

# People ----------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "omnitron.accounts.backends.RoleBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "accounts:login"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 7
SESSION_COOKIE_NAME = "omnitron_session"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "omnitron.accounts.views.signing_in.locked_out"
AXES_USERNAME_CALLABLE = "omnitron.accounts.throttling.counted_username"
AXES_CLIENT_IP_CALLABLE = "omnitron.accounts.throttling.counted_address"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_VERBOSE = False
# Refusals are shown and logged by the product itself; the library keeps the counters.
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True
# One address may guess this often in AXES_COOLOFF_TIME, over all usernames: a whole office
# shares one.
SIGN_IN_FAILURES_PER_ADDRESS = 50
# And this often one username may be guessed, over all addresses.
SIGN_IN_FAILURES_PER_USERNAME = 20
# How many proxies of our own stand in front of the web server.
TRUSTED_PROXIES = env.whole_number("TRUSTED_PROXIES", 0)

# Language and time -----------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("tr", _("Turkish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

# Files -----------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static_root"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    # Made from the front-end packages by `python -m omnitron.core.assets`.
    ("built", BASE_DIR / "static_built"),
]
# What people hand over. No address leads there.
MEDIA_ROOT = env.text("MEDIA_ROOT", "/var/lib/omnitron")
STORAGES = {
    "default": {
        "BACKEND": "omnitron.core.private_files.PrivateFiles",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if ENVIRONMENT == "test":
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_USE_FINDERS = True
    # Looks for a file when it is asked for. Each test's client starts the middleware anew, and a
    # checkout has no STATIC_ROOT that it could list.
    WHITENOISE_AUTOREFRESH = True
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Mail ------------------------------------------------------------------------------------------

vars().update(dj_email_url.parse(env.text("EMAIL_URL", "console:")))
# A mail server that does not answer must not keep a worker for ever.
EMAIL_TIMEOUT = 10

# Security --------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # Pictures of products lie wherever the shops of the channels keep them, over https.
        "img-src": [SELF, "data:", "https:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    # Probes ask inside the network, past the proxy. Paths without their first slash.
    SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$", "^metrics$"]
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# A pasted list of 10,000 order numbers of 128 characters is more than Django's default.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

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
