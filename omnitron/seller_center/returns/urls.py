"""The addresses of returns that sellers agree to or refuse."""

from django.urls import path

from omnitron.seller_center.returns import answering, page

urlpatterns = [
    path("", page.return_list, name="return-list"),
    path("<int:plan_id>/", answering.answer_return, name="return-answer"),
]
