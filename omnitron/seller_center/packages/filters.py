"""The filter of the list of packages: what its address says."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy

from orders.filter_fields import SellerField
from orders.package_actions import IN_PREPARATION
from orders.states import PackageStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from omnitron.accounts.models import User
    from orders.models import Seller
    from orders.querysets import PackageQuerySet


LATE = "late"


class PackageFilter(forms.Form):
    """A number, and for those who see all sellers one of them; what cannot be read says why.

    A status is asked for within a part of the list that is short, where no index is needed for it.
    """

    number = forms.CharField(
        label=gettext_lazy("Package, order or tracking number"), max_length=140, required=False
    )
    seller = SellerField(
        label=gettext_lazy("Seller"),
        max_length=200,
        required=False,
        validators=[ProhibitNullCharactersValidator()],
    )

    status = forms.ChoiceField(label=gettext_lazy("Status"), required=False)

    def __init__(
        self, data: Mapping[str, Any], *, user: User, statuses: Collection[PackageStatus] = ()
    ) -> None:
        super().__init__(data, auto_id="filter-%s")
        if statuses:
            self._offer(statuses)
        else:
            del self.fields["status"]
        # Whoever works for a seller learns nothing of others, not even that there are none.
        if not user.has_perm("accounts.view_all_sellers"):
            del self.fields["seller"]

    def _offer(self, statuses: Collection[PackageStatus]) -> None:
        choices = [(status.value, status.label) for status in PackageStatus if status in statuses]
        if IN_PREPARATION.issuperset(statuses):
            choices.append((LATE, gettext_lazy("Late")))
        self.fields["status"].choices = [("", gettext_lazy("All")), *choices]  # type: ignore[attr-defined]

    @cached_property
    def values(self) -> dict[str, Any]:
        """What is asked for; only the fields that say something."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def seller_asked_for(self) -> Seller | None:
        """The one seller that the list is narrowed to."""
        return self.values.get("seller")

    def narrowed(self, packages: PackageQuerySet) -> PackageQuerySet:
        """The packages that match every field that could be read."""
        if seller := self.seller_asked_for:
            packages = packages.filter(seller=seller)
        if number := self.values.get("number"):
            packages = packages.with_number(number)
        return packages

    def with_status(self, packages: PackageQuerySet) -> PackageQuerySet:
        """Of a part of the list, those with the status asked for."""
        status = self.values.get("status")
        if status == LATE:
            return packages.late()
        return packages.filter(status=status) if status else packages
