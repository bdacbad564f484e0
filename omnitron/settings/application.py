"""What the product is put together from."""

from omnitron.settings.machine import BASE_DIR

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "axes",
    "knox",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "django_htmx",
    "pghistory",
    "pgtrigger",
    "template_partials",
    "omnitron.core",
    "omnitron.accounts",
    "geography",
    "catalog",
    "orders",
    "payments",
    "cancellations",
    "exports",
    "bulk_updates",
    "performance",
    "integrations",
    "webhooks",
    "omnitron.panel",
    "omnitron.seller_center",
    "omnitron.api",
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
                "omnitron.frame.context.context",
            ],
        },
    },
]
