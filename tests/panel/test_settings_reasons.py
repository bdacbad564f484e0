"""Settings > Reasons for Cancellation / Return."""

import re

import pytest

from cancellations.models import CancellationReason
from tests.factories import CancellationReasonFactory, UserFactory
from tests.forms import fields_of, post

pytestmark = pytest.mark.django_db

LIST = "/omnitron/settings/cancellation-reasons/"
NEW = LIST + "new/"


@pytest.fixture
def admin(client):
    user = UserFactory(role="Admin", username="elif", first_name="Elif", last_name="Şahin")
    client.force_login(user)
    return user


def url_of(reason):
    return f"{LIST}{reason.pk}/"


def text(response):
    return response.content.decode()


def rows_of(page):
    """The words of each row of the list."""
    body = page.split("</thead>")[1].split("</table>")[0]
    rows = re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in rows]


def test_an_empty_list_offers_the_first_reason(client, admin):
    page = text(client.get(LIST))

    assert "No reasons yet" in page
    assert page.count(f'href="{NEW}"') == 2


def test_reasons_stand_under_their_type_in_their_order(client, admin):
    CancellationReasonFactory(subject="Defective", cancellation_type="refund", order=1)
    CancellationReasonFactory(subject="Other", order=9, extra_information_needed=True)
    CancellationReasonFactory(
        subject="Out of stock", order=2, sources=frozenset({"seller", "mpo"}), is_active=False
    )

    assert rows_of(text(client.get(LIST))) == [
        "Reasons for a cancellation",
        "Out of stock 2 MPO, Seller no Inactive",
        "Other 9 Everybody yes Active",
        "Reasons for a return",
        "Defective 1 Everybody no Active",
    ]


def test_the_list_is_searched_and_narrowed_to_a_state(client, admin):
    CancellationReasonFactory(subject="Out of stock", order=1)
    CancellationReasonFactory(subject="Stock damaged", order=2, is_active=False)
    CancellationReasonFactory(subject="Other", order=3, is_active=False)

    found = rows_of(text(client.get(LIST, {"q": "STOCK", "state": "inactive"})))

    assert found == ["Reasons for a cancellation", "Stock damaged 2 Everybody no Inactive"]


def test_a_new_reason_begins_for_everybody(client, admin):
    fields = fields_of(client.get(NEW))

    assert fields["sources"] == ["operator", "mpo", "seller", "customer_request"]
    assert fields["cancellation_type"] == []


def test_a_reason_is_added(client, admin):
    response = post(
        client, NEW, cancellation_type="refund", subject="Too small", sources=["operator"]
    )

    reason = CancellationReason.objects.get()
    assert response.url == url_of(reason)
    assert (reason.cancellation_type, reason.subject, reason.order) == ("refund", "Too small", 1)
    assert reason.sources == frozenset({"operator"})
    assert "“Too small” was added." in text(client.get(response.url))


def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(client, admin):
    answer = post(client, NEW, subject="Too small", order="40000", sources=["mpo"])

    page = text(answer)
    assert answer.status_code == 422
    assert "2 fields need a look:" in page
    assert "Ensure this value is less than or equal to 32767." in page
    assert 'value="Too small"' in page
    assert fields_of(answer)["sources"] == ["mpo"]
    assert not CancellationReason.objects.exists()


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"subject": "Other"}, "“Other” is in the list of this type already."),
        ({"sources": []}, "Tick who may use it. To offer it to nobody, deactivate it."),
    ],
)
def test_what_the_reason_itself_refuses_is_one_sentence(client, admin, values, told):
    CancellationReasonFactory(subject="Other")

    answer = post(client, NEW, **{"cancellation_type": "cancel", "subject": "Else", **values})

    assert answer.status_code == 422
    assert text(answer).count(told) == 1
    assert CancellationReason.objects.count() == 1


def test_a_change_is_saved_and_stands_in_the_history(client, admin):
    reason = CancellationReasonFactory(subject="Other", order=1)

    post(client, url_of(reason), order="9", sources=["operator", "mpo", "seller"])

    reason.refresh_from_db()
    assert (reason.order, reason.sources) == (9, frozenset({"operator", "mpo", "seller"}))
    history = text(client.get(url_of(reason))).split('id="history"')[1]
    assert "<del>1</del>" in history
    assert "<ins>9</ins>" in history
    assert "<del>− Customer</del>" in history
    assert "Elif Şahin (elif)" in history


def test_the_type_of_a_reason_is_shown_and_stays(client, admin):
    reason = CancellationReasonFactory(cancellation_type="refund", subject="Defective")

    page = client.get(url_of(reason))
    post(client, url_of(reason), cancellation_type="cancel", subject="Broken")

    assert "Reason for a return" in text(page)
    assert "cancellation_type" not in fields_of(page)
    reason.refresh_from_db()
    assert (reason.cancellation_type, reason.subject) == ("refund", "Broken")


def test_a_reason_is_deactivated_and_activated(client, admin):
    reason = CancellationReasonFactory(subject="Other")

    response = client.post(url_of(reason) + "deactivate/", follow=True)
    assert "“Other” is deactivated and no longer offered." in text(response)
    assert not CancellationReason.objects.get().is_active
    response = client.post(url_of(reason) + "activate/", follow=True)

    assert "“Other” is active and offered again." in text(response)
    assert CancellationReason.objects.get().is_active


def test_the_list_costs_the_same_with_3_and_33_reasons(client, admin, django_assert_num_queries):
    CancellationReasonFactory.create_batch(3)
    client.get(LIST)
    with django_assert_num_queries(4):
        client.get(LIST)
    CancellationReasonFactory.create_batch(30)

    with django_assert_num_queries(4):
        client.get(LIST)
