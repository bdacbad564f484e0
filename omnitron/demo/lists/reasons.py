"""Why people cancel and return."""

from cancellations.states import Source

CANCEL = (
    "Ordered by mistake",
    "Found it cheaper elsewhere",
    "Delivery takes too long",
    "Wrong size, colour or model chosen",
    "Out of stock at the seller",
    "Damaged in the warehouse",
    "Price or description was wrong",
    "Suspected fraud",
    "Other",
)
REFUND = (
    "Changed my mind",
    "Arrived damaged",
    "Wrong item delivered",
    "Not as described",
    "Does not fit",
    "Defective",
    "Part of the delivery is missing",
    "Delivered too late",
    "Other",
)
ASK_FOR_MORE = frozenset({"Other", "Suspected fraud", "Defective", "Arrived damaged"})
_CUSTOMERS = frozenset({Source.OPERATOR.value, Source.CUSTOMER_REQUEST.value})
_MERCHANTS = frozenset({Source.OPERATOR.value, Source.MPO.value, Source.SELLER.value})
# Who may give a reason, where that is not everybody.
SOURCES = {
    "Ordered by mistake": _CUSTOMERS,
    "Found it cheaper elsewhere": _CUSTOMERS,
    "Out of stock at the seller": _MERCHANTS,
    "Damaged in the warehouse": _MERCHANTS,
    "Price or description was wrong": _MERCHANTS,
    "Suspected fraud": frozenset({Source.OPERATOR.value, Source.MPO.value}),
}
