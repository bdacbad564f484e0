import hashlib

import pytest

from tests.exports.shop import content, table

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_file_has_a_row_for_each_line_of_the_chosen_orders(shop):
    first, second = shop.order(items=2), shop.order(items=1)
    shop.order(items=1)

    export = shop.export(first, second)

    assert export.status == "ready", export.error
    lines = [*first.items.all(), *second.items.all()]
    assert [row["order_item_id"] for row in table(export)] == [str(line.pk) for line in lines]
    assert export.rows_total == export.rows_done == 3
    assert export.sha256 == hashlib.sha256(content(export)).hexdigest()
    assert export.sums == {"BRL": "320.70"}


def test_orders(shop):
    order = shop.order(items=2)
    export = shop.export(order, kind="orders")
    assert export.status == "ready", export.error
    print(table(export), content(export))
