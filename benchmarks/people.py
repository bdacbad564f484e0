"""Who asks, in a measurement."""

from omnitron.accounts.models import User


def somebody() -> User:
    """A superuser, made where there is none."""
    return User.objects.filter(is_superuser=True).first() or User.objects.create_superuser(
        "bench", "bench@example.com", "bench"
    )
