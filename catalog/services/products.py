"""Keeping what can be sold: products are deactivated, never deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.models import Product
from omnitron.accounts.permissions import require
from omnitron.core.errors import NotFound
from omnitron.core.saving import save_checked

if TYPE_CHECKING:
    from omnitron.accounts.models import User

PERMISSION = "orders.place_orders"


class ProductValues(TypedDict, total=False):
    """What is said of a product."""

    sku: str
    name: str
    attributes: dict[str, Any]
    image_url: str
    non_returnable: bool
    is_active: bool


@transaction.atomic
def create_product(*, actor: User, **values: Unpack[ProductValues]) -> Product:
    """Add a product. Raises `FieldsRefused`, also where the SKU is taken already."""
    require(actor, PERMISSION)
    return _save(Product(**values))


@transaction.atomic
def change_product(*, actor: User, pk: int, **values: Unpack[ProductValues]) -> Product:
    """Change what is said of a product; what is not said stays, and so do lines of orders.

    Raises `NotFound`, or `FieldsRefused`.
    """
    require(actor, PERMISSION)
    product = Product.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if product is None:
        raise NotFound(_("There is no such product."))
    for name, value in values.items():
        setattr(product, name, value)
    return _save(product)


def _save(product: Product) -> Product:
    sentence = _("There is a product with the SKU %(sku)s already.") % {"sku": product.sku}
    save_checked(product, taken={"one_product_per_sku": ("sku", sentence)})
    return product
