"""The pages of the settings; `omnitron.panel.urls` puts them into its namespace."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from omnitron.panel.settings import (
    channels,
    deliveries,
    groups,
    reasons,
    sellers,
    shipping_companies,
    strategies,
    users,
    webhooks,
)


def _switch(kind: str, folder: str, view: Callable[..., HttpResponse]) -> list[URLPattern]:
    return [
        path(f"{folder}/<int:pk>/activate/", view, {"active": True}, name=f"{kind}-activate"),
        path(f"{folder}/<int:pk>/deactivate/", view, {"active": False}, name=f"{kind}-deactivate"),
    ]


urlpatterns = [
    path("cancellation-reasons/", reasons.reason_list, name="reason-list"),
    path("cancellation-reasons/new/", reasons.reason_create, name="reason-create"),
    path("cancellation-reasons/<int:pk>/", reasons.reason, name="reason"),
    *_switch("reason", "cancellation-reasons", reasons.reason_set_active),
    path(
        "shipping-companies/",
        shipping_companies.shipping_company_list,
        name="shipping-company-list",
    ),
    path(
        "shipping-companies/new/",
        shipping_companies.shipping_company_create,
        name="shipping-company-create",
    ),
    path(
        "shipping-companies/<int:pk>/",
        shipping_companies.shipping_company,
        name="shipping-company",
    ),
    *_switch(
        "shipping-company", "shipping-companies", shipping_companies.shipping_company_set_active
    ),
    path("channels/", channels.channel_list, name="channel-list"),
    path("channels/new/", channels.channel_create, name="channel-create"),
    path("channels/<int:pk>/", channels.channel, name="channel"),
    path("channels/<int:pk>/access/", channels.channel_give_access, name="channel-give-access"),
    path(
        "channels/<int:pk>/access/<int:user_pk>/withdraw/",
        channels.channel_withdraw_access,
        name="channel-withdraw-access",
    ),
    *_switch("channel", "channels", channels.channel_set_active),
    path("cancellation-strategies/", strategies.strategy_list, name="strategy-list"),
    path("cancellation-strategies/<int:pk>/", strategies.strategy, name="strategy"),
    path(
        "cancellation-strategies/<int:pk>/reset/",
        strategies.strategy_reset,
        name="strategy-reset",
    ),
    path("sellers/", sellers.seller_list, name="seller-list"),
    path("sellers/new/", sellers.seller_create, name="seller-create"),
    path("sellers/<int:pk>/", sellers.seller, name="seller"),
    path("sellers/<int:pk>/staff/", sellers.seller_add_staff, name="seller-add-staff"),
    path(
        "sellers/<int:pk>/staff/<int:user_pk>/remove/",
        sellers.seller_remove_staff,
        name="seller-remove-staff",
    ),
    *_switch("seller", "sellers", sellers.seller_set_active),
    path("webhooks/", webhooks.webhook_list, name="webhook-list"),
    path("webhooks/new/", webhooks.webhook_create, name="webhook-create"),
    path("webhooks/<int:pk>/", webhooks.webhook, name="webhook"),
    path("webhooks/<int:pk>/secret/", webhooks.webhook_renew_secret, name="webhook-renew-secret"),
    path("webhooks/<int:pk>/test/", deliveries.webhook_test, name="webhook-test"),
    path("webhooks/<int:pk>/resend/", deliveries.webhook_resend_failed, name="webhook-resend"),
    path("webhooks/deliveries/<int:pk>/resend/", deliveries.resend_one, name="delivery-resend"),
    *_switch("webhook", "webhooks", webhooks.webhook_set_active),
    path("users/", users.user_list, name="user-list"),
    path("users/new/", users.user_create, name="user-create"),
    path("users/<int:pk>/", users.user, name="user"),
    path("users/<int:pk>/sign-in-link/", users.user_sign_in_link, name="user-sign-in-link"),
    path("users/<int:pk>/revoke-tokens/", users.user_revoke_tokens, name="user-revoke-tokens"),
    *_switch("user", "users", users.user_set_active),
    path("groups/", groups.group_list, name="group-list"),
    path("groups/new/", groups.group_create, name="group-create"),
    path("groups/<int:pk>/", groups.group, name="group"),
    path("groups/<int:pk>/delete/", groups.group_delete, name="group-delete"),
]
