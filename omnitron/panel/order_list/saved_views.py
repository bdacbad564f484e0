"""Filters that a person keeps by name."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from omnitron.accounts.access import permitted
from omnitron.accounts.http import PanelRequest
from omnitron.core.errors import Refusal
from omnitron.panel.order_list.page import UnsavedView, show_orders
from omnitron.panel.services import saving_views


@require_POST
@permitted("orders.view_orders")
def save_view(request: PanelRequest, /) -> HttpResponse:
    """Keep the filter by a name, or show the list as it was with the name and what is wrong."""
    name, query = request.POST.get("name", ""), request.POST.get("query", "")
    try:
        view = saving_views.save_view(actor=request.user, name=name, query=query)
    except Refusal as refusal:
        unsaved = UnsavedView(name.replace("\0", ""), str(refusal))
        return show_orders(request, QueryDict(query), status=422, unsaved=unsaved)
    messages.success(request, _("View “%(name)s” saved.") % {"name": view.name})
    return redirect(f"{reverse('omnitron:order-list')}?{view.query}")


@require_POST
@permitted("orders.view_orders")
def delete_view(request: PanelRequest, /, pk: int) -> HttpResponse:
    """Forget a view; the orders are not touched."""
    name = saving_views.delete_view(actor=request.user, pk=pk)
    messages.success(request, _("View “%(name)s” deleted.") % {"name": name})
    return redirect("omnitron:order-list")
