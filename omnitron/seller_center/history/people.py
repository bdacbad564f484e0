"""Who did what the history tells, as far as a seller's people may know them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from omnitron.accounts.models import User
from orders.models import OrderEvent, SellerStaff

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.models import QuerySet

ActorType = OrderEvent.ActorType
_OF_BRAND, _OF_MARKETPLACE = "orders.view_orders", "accounts.view_all_sellers"


class People:
    """Colleagues go by their names, all others by what they work for."""

    def __init__(self, actor_ids: Iterable[int | None], seller_ids: Collection[int]) -> None:
        self._actor_ids = {pk for pk in actor_ids if pk}
        self._seller_ids = seller_ids

    @cached_property
    def _known(self) -> dict[int, tuple[bool, bool, bool]]:
        """Whether each is a colleague, of the brand, of the marketplace; read once."""
        if not self._actor_ids:
            return {}
        staff = SellerStaff.objects.filter(user=OuterRef("pk"), seller__in=self._seller_ids)
        people = User.objects.filter(pk__in=self._actor_ids).annotate(
            is_colleague=Exists(staff),
            is_brand=Q(is_superuser=True) | Exists(_given(_OF_BRAND)),
            is_marketplace=Exists(_given(_OF_MARKETPLACE)),
        )
        rows = people.values_list("pk", "is_colleague", "is_brand", "is_marketplace")
        return {pk: (ours, brand, market) for pk, ours, brand, market in rows}

    def are_ours(self, event: OrderEvent) -> bool:
        """Whether somebody did it who works for a seller of the person."""
        return self._known.get(event.actor_id or 0, (False, False, False))[0]

    def word(self, event: OrderEvent) -> str:
        """“The brand” for who did it, where that is nobody's name to know."""
        if event.actor_type == ActorType.API_CLIENT:
            return _("The brand")
        if event.actor_type != ActorType.USER:
            return _("The system")
        _ours, is_brand, is_marketplace = self._known.get(
            event.actor_id or 0, (False, False, False)
        )
        if is_brand:
            return _("The brand")
        return _("The marketplace") if is_marketplace else _("Another person")


def _given(permission: str) -> QuerySet[Permission]:
    """The permission, where an authority group of the person gives it."""
    app, codename = permission.split(".")
    return Permission.objects.filter(
        group__user=OuterRef("pk"), content_type__app_label=app, codename=codename
    )
