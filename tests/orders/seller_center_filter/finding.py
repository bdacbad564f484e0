"""What a filter of Seller Center finds, whichever way it is read."""

from django.http import QueryDict

from orders.seller_center_filter import SellerCenterFilter


def filter_of(user, query=""):
    return SellerCenterFilter(QueryDict(query), user=user)


def read_in_parts(order_filter, parts):
    """The numbers that conditions find one by one; nothing twice."""
    found = []
    for part in parts:
        found += order_filter.unsplit.filter(part).values_list("number", flat=True)
    assert len(found) == len(set(found))
    return sorted(found)


def numbers(user, query=""):
    """What a filter finds, whichever way it is read."""
    order_filter = filter_of(user, query)
    found = sorted(order.number for order in order_filter.qs)
    assert read_in_parts(order_filter, order_filter.parts()) == found
    assert read_in_parts(order_filter, order_filter.few_parts(order_filter.stages)) == found
    return found


def of_stage(user, stage):
    return numbers(user, f"status={stage.value}")
