"""The moments at which a worker of bulk updates dies, each after a function of a module."""

MOMENTS = {
    "reading": ("reading", "_copy"),
    "checking": ("checking", "judge"),
    "applying, before the items": ("applying", "lock_orders"),
    "applying, after the items": ("applying", "write_items"),
    "applying, before the commit": ("applying", "end_chunk"),
    "undoing, after the items": ("undoing", "write_items"),
    "undoing, before the commit": ("undoing", "end_chunk"),
}
