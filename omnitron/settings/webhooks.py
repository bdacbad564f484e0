"""How the systems of sales channels are told of what changes."""

from omnitron.core import env
from omnitron.settings.machine import PRODUCTION

# How often beat looks for what is to be told; its reminders last as long.
WEBHOOK_SWEEP_SECONDS = env.positive("WEBHOOK_SWEEP_SECONDS", 5)
# How long what was delivered, or has failed for good, is kept.
WEBHOOK_DAYS = env.positive("WEBHOOK_DAYS", 30)
# Connecting, sending and waiting for the answer together.
WEBHOOK_TIMEOUT_SECONDS = env.positive("WEBHOOK_TIMEOUT_SECONDS", 10)
# Who sends is waited for this long.
WEBHOOK_LEASE_SECONDS = env.longer_than("WEBHOOK_LEASE_SECONDS", 30, WEBHOOK_TIMEOUT_SECONDS)
# One webhook is told of as many objects at the same time.
WEBHOOK_CALLS_AT_ONCE = env.positive("WEBHOOK_CALLS_AT_ONCE", 8)
# Addresses of this machine and its network, for demos and tests: the first is the default.
_ALLOW = ("no", "yes") if PRODUCTION else ("yes", "no")
WEBHOOK_ALLOW_PRIVATE = env.choice("WEBHOOK_ALLOW_PRIVATE", _ALLOW) == "yes"
