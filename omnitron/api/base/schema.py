"""What the OpenAPI document says beside what drf-spectacular finds by itself."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from omnitron.api.base.idempotency import HEADER, WRITES
from omnitron.api.models import LONGEST_KEY

_KEY = OpenApiParameter(
    HEADER,
    {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": r"^[!-~]+$"},
    OpenApiParameter.HEADER,
    description="The same key again is answered again, and nothing is done twice.",
)
_ERROR = {
    "type": "object",
    "description": "Sentences under the fields that they are about, or `detail`; and a code.",
    "properties": {"detail": {"type": "string"}, "code": {"type": "string"}},
    "additionalProperties": True,
}


class TokenScheme(OpenApiAuthenticationExtension):
    """`Authorization: Token <key>`."""

    target_class = "omnitron.api.base.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """As OpenAPI says it."""
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": (
                "The word `Token`, a space, and the key of a token: made under"
                " [API tokens](/accounts/tokens/), or given by POST `auth/login/`."
            ),
        }


class Schema(AutoSchema):
    """Parameters of paging and sorting for lists, and the key for writes."""

    def get_override_parameters(self) -> list[Any]:
        """What every operation takes of this kind."""
        if self.method in WRITES and hasattr(self.view, "visible"):
            return [_KEY]
        return []

    def get_tags(self) -> list[str]:
        """By resource, within a channel or not."""
        parts = [part for part in self.path.split("/")[3:] if part]
        return parts[2:3] if parts[0] == "channel" else parts[:1]

    def _is_list_view(self, serializer: Any = None) -> bool:
        """An `updates/` has pages, as a list has."""
        return getattr(self.view, "action", "") == "updates" or super()._is_list_view(serializer)

    def get_operation_id(self) -> str:
        """By address and method: the same view stands under several addresses."""
        parts = [part.strip("{}") for part in self.path.split("/")[3:] if part]
        return "_".join([*parts, self.method.lower()])


def one_address_each(endpoints: Any, **kwargs: Any) -> list[Any]:
    """Only `/api/v1/` of the two beginnings that lead to the same views, and `/api/i2/`."""
    return [each for each in endpoints if not each[0].startswith("/api/i1/")]


def with_errors(result: Any, **kwargs: Any) -> Any:
    """Every operation may be declined, always in one form."""
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    schemas["Error"] = _ERROR
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    answer = {"description": "Declined.", "content": content}
    for operations in result.get("paths", {}).values():
        for operation in operations.values():
            if isinstance(operation, dict):
                operation["responses"].setdefault("4XX", answer)
    return result
