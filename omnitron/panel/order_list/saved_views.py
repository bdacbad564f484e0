"""Filters that a person keeps by name."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from omnitron.accounts.access import permitted
from omnitron.accounts.http import PanelRequest
from omnitron.core.errors import NotFound, Refusal
from omnitron.panel.models import SavedView
from omnitron.panel.order_list.page import UnsavedView, show_orders
from omnitron.panel.services.keeping import keep_filter
from orders.filter_queries import expand, refuse_endless

MOST_VIEWS = 30
LONGEST_NAME = 60


@require_POST
@permitted("orders.view_orders")
def save_view(request: PanelRequest, /) -> HttpResponse:
    """Keep the filter by a name; a name that the person has already takes the new filter."""
    name = request.POST.get("name", "").strip()
    data = expand(QueryDict(request.POST.get("query", "")))
    query = keep_filter(actor=request.user, data=data)
    if refusal := _refusal(request, name, query):
        unsaved = UnsavedView(name.replace("\0", ""), refusal)
        return show_orders(request, QueryDict(query), status=422, unsaved=unsaved)
    SavedView.objects.update_or_create(user=request.user, name=name, defaults={"query": query})
    messages.success(request, _("View “%(name)s” saved.") % {"name": name})
    return redirect(f"{reverse('omnitron:order-list')}?{query}")


@require_POST
@permitted("orders.view_orders")
def delete_view(request: PanelRequest, /, pk: int) -> HttpResponse:
    """Forget a view; the orders are not touched."""
    view = SavedView.objects.filter(user=request.user, pk=pk).first()
    if view is None:
        raise NotFound(_("There is no such view."))
    view.delete()
    messages.success(request, _("View “%(name)s” deleted.") % {"name": view.name})
    return redirect("omnitron:order-list")


def _refusal(request: PanelRequest, name: str, query: str) -> str:
    """What keeps a view from being saved by this name; empty for a good one."""
    if not name or len(name) > LONGEST_NAME or "\0" in name:
        return _("Give the view a name of 1 to %(most)s characters.") % {"most": LONGEST_NAME}
    try:
        refuse_endless(query)
    except Refusal as refusal:
        return str(refusal)
    others = SavedView.objects.filter(user=request.user).exclude(name=name)
    if others.count() >= MOST_VIEWS:
        return _("You have %(most)s views. Delete one, then save this one.") % {"most": MOST_VIEWS}
    return ""
