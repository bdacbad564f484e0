"""Every list that omnisdk names and the product has is read to its end, each row once."""

import pytest

from tests.compat.many import make_many

pytestmark = pytest.mark.long

LIMIT = 3
# What omnisdk names and the product has no use for: it sells nothing itself.
NOT_SERVED = {
    "CatalogItemEndpoint",
    "ChannelAttributeConfigEndpoint",
    "ChannelAttributeEndpoint",
    "ChannelAttributeSchemaEndpoint",
    "ChannelAttributeSetConfigEndpoint",
    "ChannelAttributeSetEndpoint",
    "ChannelAttributeValueConfigEndpoint",
    "ChannelAttributeValueEndpoint",
    "ChannelCategoryNodeEndpoint",
    "ChannelCategoryTreeEndpoint",
    "ChannelExtraProductPriceEndpoint",
    "ChannelExtraProductStockEndpoint",
    "ChannelMappedProductEndpoint",
    "ChannelPriceListEndpoint",
    "ChannelProductCategoryEndpoint",
    "ChannelProductImageEndpoint",
    "ChannelProductPriceEndpoint",
    "ChannelProductStockEndpoint",
    "ChannelRetailStoreEndpoint",
    "ChannelStockListEndpoint",
    "PaymentOptionEndpoint",
}
# The kinds of objects are few, and fixed.
ALL_AT_ONCE = {"ContentTypeEndpoint"}
# Not lists: one object by its key, or a place where things are handed in.
NO_LISTS = {
    "ActiveUserEndpoint",
    "ChannelCreateOrderEndpoint",
    "ChannelErrorReportEndpoint",
    "ChannelOrderShippingInfoEndpoint",
    "OrderByNumberEndpoint",
}


def test_every_list_is_read_to_its_end_by_pages_of_three(shop):
    expected = make_many(shop)

    pages = shop.run(
        "lists", "read_to_the_end", names=sorted(expected), params={"limit": LIMIT, "sort": "id"}
    )

    assert {
        name: [key for page in read for key in page] for name, read in pages.items()
    } == expected
    assert {name for name, read in pages.items() if max(map(len, read)) > LIMIT} == ALL_AT_ONCE
    assert {name for name, read in pages.items() if len(read) < 3} == ALL_AT_ONCE


def test_omnisdk_names_no_list_of_which_nothing_is_said(shop):
    served = set(make_many(shop))

    assert set(shop.run("lists", "named")) == served | NOT_SERVED | NO_LISTS
