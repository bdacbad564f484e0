"""Stripe, by its official SDK."""

from payments.gateways.stripe.gateway import StripeGateway

__all__ = ["StripeGateway"]
