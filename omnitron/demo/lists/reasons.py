"""Why people cancel and return."""

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
