"""What a sales channel takes over as it changes."""

from types import MappingProxyType

from integrations import content_types
from orders.models import Revision

# By the name that a batch has for it, as what its changes are counted.
KINDS = MappingProxyType(
    {
        content_types.ORDER: Revision.Kind.ORDER,
        content_types.CANCELLATION_REQUEST: Revision.Kind.CANCELLATION_REQUEST,
        content_types.CANCELLATION_PLAN: Revision.Kind.CANCELLATION_PLAN,
    }
)
# The same as rows of SQL: constants of ours.
KINDS_SQL = ", ".join(f"('{name}', '{kind.value}')" for name, kind in sorted(KINDS.items()))
