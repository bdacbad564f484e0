"""The tables of integrations, by the thing they describe."""

from integrations.models.actions import IntegrationAction
from integrations.models.batches import BatchObject, BatchRequest
from integrations.models.reports import ErrorReport

__all__ = ["BatchObject", "BatchRequest", "ErrorReport", "IntegrationAction"]
