"""The REST API: who may ask how often, how long a token lasts, what the document says."""

from datetime import timedelta

from omnitron.core import env

# How often one person's tokens may ask in a minute, and one address without a token.
API_REQUESTS_PER_MINUTE = env.positive("API_REQUESTS_PER_MINUTE", 1_200)
API_SIGN_INS_PER_MINUTE = env.positive("API_SIGN_INS_PER_MINUTE", 30)
# A token that nobody used for as long is over; each use begins the time anew.
API_TOKEN_DAYS = env.positive("API_TOKEN_DAYS", 30)

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["omnitron.api.base.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["omnitron.api.base.parsing.JSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "omnitron.api.base.pagination.Pages",
    "DEFAULT_FILTER_BACKENDS": [
        "omnitron.api.base.filters.Backend",
        "omnitron.api.base.sorting.Sorting",
    ],
    "DEFAULT_THROTTLE_CLASSES": ["omnitron.api.base.throttling.PerPerson"],
    "DEFAULT_SCHEMA_CLASS": "omnitron.api.base.schema.Schema",
    "EXCEPTION_HANDLER": "omnitron.api.base.errors.answer_exception",
    "COERCE_DECIMAL_TO_STRING": True,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
KNOX_TOKEN_MODEL = "accounts.ApiToken"  # noqa: S105 (a model, no secret)
REST_KNOX = {
    "TOKEN_TTL": timedelta(days=API_TOKEN_DAYS),
    "AUTO_REFRESH": True,
    # The end of a token is written once an hour at most, not with each request.
    "MIN_REFRESH_INTERVAL": 3_600,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Omnitron API",
    "DESCRIPTION": (
        "Orders, cancellations and refunds, with the names and codes of Akinon's API.\n\n"
        "A program asks with a token, and may do what its person may: make one under"
        " [API tokens](/accounts/tokens/), then press **Authorize** to try it here."
    ),
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    # Without its badge, for which it would show the document to a site of its makers.
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "filter": True, "validatorUrl": None},
    "COMPONENT_SPLIT_REQUEST": True,
    # Each has a field of the same name.
    "ENUM_NAME_OVERRIDES": {
        "ActionStatus": "integrations.states.ActionStatus",
        "BatchStatus": "integrations.states.BatchStatus",
        "CancellationPlanStatus": "cancellations.states.PlanStatus",
        "CancellationRequestStatus": "cancellations.states.RequestStatus",
        "CancellationType": "cancellations.states.PlanType",
        "DeliveryStatus": "webhooks.states.DeliveryStatus",
        "PackageStatus": "orders.states.PackageStatus",
        "PaymentType": "payments.models.PaymentType",
        "RefundStatus": "payments.states.RefundStatus",
    },
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "PREPROCESSING_HOOKS": ["omnitron.api.base.schema.one_address_each"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "omnitron.api.base.schema.with_errors",
    ],
}
