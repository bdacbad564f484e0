"""How clients name a shipping company."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from omnitron.api.base.fields import KeyField
from orders.models import ShippingCompany


class _Company(serializers.Field):  # type: ignore[type-arg]
    def to_representation(self, value: ShippingCompany) -> str:
        """Its code."""
        return value.code


@extend_schema_field({"type": "string", "example": "yurtici"})
class CompanyField(_Company):
    """A shipping company by its code, or by its exact name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_null=True, **kwargs)

    def to_internal_value(self, data: Any) -> ShippingCompany | None:
        """The company; none for an empty text."""
        text = serializers.CharField(allow_blank=True).run_validation(data)
        if not text:
            return None
        companies = ShippingCompany.objects
        found = companies.filter(code=text).first() or companies.filter(name=text).first()
        if found is None:
            told = _("There is no shipping company “%(name)s”: give a code that cargos/ has.")
            raise serializers.ValidationError(told % {"name": text[:50]})
        return found


@extend_schema_field(
    {"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "object"}], "example": "yurtici"}
)
class CargoField(_Company):
    """A company by its key, by its code, or as `cargos/` shows it."""

    def to_internal_value(self, data: Any) -> ShippingCompany:
        """The company."""
        if isinstance(data, dict):
            data = data.get("pk", data.get("shipping_company", data.get("erp_code")))
        companies = ShippingCompany.objects
        found = None
        if isinstance(data, str):
            text = serializers.CharField().run_validation(data)
            found = companies.filter(code=text).first()
        elif isinstance(data, int) and not isinstance(data, bool):
            found = companies.filter(pk=KeyField().run_validation(data)).first()
        if found is None:
            raise serializers.ValidationError(
                _("There is no such shipping company: give a key or a code that cargos/ has.")
            )
        return found
