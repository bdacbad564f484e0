"""What things are called that other systems map to theirs.

The keys are part of the API and never change; a new name gets the next one. Most names are of what
is kept elsewhere: they are mapped all the same.
"""

from types import MappingProxyType

from django.utils.translation import gettext as _

from omnitron.core.errors import Refusal

ADDRESS = "address"
BATCH_REQUEST = "batchrequest"
CANCELLATION_PLAN = "cancellationplan"
CANCELLATION_REQUEST = "cancellationrequest"
CHANNEL = "channel"
CUSTOMER = "customer"
ORDER = "order"
ORDER_ITEM = "orderitem"
PRODUCT = "product"
REFUND = "refund"

KEYS = MappingProxyType(
    {
        BATCH_REQUEST: 1,
        PRODUCT: 2,
        ORDER: 3,
        ORDER_ITEM: 4,
        "productprice": 5,
        "productstock": 6,
        "integrationaction": 7,
        "productimage": 8,
        "categorytree": 9,
        "categorynode": 10,
        CHANNEL: 11,
        "productcategory": 12,
        "marketplaceattributeset": 13,
        "marketplaceattributesetconfig": 14,
        "marketplaceattribute": 15,
        "marketplaceattributeschema": 16,
        "marketplaceattributevalue": 17,
        "marketplaceattributevalueconfig": 18,
        CANCELLATION_REQUEST: 19,
        CANCELLATION_PLAN: 20,
        "cancellationreason": 21,
        REFUND: 22,
        CUSTOMER: 23,
        ADDRESS: 24,
        "country": 25,
        "city": 26,
        "township": 27,
        "district": 28,
        "cargocompany": 29,
        "catalog": 30,
        "pricelist": 31,
        "stocklist": 32,
        "retailstore": 33,
        "package": 34,
    }
)
_NAMES = {key: name for name, key in KEYS.items()}
LONGEST_NAME = 40


def content_type_named(told: object) -> str:
    """The name that a client tells, by its key or in any letters; raises `Refusal` for no such."""
    name = _NAMES.get(told, "") if isinstance(told, int) else str(told).strip().lower()
    if name not in KEYS:
        shown = str(told)[:LONGEST_NAME]
        raise Refusal(
            _("There is no content type “%(name)s”: content_types/ lists all.") % {"name": shown}
        )
    return name
