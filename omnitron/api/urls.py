"""The addresses of the API; `v1` and `i1` lead to the same views."""

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView

from omnitron.api.base.routes import Routes, addresses
from omnitron.api.docs import Docs, nothing_here
from omnitron.api.items.views import OrderItemViewSet
from omnitron.api.orders.views import OrderByNumber, OrderViewSet
from omnitron.api.signing_in.views import ActiveUser, SignIn

_BOTH: Routes = [
    ("orders", OrderViewSet),
    ("order_items", OrderItemViewSet),
]
FLAT: Routes = [*_BOTH, ("order_number", OrderByNumber)]
IN_CHANNEL: Routes = [*_BOTH]

routes = [
    path("auth/login/", SignIn.as_view(), name="login"),
    path("active_user/", ActiveUser.as_view(), name="active-user"),
    *addresses(flat=FLAT, in_channel=IN_CHANNEL),
]
app_name = "api"
urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", Docs.as_view(), name="docs"),
    path("v1/", include((routes, "v1"))),
    path("i1/", include((routes, "i1"))),
    re_path("", nothing_here),
]
