"""Files to take away: the template, the result, the refused rows."""

import pytest
from django.utils.translation import override

from orders.states import Status
from tests.bulk_updates.uploads import uploaded
from tests.factories import UserFactory
from tests.panel.bulk_updates.pages import (
    LIST,
    address,
    applied,
    items_of,
    line_of,
    read_by,
    shipping,
)

pytestmark = pytest.mark.django_db

HEADER = b"order_number,order_item_id,row_version,status,shipping_company,tracking_number"


def content_of(answer):
    return b"".join(answer.streaming_content)


def assert_is_a_file_to_keep(answer, name, content_type):
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["Content-Type"] == content_type
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"


def test_the_template_has_the_columns_and_a_line_of_hints(operator):
    answer = operator.get(f"{LIST}template.csv")

    assert_is_a_file_to_keep(answer, "order-update-template.csv", "text/csv; charset=utf-8")
    head, hints = content_of(answer).removeprefix(b"\xef\xbb\xbf").splitlines()
    assert head.startswith(HEADER)
    assert hints.startswith(b"#")


def test_the_template_is_a_workbook_too(operator):
    answer = operator.get(f"{LIST}template.xlsx")

    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert_is_a_file_to_keep(answer, "order-update-template.xlsx", kind)
    assert content_of(answer).startswith(b"PK")


def test_the_result_has_every_row_and_the_refused_ones_stand_alone(operator, user, channel):
    good, bad = items_of(channel, 2)
    rows = [line_of(good, "Shipped", ""), line_of(bad, "Shpped", "")]
    update = applied(read_by(user, *rows, name="kargo.csv"))

    answer = operator.get(address(update, "result/"))
    assert_is_a_file_to_keep(answer, "kargo-result.csv", "text/csv; charset=utf-8")
    assert len(content_of(answer).splitlines()) == 3

    answer = operator.get(address(update, "refused/"))
    assert_is_a_file_to_keep(answer, "kargo-refused.csv", "text/csv; charset=utf-8")
    assert b"Shpped" in content_of(answer)


def test_a_file_speaks_the_language_of_who_takes_it(client, channel):
    user = UserFactory(role="Operator", channels=[channel], language="tr")
    client.force_login(user)
    item = items_of(channel, 1, status=Status.DELIVERED)[0]
    update = read_by(user, line_of(item, "450", ""))

    content = content_of(client.get(address(update, "result/"))).decode()

    assert str(Status.DELIVERED.label) not in content
    with override("tr"):
        assert str(Status.DELIVERED.label) in content


def test_what_is_not_read_yet_has_no_result(operator, user):
    update = uploaded(b"order_number,order_item_id,status\n1,2,3\n", actor=user)

    assert operator.get(address(update, "result/")).status_code == 409


@pytest.mark.parametrize("page", ["template.csv", "template.xlsx"])
def test_who_updates_nothing_gets_no_template(client, page):
    client.force_login(UserFactory(role="Support"))

    assert client.get(LIST + page).status_code == 404


def test_the_order_list_leads_to_the_upload_and_the_template(client, channel):
    places = (f'href="{LIST}new/"', f'href="{LIST}template.csv"')
    for role, offered in (("Operator", True), ("Support", False)):
        client.force_login(UserFactory(role=role, channels=[channel]))
        html = client.get("/omnitron/orders/").content.decode()
        assert [place in html for place in places] == [offered, offered]


def test_the_sidebar_has_it_for_who_may(client, channel):
    for role, offered in (("Operator", True), ("Support", False)):
        client.force_login(UserFactory(role=role, channels=[channel]))
        html = client.get("/omnitron/orders/").content.decode()
        assert (f'href="{LIST}"' in html) is offered


def test_others_files_are_nobody_s_business(client, user, channel):
    update = shipping(user, items_of(channel, 1))
    client.force_login(UserFactory(role="Operator"))

    assert client.get(address(update, "result/")).status_code == 404
