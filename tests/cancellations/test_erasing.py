"""What plans know of a customer goes with the customer."""

from datetime import date

import pytest
from django.utils import timezone

from cancellations.models import CancellationPlan, CancellationPlanItem, CancellationRequest
from cancellations.services.by_hand import Evidence, make_refunds
from cancellations.services.erasing import erase_customer
from cancellations.services.withdrawing import withdraw_plan
from omnitron.core.errors import Refusal
from orders.models import Customer
from payments.models import ManualRefund, Refund
from tests.cancellations.orders import run
from tests.factories import CancellationRequestFactory, UserFactory
from tests.panel.manual_refunds.proofs import upload

pytestmark = pytest.mark.django_db
ACCOUNT = {"iban": "DE89370400440532013000", "holder_name": "Inês Araújo"}


@pytest.fixture
def plan(shop):
    order = shop.place("30.00", pay=[("funds_transfer", 30)])
    wish = shop.wish(order.items.get(), note="Called by Inês", **ACCOUNT)
    plan = shop.plan(order, wish)
    CancellationPlanItem.objects.update(note="Inês says so", **ACCOUNT)
    return plan


@pytest.fixture
def admin(shop):
    return UserFactory(role="Admin", channels=[shop.channel])


def test_accounts_and_words_are_blank_afterwards(shop, plan, admin):
    withdraw_plan(actor=shop.operator, plan_id=plan.pk)

    erase_customer(actor=admin, number=plan.order.number)

    for model in (CancellationPlan, CancellationPlanItem):
        assert list(model.objects.values_list("iban", "holder_name", "note")) == [("", "", "")]


def test_what_requests_know_is_blank_afterwards(admin):
    about = {"description": "Inês wants it back", "rejection": "Told Inês", **ACCOUNT}
    request = CancellationRequestFactory(**about)
    CancellationRequest.objects.update(status="rejected", rejected_at=timezone.now())
    admin.channel_access.create(channel=request.order.channel)

    erase_customer(actor=admin, number=request.order.number)

    left = CancellationRequest.objects.values(*about).get()
    assert left == dict.fromkeys(about, "")


def test_proofs_are_deleted_and_references_stay(
    shop, plan, admin, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    refund = Refund.objects.get(plan_link__plan=run(plan))
    evidence = Evidence("TED 118204-3", date(2026, 1, 5), proof=upload())
    make_refunds(actor=shop.finance, refund_ids=[refund.pk], evidence=evidence)
    manual = ManualRefund.objects.get()
    assert (tmp_path / manual.proof.name).exists()

    with django_capture_on_commit_callbacks(execute=True):
        erase_customer(actor=admin, number=plan.order.number)
        # A transaction that fails after this must find the file again.
        assert (tmp_path / manual.proof.name).exists()

    assert not (tmp_path / manual.proof.name).exists()
    manual.refresh_from_db()
    assert (manual.proof.name, manual.proof_name) == ("", "")
    assert manual.reference == "TED 118204-3"


def test_while_money_is_owed_nothing_is_erased(plan, admin):
    sentence = f"Plan {plan.pk} of order {plan.order.number} is open"
    with pytest.raises(Refusal, match=sentence):
        erase_customer(actor=admin, number=plan.order.number)

    assert CancellationPlan.objects.get().iban == ACCOUNT["iban"]
    assert Customer.objects.get().first_name != ""
