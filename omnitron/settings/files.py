"""Where files lie: those of pages, and those that people hand over."""

from omnitron.core import env
from omnitron.settings.machine import BASE_DIR, ENVIRONMENT

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
# Where there is a bucket, people's files are kept in it; the folder is for what is under way.
S3_BUCKET = env.text("S3_BUCKET")
if S3_BUCKET:
    STORAGES["default"] = {
        "BACKEND": "omnitron.core.private_bucket.PrivateBucket",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": env.text("S3_ENDPOINT_URL") or None,
            "region_name": env.text("S3_REGION") or None,
            # Without these the machine's own role is asked for.
            "access_key": env.text("S3_ACCESS_KEY_ID") or None,
            "secret_key": env.text("S3_SECRET_ACCESS_KEY") or None,
            "file_overwrite": False,
        },
    }
if ENVIRONMENT == "test":
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_USE_FINDERS = True
    # Looks for a file when it is asked for. Each test's client starts the middleware anew, and a
    # checkout has no STATIC_ROOT that it could list.
    WHITENOISE_AUTOREFRESH = True
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
