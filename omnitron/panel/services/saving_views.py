"""Filters of the order list that a person keeps by name."""

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from omnitron.accounts import changing
from omnitron.accounts.models import User
from omnitron.core.errors import NotFound, Refusal
from omnitron.order_pages.keeping import keep_filter
from omnitron.panel.models import SavedView
from orders.filter_queries import expand, refuse_endless

MOST_VIEWS = 30
LONGEST_NAME = 60


@transaction.atomic
def save_view(*, actor: User, name: str, query: str) -> SavedView:
    """Keep a filter by a name; a name that the person has already takes the new filter.

    Raises `Refusal` for a name that is none, for a filter that cannot be kept, and for one view
    more than `MOST_VIEWS`; nothing is written then.
    """
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or "\0" in name:
        raise Refusal(
            _("Give the view a name of 1 to %(most)s characters.") % {"most": LONGEST_NAME}
        )
    # Two requests of one person could otherwise both save the last view that fits.
    changing.lock(User, actor.pk)
    kept = keep_filter(actor=actor, data=expand(QueryDict(query)))
    refuse_endless(kept)
    mine = SavedView.objects.filter(user=actor)
    if mine.exclude(name=name).count() >= MOST_VIEWS:
        raise Refusal(
            _("You have %(most)s views. Delete one, then save this one.") % {"most": MOST_VIEWS}
        )
    view, _created = mine.update_or_create(user=actor, name=name, defaults={"query": kept})
    return view


def delete_view(*, actor: User, pk: int) -> str:
    """Forget one of the person's views; its name. Raises `NotFound` for anybody else's."""
    view = SavedView.objects.filter(user=actor, pk=pk).first()
    if view is None:
        raise NotFound(_("There is no such view."))
    view.delete()
    return view.name
