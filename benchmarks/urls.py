"""The product's pages, and Django's own change list over the same table."""

from django.contrib import admin
from django.urls import path

from omnitron.urls import urlpatterns as pages
from orders.models import Order


class OrderAdmin(admin.ModelAdmin):
    """Nothing but what the documentation of Django shows for such a list."""

    list_display = (
        "number",
        "placed_at",
        "channel",
        "client_type",
        "first_name",
        "last_name",
        "item_count",
        "status",
        "currency",
        "amount",
    )
    list_filter = ("status", "channel", "client_type", "is_send", "cancellation_waiting")
    list_per_page = 50
    list_select_related = ("channel",)
    ordering = ("-placed_at", "-id")
    search_fields = ("number", "first_name", "last_name", "email")


site = admin.AdminSite()
site.register(Order, OrderAdmin)
urlpatterns = [*pages, path("peer/", site.urls)]
