"""How refunds are sent, and through which gateways."""

from omnitron.core import env

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
