from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from omnitron.accounts import permissions
from omnitron.accounts.models import User
from omnitron.accounts.roles import ROLES as RIGHTS
from omnitron.core.merging import Values
from omnitron.settings_pages.ticks import TicksField
from omnitron.settings_pages.user_details import UserDetailsForm
from orders.staff import ROLES, own_sellers, role_of

WHAT_THEY_DO = {
    "Seller": _("Seller: packs, ships and rejects"),
    "Seller admin": _("Seller admin: also sets up users and delivery"),
}


class StaffForm(UserDetailsForm):
    """Who a user of a seller is, what they may do, and for which sellers."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    sellers = TicksField(label=_("Works for"), coerce=int, required=False)

    def __init__(self, *args: Any, actor: User, values: Values, **kwargs: Any) -> None:
        super().__init__(*args, values=values, **kwargs)
        self.offer("role", [(role, WHAT_THEY_DO[role]) for role in _roles_of(actor, values)])
        self.offer("sellers", list(own_sellers(actor).values_list("pk", "name")))

    @classmethod
    def values_of(cls, row: Any) -> dict[str, Any]:
        """What the form shows of a user."""
        return {
            **super().values_of(row),
            "role": role_of(row),
            "sellers": frozenset(row.seller_ids),
        }

    def clean_sellers(self) -> frozenset[int]:
        """Those who were ticked; that none was is refused by the service."""
        return frozenset(self.cleaned_data["sellers"])


def _roles_of(actor: User, values: Values) -> list[str]:
    """The roles that a person may give, and the one that the user has."""
    held = permissions.held_by(actor)
    return [role for role in ROLES if RIGHTS[role] <= held or role == values.get("role")]
