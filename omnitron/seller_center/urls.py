from django.urls import path

from omnitron.seller_center import dashboard

app_name = "seller_center"
urlpatterns = [
    path("", dashboard.index, name="index"),
]
