from webhooks.models.deliveries import Delivery
from webhooks.models.webhooks import Webhook

__all__ = ["Delivery", "Webhook"]
