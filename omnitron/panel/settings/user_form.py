from typing import Any, cast

from django.contrib.auth.models import Group
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from omnitron.accounts import permissions
from omnitron.accounts.models import User
from omnitron.core.merging import Values
from omnitron.settings_pages.ticks import TicksField
from omnitron.settings_pages.user_details import UserDetailsForm
from orders.models import SalesChannel
from orders.services import giving_access


class UserForm(UserDetailsForm):
    """Who a user is, what they may do and whose orders they see."""

    groups = TicksField(label=_("Authority groups"), coerce=int, required=False)
    channels = TicksField(label=_("Sales channels"), coerce=int, required=False)

    def __init__(self, *args: Any, actor: User, values: Values, **kwargs: Any) -> None:
        super().__init__(*args, values=values, **kwargs)
        self._offer_groups(actor)
        self._offer_channels(actor, frozenset(values["channels"]))

    @classmethod
    def values_of(cls, row: Any) -> dict[str, Any]:
        """What the form shows of a user."""
        return {
            **super().values_of(row),
            "groups": frozenset(row.groups.values_list("pk", flat=True)),
            "channels": frozenset(row.channel_access.values_list("channel_id", flat=True)),
        }

    def clean_groups(self) -> frozenset[int]:
        """The groups to have, those included that are not this person's to take."""
        return self._together("groups")

    def clean_channels(self) -> frozenset[int]:
        """The channels to have, those included that are not this person's to take."""
        return self._together("channels")

    def _together(self, name: str) -> frozenset[int]:
        opened = self.cleaned_data.get("opened", self.initial)
        return self._ticks(name).together(self.cleaned_data[name], opened.get(name, []))

    def _ticks(self, name: str) -> TicksField:
        return cast("TicksField", self.fields[name])

    def _offer_groups(self, actor: User) -> None:
        """Groups that may do more than the actor are shown, not offered."""
        self.offer("groups", list(Group.objects.order_by("name").values_list("pk", "name")))
        held = permissions.held_by(actor)
        above = (pk for pk, codes in permissions.by_group().items() if codes - held)
        self._ticks("groups").lock(frozenset(above))

    def _offer_channels(self, actor: User, had: frozenset[int]) -> None:
        channels = SalesChannel.objects.filter(Q(is_active=True) | Q(pk__in=had))
        self.offer("channels", [(channel.pk, channel.name) for channel in channels])
        grantable = giving_access.grantable_channel_ids(actor)
        self._ticks("channels").lock(frozenset(c.pk for c in channels) - grantable)
