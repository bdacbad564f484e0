"""Where rows are kept, and what is kept for a while."""

import dj_database_url

from omnitron.core import env

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
# A trigger asks first whether it is to be ignored: where that was never said, PostgreSQL raises an
# error and catches it, which takes longer than what most triggers do.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
    "-c lock_timeout=3s -c random_page_cost=1.1 -c jit=off -c pgtrigger.ignore={}"
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
        # How long the sidebar says what it counted.
        "TIMEOUT": 15,
    },
}
