"""Which machine this is, and who may reach it."""

from pathlib import Path

from omnitron.core import env

BASE_DIR = Path(__file__).resolve().parent.parent.parent
ENVIRONMENT = env.choice("OMNITRON_ENV", ("production", "demo", "test"))
PRODUCTION = ENVIRONMENT == "production"

SECRET_KEY = env.required("SECRET_KEY")
DEBUG = False
if PRODUCTION:
    env.required("ALLOWED_HOSTS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,testserver")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
