"""The channels of the demo that do not follow StrategyOne."""

# By the channel: the name of its strategy, and the rules that differ.
STRATEGIES: dict[str, tuple[str, dict[str, bool]]] = {
    "marketplace-eu": (
        "Strict returns",
        {"shipping_on_return": False, "all_items_refundable": False},
    ),
}
