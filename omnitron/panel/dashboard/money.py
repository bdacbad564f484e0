"""The money close of yesterday, for each gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import QueryDict
from django.urls import reverse

from omnitron.panel.money_close.day import MoneyClose
from omnitron.panel.money_close.forms import yesterday
from payments.gateways.registry import gateways_set_up

if TYPE_CHECKING:
    from omnitron.accounts.models import User


class GatewayClose:
    """One gateway's day as the card shows it."""

    def __init__(self, user: User, gateway: str) -> None:
        query = QueryDict(mutable=True)
        query.update({"gateway": gateway, "day": yesterday().isoformat()})
        self.name = gateway.capitalize()
        self.url = f"{reverse('omnitron:money-close')}?{query.urlencode()}"
        self.money = MoneyClose(user, query)

    @property
    def differences(self) -> int:
        """About how many refunds the books differ."""
        return len(self.money.found.differences) if self.money.found else 0


def closes_of_yesterday(user: User) -> list[GatewayClose]:
    """Each gateway that can be asked here."""
    return [GatewayClose(user, gateway) for gateway in gateways_set_up()]
