"""The addresses of one order; its number stands in front of them."""

from django.urls import path

from omnitron.panel.order_detail import correcting, editing, erasing, log, page, presence
from omnitron.panel.order_detail.plans import answering, by_hand, previewing
from omnitron.panel.order_detail.plans import views as plans

urlpatterns = [
    path("", page.order_detail, name="order-detail"),
    path("edit/", editing.edit_customer_of_order, name="order-edit-customer"),
    path("erase/", erasing.erase_customer_of_order, name="order-erase-customer"),
    path(
        "items/<int:item_id>/status/",
        correcting.correct_status_of_item,
        name="order-correct-status",
    ),
    path("presence/", presence.announce_presence, name="order-presence"),
    path("log/", log.order_log, name="order-log"),
    path("log/notes/", log.add_note_to_order, name="order-add-note"),
    path("plan/", previewing.preview_of_plan, name="order-preview-plan"),
    path("plan/apply/", previewing.apply_plan, name="order-apply-plan"),
    path("plans/", plans.plans_of_order, name="order-plans"),
    path("plans/<int:plan_id>/undo/", plans.undo_plan, name="order-undo-plan"),
    path("plans/<int:plan_id>/answer/", answering.answer_plan, name="order-answer-plan"),
    path("refunds/<int:refund_id>/account/", by_hand.account_told, name="order-refund-account"),
    path("plans/<int:plan_id>/made/", by_hand.refunds_made, name="order-refunds-made"),
]
