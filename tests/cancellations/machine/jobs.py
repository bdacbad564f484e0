"""What workers and gateways do with an order, one step at a time."""

from datetime import timedelta

from django.utils import timezone

from cancellations.jobs.executing import execute_plan
from cancellations.jobs.refunding import ask_refund, send_refunds
from cancellations.jobs.settling import settle_plans
from payments.models import Refund
from payments.states import RefundStatus
from tests.cancellations.notices import handle_all, tell

HOUR = timedelta(hours=1)


class Jobs:
    """The work that is due on one order."""

    def __init__(self, order, world):
        self.order = order
        self.world = world

    def begin(self, plan):
        """Begin a plan; one without anything to send is finished at once."""
        if not execute_plan(plan.pk):
            settle_plans([plan.pk])

    def send(self, refund, mode="ok"):
        """Send a refund to a gateway that behaves like this once."""
        if refund.gateway == "sandbox" and mode != "ok":
            self.world.sandbox.mode(mode, next=1)
            self.world.count(mode)
        send_refunds([refund.pk])

    def ask(self, refund, ends="succeeded"):
        """Ask about a refund, long after it was sent; what was pending has ended."""
        if refund.status == RefundStatus.PENDING:
            path = f"/refunds/{refund.gateway_reference}/settle"
            self.world.sandbox.post(path, status=ends)
        earlier = {"next_check_at": timezone.now()}
        if refund.last_sent_at:
            earlier["last_sent_at"] = refund.last_sent_at - HOUR
        Refund.objects.filter(pk=refund.pk).update(**earlier)
        ask_refund(refund.pk)
        self.world.count("asked")

    def reverse(self, refund):
        """Let the gateway take back what it had paid, and tell us twice."""
        self.world.sandbox.post(f"/refunds/{refund.gateway_reference}/reverse")
        for _time in range(2):
            tell(refund, status="reversed")
        assert handle_all() == 0
        self.world.count("reversed")

    def tell_again(self, refund):
        """Let the gateway tell once more, and late, that a refund had succeeded."""
        tell(refund)
        assert handle_all() == 0

    def of_status(self, *statuses):
        """The refunds of the order that are at one of these."""
        found = Refund.objects.filter(order=self.order, status__in=statuses)
        return list(found.select_related("transaction").order_by("pk"))

    def paid_by_gateway(self):
        """The refunds that the gateway has paid."""
        return [refund for refund in self.of_status("succeeded") if refund.gateway == "sandbox"]

    def begin_and_send(self):
        """Begin every plan that is due and send what they request."""
        for plan in self.order.plans.filter(status="waiting").order_by("pk"):
            self.begin(plan)
        for refund in self.of_status(RefundStatus.REQUESTED):
            self.send(refund)

    def finish(self):
        """Do all that machines can do until nothing is on its way."""
        self.begin_and_send()
        for _round in range(3):
            for refund in self.of_status(RefundStatus.PENDING, RefundStatus.UNKNOWN):
                self.ask(refund)
            for refund in self.of_status(RefundStatus.REQUESTED):
                self.send(refund)
        left = self.of_status("reserved", "requested", "submitted", "pending", "unknown")
        assert left == [], "something is still on its way"
