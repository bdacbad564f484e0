"""The addresses of the list, and of what its forms do."""

from django.urls import path

from omnitron.seller_center.order_list import exporting, page

urlpatterns = [
    path("orders/", page.order_list, name="order-list"),
    path("order-list/filter/", page.filter_orders, name="order-filter"),
    path("order-list/search/", page.search_orders, name="order-search"),
    path("order-list/sellers/", page.suggest_sellers, name="order-sellers"),
    path("order-list/export/", exporting.export_orders, name="order-export"),
]
