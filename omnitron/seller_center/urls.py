from django.urls import URLPattern, URLResolver, include, path

from omnitron.accounts.panels import SELLER_CENTER
from omnitron.bulk_update_pages import urls as bulk_updates
from omnitron.bulk_update_pages.place import PLACES
from omnitron.seller_center.dashboard import page as dashboard
from omnitron.seller_center.performance import urls as performance

app_name = "seller_center"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", dashboard.index, name="index"),
    path("bulk-updates/", include(bulk_updates.addresses(PLACES[SELLER_CENTER]))),
    *performance.urlpatterns,
    path("orders/<order:number>/", include("omnitron.seller_center.order_detail.urls")),
    path("returns/", include("omnitron.seller_center.returns.urls")),
    path("", include("omnitron.seller_center.order_list.urls")),
    path("exports/", include("omnitron.seller_center.exports")),
    path("", include("omnitron.seller_center.packages.urls")),
    path("settings/", include("omnitron.seller_center.settings.urls")),
]
