"""The addresses of delivery settings and of a seller's users."""

from django.urls import path

from omnitron.seller_center.settings import delivery, users

ACTIVE, INACTIVE = {"active": True}, {"active": False}

urlpatterns = [
    path("delivery/", delivery.setting_list, name="delivery-list"),
    path("delivery/new/", delivery.setting_create, name="delivery-create"),
    path("delivery/<int:pk>/", delivery.setting, name="delivery"),
    path(
        "delivery/<int:pk>/activate/",
        delivery.setting_set_active,
        ACTIVE,
        name="delivery-activate",
    ),
    path(
        "delivery/<int:pk>/deactivate/",
        delivery.setting_set_active,
        INACTIVE,
        name="delivery-deactivate",
    ),
    path(
        "delivery/<int:pk>/make-default/",
        delivery.setting_make_default,
        name="delivery-make-default",
    ),
    path("users/", users.user_list, name="user-list"),
    path("users/new/", users.user_create, name="user-create"),
    path("users/<int:pk>/", users.user, name="user"),
    path("users/<int:pk>/activate/", users.user_set_active, ACTIVE, name="user-activate"),
    path(
        "users/<int:pk>/deactivate/",
        users.user_set_active,
        INACTIVE,
        name="user-deactivate",
    ),
    path("users/<int:pk>/sign-in-link/", users.user_sign_in_link, name="user-sign-in-link"),
    path(
        "users/<int:pk>/sellers/<int:seller_pk>/end/",
        users.user_end_work,
        name="user-end-work",
    ),
]
