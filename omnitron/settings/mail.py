"""How mail leaves."""

import dj_email_url

from omnitron.core import env

vars().update(dj_email_url.parse(env.text("EMAIL_URL", "console:")))
# A mail server that does not answer must not keep a worker for ever.
EMAIL_TIMEOUT = 10
