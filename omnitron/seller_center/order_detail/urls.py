"""The addresses of one order; its number stands in front of them."""

from django.urls import path

from omnitron.seller_center.order_detail import page, rejecting, undoing

urlpatterns = [
    path("", page.order_detail, name="order-detail"),
    path("reject/", rejecting.reject_items_of_order, name="order-reject"),
    path("plans/", page.plans_of_order, name="order-plans"),
    path("plans/<int:plan_id>/undo/", undoing.undo_rejection, name="order-undo-plan"),
]
