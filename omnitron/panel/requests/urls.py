"""The addresses of cancellation and return requests."""

from django.urls import path

from omnitron.panel.requests import answering, page

urlpatterns = [
    path("", page.request_list, name="request-list"),
    path("approve/", answering.approve_requests, name="request-approve"),
    path("reject/", answering.reject_requests, name="request-reject"),
]
