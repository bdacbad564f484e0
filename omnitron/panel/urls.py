from django.urls import URLPattern, path
from django.views.generic import RedirectView

app_name = "omnitron"
urlpatterns: list[URLPattern] = [
    path("", RedirectView.as_view(pattern_name="omnitron:order-list"), name="index"),
]
