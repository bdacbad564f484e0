from django.urls import include, path

from omnitron import export_link, home, webhooks
from omnitron.core import health

urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("webhooks/<slug:gateway>/", webhooks.receive, name="webhook"),
    path("exports/<int:pk>/file/", export_link.export_file, name="export-file"),
    path("exports/<int:pk>/again/", export_link.export_again, name="export-again"),
    path("exports/<str:token>/", export_link.export_link, name="export-link"),
    path("api/", include("omnitron.api.urls")),
    path("accounts/", include("omnitron.accounts.urls")),
    path("omnitron/", include("omnitron.panel.urls")),
    path("seller-center/", include("omnitron.seller_center.urls")),
]
handler400 = "omnitron.api.docs.unreadable"
