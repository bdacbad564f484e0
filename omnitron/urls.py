from django.urls import include, path

from omnitron import home

urlpatterns = [
    path("", home.home, name="home"),
    path("accounts/", include("omnitron.accounts.urls")),
    path("omnitron/", include("omnitron.panel.urls")),
    path("seller-center/", include("omnitron.seller_center.urls")),
]
