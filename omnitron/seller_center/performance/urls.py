from django.urls import path

from omnitron.seller_center.performance import pages

urlpatterns = [
    path("sellers/", pages.seller_list, name="seller-list"),
    path("sellers/<int:pk>/", pages.seller, name="seller"),
    path("performance/", pages.own_performance, name="performance"),
]
