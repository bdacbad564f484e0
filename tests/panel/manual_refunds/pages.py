"""The desk as a test reads it."""

from cancellations.models import PlanRefund
from cancellations.planning.accounts import destination
from payments.models import ManualRefund, Refund

DESK = "/omnitron/manual-refunds/"
MADE = {"reference": "TED 118204-3", "made_on": "2026-01-05", "note": "By phone"}


def needed(plan):
    """The refunds of a plan that are to be made by hand."""
    return list(Refund.objects.filter(plan_link__plan=plan, status="needed").order_by("pk"))


def answered(*keys):
    """What the button of the question about these refunds sends, keys in words or numbers."""
    words = " ".join(str(key) for key in keys)
    numbers = [word for word in words.split() if word.isdecimal()]
    links = PlanRefund.objects.filter(refund__in=numbers).select_related("plan", "plan_item")
    return f"{words} {destination(links)}"


def ids(response):
    """The refunds that a page of the desk lists, in its order."""
    return [row.refund.pk for row in response.context["desk"].rows]


def row_of(response, refund):
    """One of them."""
    rows = response.context["desk"].rows
    return next(row for row in rows if row.refund.pk == refund.pk)


def own(refund, user):
    """Let somebody look after a refund."""
    ManualRefund.objects.create(refund=refund, owner=user, owned_at=refund.created_at)


def messages_of(response):
    """What a page says about the last action."""
    return [str(message) for message in response.context["messages"]]
