from django.urls import path

from omnitron.seller_center import dashboard
from omnitron.seller_center.performance import urls as performance

app_name = "seller_center"
urlpatterns = [
    path("", dashboard.index, name="index"),
    *performance.urlpatterns,
]
