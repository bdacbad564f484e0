"""How other parts come to what is set up about cancellations."""

from cancellations.models import CancellationStrategy


def strategy_of(channel_id: int) -> CancellationStrategy:
    """The rules of a sales channel: its own, or those of StrategyOne, which are not saved."""
    own = CancellationStrategy.objects.filter(pk=channel_id).first()
    return own or CancellationStrategy(channel_id=channel_id)
