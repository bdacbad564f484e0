from django.urls import URLPattern, URLResolver, include, path

from omnitron.accounts.panels import OMNITRON
from omnitron.bulk_update_pages import urls as bulk_updates
from omnitron.bulk_update_pages.place import PLACES
from omnitron.panel.dashboard import page as dashboard
from omnitron.panel.money_close.page import money_close
from omnitron.panel.order_list import exporting, page, saved_views, searching, selection
from omnitron.panel.plan_list.page import plan_list
from omnitron.panel.refund_list.page import refund_list
from omnitron.panel.rest_list.page import rest_list

app_name = "omnitron"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", dashboard.dashboard, name="index"),
    path("dashboard/money-close/", dashboard.money_close, name="dashboard-money"),
    path("refunds/", refund_list, name="refund-list"),
    path("plans/", plan_list, name="plan-list"),
    path("rests/", rest_list, name="rest-list"),
    path("settings/", include("omnitron.panel.settings.urls")),
    path("manual-refunds/", include("omnitron.panel.manual_refunds.urls")),
    path("bulk-updates/", include(bulk_updates.addresses(PLACES[OMNITRON]))),
    path("money-close/", money_close, name="money-close"),
    path("exports/", include("omnitron.panel.exports")),
    path("requests/", include("omnitron.panel.requests.urls")),
    path("orders/", page.order_list, name="order-list"),
    path("orders/<order:number>/", include("omnitron.panel.order_detail.urls")),
    path("order-list/filter/", page.filter_orders, name="order-filter"),
    path("order-list/search/", searching.search_orders, name="order-search"),
    path("order-list/sellers/", searching.suggest_sellers, name="order-sellers"),
    path("order-list/select/", selection.select_orders, name="order-select"),
    path("order-list/export/", exporting.export_selected, name="order-export"),
    path("order-list/views/", saved_views.save_view, name="order-view-save"),
    path("order-list/views/<int:pk>/delete/", saved_views.delete_view, name="order-view-delete"),
]
