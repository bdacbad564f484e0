"""The tables of cancellations, by the thing they describe."""

from cancellations.models.reasons import CancellationReason

__all__ = ["CancellationReason"]
