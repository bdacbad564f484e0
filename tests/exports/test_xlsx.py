import pytest

from tests.exports.shop import workbook

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_workbook_has_the_rows_of_the_csv_file(shop):
    order = shop.order(items=2)

    export = shop.export(order, format="xlsx")

    assert export.status == "ready", export.error
    (sheet,) = workbook(export).worksheets
    for row in sheet.iter_rows():
        print([c.value for c in row])
