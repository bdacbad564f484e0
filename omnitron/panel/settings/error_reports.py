"""What clients of a sales channel told of things that went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrations import content_types
from integrations.models import ErrorReport
from orders.models import Order

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from django.utils.functional import Promise

    from omnitron.accounts.models import User
    from orders.models import SalesChannel

SHOWN = 20
_WORDS: Mapping[str, str | Promise] = {
    content_types.BATCH_REQUEST: gettext_lazy("Batch request"),
    content_types.CANCELLATION_REQUEST: gettext_lazy("Cancellation request"),
    content_types.ORDER: gettext_lazy("Order"),
    content_types.ORDER_ITEM: gettext_lazy("Order line"),
    content_types.PRODUCT: gettext_lazy("Product"),
    "city": gettext_lazy("City"),
    "country": gettext_lazy("Country"),
    "district": gettext_lazy("District"),
    "township": gettext_lazy("Township"),
}


@dataclass(frozen=True)
class Failure:
    """One report as the page shows it."""

    report: ErrorReport
    order_number: str

    @property
    def at(self) -> datetime:
        """When it was told."""
        return self.report.created_at

    @property
    def day(self) -> date:
        """The day in the reader's time zone."""
        return localdate(self.at)

    @property
    def title(self) -> str:
        """What happened, in the client's words."""
        return self.report.error_desc or self.report.error_code or _("No description")

    @property
    def code(self) -> str:
        """The client's code for it, where the title is not that already."""
        return self.report.error_code if self.report.error_desc else ""

    @property
    def about(self) -> str:
        """What was being done with what."""
        kind = self.report.action_content_type
        word = str(_WORDS.get(kind, kind))
        place = self.report.details.get("name") or self.report.details.get("remote_code")
        key = self.order_number or place or self.report.action_object_id
        return f"{word} {key}" if word and key else word

    @property
    def url(self) -> str:
        """The order that it is about, if the reader sees it."""
        number = self.order_number
        return reverse("omnitron:order-detail", kwargs={"number": number}) if number else ""


def failures(reader: User, channel: SalesChannel) -> list[Failure]:
    """The last reports of a sales channel, the newest first."""
    reports = list(ErrorReport.objects.failures_of(channel).select_related("created_by")[:SHOWN])
    about = [
        one.action_object_id for one in reports if one.action_content_type == content_types.ORDER
    ]
    orders = Order.objects.visible_to(reader).filter(channel=channel, pk__in=about)
    numbers = dict(orders.values_list("pk", "number")) if about else {}
    return [
        Failure(
            one,
            numbers.get(one.action_object_id, "")
            if one.action_content_type == content_types.ORDER
            else "",
        )
        for one in reports
    ]
