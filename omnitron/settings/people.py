"""How people sign in, and how often they may fail to."""

from omnitron.core import env

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
