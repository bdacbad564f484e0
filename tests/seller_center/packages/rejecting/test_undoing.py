"""Taking a rejection back on the page of a package."""

from uuid import uuid4

import pytest

from cancellations.models import CancellationPlan
from cancellations.services.rejecting_items import reject_items
from cancellations.states import PlanStatus
from tests.cancellations.orders import register, run
from tests.factories import UserFactory
from tests.seller_center.packages.pages import messages_of, text_of, url_of
from tests.seller_center.packages.rejecting.dialogs import answer, ask

pytestmark = pytest.mark.django_db


def test_the_seller_undoes_what_the_marketplace_rejected_of_its_items_alone(
    client, packer, package, items, shop, order
):
    mpo = UserFactory(role="MPO", channels=[shop.channel])
    plan = reject_items(
        actor=mpo,
        number=order.number,
        item_ids=[items[0].pk],
        reason_id=shop.reasons["cancel"].pk,
        key=uuid4(),
    )
    url = url_of(package, f"undo/{plan.pk}/")
    assert f'action="{url}"' in text_of(client.get(url_of(package)))

    response = client.post(url, follow=True)

    assert messages_of(response) == [f"Plan {plan.pk} was withdrawn: no money has moved."]


def test_too_late_to_undo_is_said(client, packer, package, items, shop, gateway, order, settings):
    settings.CANCELLATION_UNDO_SECONDS = 0
    register(gateway, order)
    asked = ask(client, package, items[0])
    answer(client, package, asked, items[0], reason=shop.reasons["cancel"].pk)
    plan = run(CancellationPlan.objects.get())
    assert plan.status == PlanStatus.COMPLETED

    response = client.post(url_of(package, f"undo/{plan.pk}/"), follow=True)

    assert response.status_code == 422
    assert f"Plan {plan.pk} can no longer be withdrawn: it is completed." in text_of(response)
    page = text_of(response)
    assert "Rejected" in page
    assert f"by plan {plan.pk}" in page


def test_the_marketplaces_plan_over_both_sellers_shows_a_seller_its_own_part(
    client, packer, package, items, shop, order
):
    mpo = UserFactory(role="MPO", channels=[shop.channel])
    plan = reject_items(
        actor=mpo,
        number=order.number,
        item_ids=[items[0].pk, items[2].pk],
        reason_id=shop.reasons["cancel"].pk,
        key=uuid4(),
    )

    page = " ".join(text_of(client.get(url_of(package))).split())

    assert f"Plan {plan.pk} rejects 1 line." in page
    assert "€30.00 goes back." in page
    assert "€40.00" not in page
    assert "Line 3" not in page
    assert "/undo/" not in page


@pytest.mark.parametrize("plan_id", [0, 2**63])
def test_a_plan_of_nothing_here_does_not_exist(client, packer, package, plan_id):
    assert client.post(url_of(package, f"undo/{plan_id}/")).status_code == 404
