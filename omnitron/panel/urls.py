from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

app_name = "omnitron"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="omnitron:order-list"), name="index"),
    path("settings/", include("omnitron.panel.settings.urls")),
]
