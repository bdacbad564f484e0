"""The addresses of the manual refund desk."""

from django.urls import path

from omnitron.panel.manual_refunds import claiming, ending, page, proving, telling_account

urlpatterns = [
    path("", page.manual_refund_list, name="manual-refund-list"),
    path("<int:refund_id>/claim/", claiming.claim, name="manual-refund-claim"),
    path("<int:refund_id>/let-go/", claiming.let_go, name="manual-refund-let-go"),
    path("<int:refund_id>/account/", telling_account.account, name="manual-refund-account"),
    path(
        "<int:refund_id>/account/correct/",
        telling_account.corrected_account,
        name="manual-refund-correct-account",
    ),
    path("<int:refund_id>/made/", ending.made, name="manual-refund-made"),
    path("<int:refund_id>/proof/", proving.proof, name="manual-refund-proof"),
    path("<int:refund_id>/decide/", ending.decide, name="manual-refund-decide"),
    path("<int:refund_id>/try-again/", ending.try_again, name="manual-refund-try-again"),
]
