"""What the rules of an order's life need: its rows, planning with a preview, and its end."""

import sys
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from hypothesis.stateful import RuleBasedStateMachine

from cancellations.access import strategy_of
from cancellations.jobs.counting_rests import count_rests
from cancellations.models import OrderRest
from cancellations.planning.charges import rest_of
from cancellations.planning.objections import Refused
from cancellations.planning.standing import read_standing
from cancellations.services.by_hand import Evidence, make_refunds
from cancellations.services.confirming import confirm_plan, refuse_plan
from cancellations.services.planning import make_plan, preview_plan
from cancellations.services.withdrawing import withdraw_plan
from cancellations.states import Source
from omnitron.accounts.panels import OMNITRON
from omnitron.core.money import unit
from orders.models import Order
from orders.states import LIVE
from payments.models import PaymentTransaction
from tests.cancellations.machine.jobs import Jobs
from tests.cancellations.machine.oracle import Oracle, paid
from tests.cancellations.orders import register

ENDED = frozenset({"completed", "rejected", "withdrawn"})
IBAN = {"iban": "DE89370400440532013000", "holder_name": "Inês Araújo"}


class Life(RuleBasedStateMachine):
    """One order in a transaction of its own, which is undone at the end."""

    world = None

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.oracle = None
        self.is_checked = self.was_refused = False

    def begin_with(self, drawn):
        """Place the order and capture what is captured at once."""
        self.shop, self.order = self.world.place(drawn)
        self.step = unit(self.order.currency)
        self.strategy = strategy_of(self.shop.channel.pk)
        self.jobs = Jobs(self.order, self.world)
        self.oracle = Oracle(self.order, self.world)
        self.world.count(self.order.currency)
        pairs = list(zip(self.oracle.payments, drawn["payments"], strict=False))
        for payment in [row for row, payment in pairs if payment["captured"]]:
            self.capture(payment, payment.amount)

    def capture(self, payment, amount):
        """Capture a payment, whose gateway then knows of it."""
        if amount > 0:
            rows = PaymentTransaction.objects.filter(pk=payment.pk)
            rows.update(amount=amount, captured_at=timezone.now())
            payment = rows.get()
            register(self.world.sandbox, self.order, [payment])
            self.oracle.capture(payment)

    def plan(self, wish, *, lowers=False):
        """Preview a wish and do the same; the plans, or none if the preview was refused."""
        call = {"actor": self.shop.operator, "number": self.order.number, "wish": wish}
        call["source"] = Source.OPERATOR
        self.left = sum(self.oracle.captured.values()) - self.oracle.back()
        try:
            preview = preview_plan(**call)
        except Refused:
            self.is_checked = True
            self.world.count("refused")
            return []
        lines = self.order.items.count()
        plans = make_plan(**call, key=uuid4(), digest=preview.digest, undo_seconds=0)
        seen = [
            (draft.amount, draft.shipping.amount, draft.fee.amount, draft.rest.amount)
            for draft in preview.drafts
        ]
        assert seen == [
            (plan.amount, plan.shipping_amount, plan.fee_amount, plan.rest_amount) for plan in plans
        ]
        self.world.count("planned", len(plans))
        self.world.count("split", self.order.items.count() - lines)
        if lowers:
            self._note_lowering(wish, plans)
        if wish.rest is None:
            self._check_what_stays(wish, plans)
        return plans

    def follow(self, plans, then):
        """Let plans be undone, refused, or agreed to and sent."""
        for plan in plans:
            due = plan.confirmation == "due"
            call = {"actor": self.shop.operator, "plan_id": plan.pk}
            if then == "undo":
                withdraw_plan(**call)
                self.world.count("undone")
            elif then == "refuse" and due:
                refuse_plan(**call, reason="Seen", panel=OMNITRON)
                self.world.count("rejected")
            elif then not in ("leave", "refuse"):
                if due:
                    confirm_plan(**call, reason="Seen", panel=OMNITRON)
                    self.world.count("agreed")
                self._send(plan, then)

    def _send(self, plan, then):
        self.jobs.begin(plan)
        mode = "ok" if then == "reverse" else then
        for refund in self.jobs.of_status("requested"):
            self.jobs.send(refund, mode)
        if then == "reverse":
            for refund in self.jobs.paid_by_gateway()[-1:]:
                self.jobs.reverse(refund)

    def make(self, refund):
        """Let Finance send a refund by hand."""
        evidence = Evidence(reference="TED 1", made_on=refund.created_at.date())
        make_refunds(actor=self.shop.finance, refund_ids=[refund.pk], evidence=evidence)
        self.oracle.by_hand[refund.transaction_id] += refund.amount
        self.world.count("made by hand")

    def takeable(self, kind):
        """The items that a plan of this kind may take."""
        wanted = [item for item in self.oracle.items if item.status in LIVE]
        return [item for item in wanted if (item.status < 500) == (kind == "cancel")]

    def is_fully_paid(self):
        """Whether what is left covers all that is live."""
        oracle = self.oracle
        left = sum(oracle.captured.values()) - oracle.back()
        return (
            left >= oracle.cost_of_live() + sum(oracle.charges_left()) + oracle.kept_by_lowering()
        )

    def drain(self):
        """Bring all to its end, give back what is left, and compare with the oracle."""
        self._answer_and_finish()
        for kind in ("cancel", "refund"):
            if items := self.takeable(kind):
                self.plan(self.shop.wish(*items, plan_type=kind, **IBAN))
                self._answer_and_finish()
        expected = self.oracle.left_beyond(self.strategy)
        too_much = self.plan(self.shop.wish(rest=expected + self.step, **IBAN))
        assert not too_much, f"more than the {expected} that is left went back"
        if expected:
            assert self.plan(self.shop.wish(rest=expected, **IBAN)), "the rest was refused"
            self._answer_and_finish()
            self.world.count("rest at the end")
        assert self.oracle.left_beyond(self.strategy) == 0
        if not self.oracle.is_live():
            self._nothing_is_left()

    def check(self):
        """Let the oracle look."""
        self.oracle.read_ledgers()
        self.oracle.check()
        count_rests()
        counted = OrderRest.objects.filter(order=self.order).first()
        rest = rest_of(read_standing(Order.objects.get(pk=self.order.pk)))
        assert (counted.amount if counted else 0) == rest

    def teardown(self):
        """Bring the order to its end, unless something was found; leave no rows."""
        try:
            if self.oracle is not None and sys.exc_info()[0] is None:
                self.drain()
        finally:
            for kind in self.order.events.values_list("kind", flat=True) if self.oracle else ():
                self.world.count(kind)
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def _nothing_is_left(self):
        """All is out, or due by hand, but what a rule or somebody kept."""
        self.world.count("all gone")
        captured, back = sum(self.oracle.captured.values()), self.oracle.back()
        shipping, fee = self.oracle.charges_left()
        kept = self.oracle.kept_by_lowering() + shipping + fee
        assert captured - kept <= back <= captured
        out = sum(self.oracle.out.values()) + sum(self.oracle.by_hand.values())
        assert out == back
        assert all(plan.status in ENDED for plan in self.oracle.plans), "a plan has no end"

    def _answer_and_finish(self):
        due = self.order.plans.filter(status="waiting", confirmation="due")
        for plan in due.order_by("pk"):
            confirm_plan(actor=self.shop.operator, plan_id=plan.pk, reason="End", panel=OMNITRON)
        self.jobs.finish()
        for refund in self.jobs.of_status("needed"):
            self.make(refund)
        self.check()

    def _check_what_stays(self, wish, plans):
        """What stays is paid for first, and the shipping fee goes with the last line."""
        self.oracle.refresh()
        stays = self.oracle.cost_of_live() + self.oracle.kept_by_lowering()
        given = sum(plan.shipping_amount for plan in plans)
        if self.oracle.is_live() and not given:
            stays += sum(self.oracle.charges_left())
        assert sum(plan.amount for plan in plans) <= max(0, self.left - stays)
        if wish.items and not self.strategy.split_shipping and self.oracle.is_live():
            assert given == 0, "the shipping fee came before the last line"

    def _note_lowering(self, wish, plans):
        asked = {entry.item_id: entry.amount for entry in wish.items}
        for plan in plans:
            for entry in plan.items.select_related("item"):
                origin = entry.item.split_from_id or entry.item_id
                asked_for = asked.get(entry.item_id, asked.get(origin))
                if asked_for is not None:
                    assert entry.amount == asked_for
                    kept = paid(entry.item) - asked_for
                    self.oracle.lowered[plan.pk] = self.oracle.lowered.get(plan.pk, 0) + kept
                    self.world.count("lowered")
