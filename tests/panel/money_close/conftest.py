from tests.cancellations.conftest import gateway, shop
from tests.panel.manual_refunds.conftest import finance

__all__ = ["finance", "gateway", "shop"]
