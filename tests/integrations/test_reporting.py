"""Error reports are kept, shown and forgotten."""

from datetime import timedelta

import pytest
from django.utils import timezone

from integrations.models import BatchObject, BatchRequest, ErrorReport, IntegrationAction
from integrations.services.clearing import clear_integrations
from integrations.services.reporting import LONGEST, keep_report
from omnitron.core.errors import Forbidden, NotFound
from omnitron.panel.tasks import clear_up
from tests.factories import SalesChannelFactory, UserFactory
from tests.integrations.takes import batch_of, changed_order

pytestmark = pytest.mark.django_db


def test_a_report_is_kept(client, channel):
    told = {
        "action_content_type": "batchrequest",
        "action_object_id": 7,
        "error_code": "9f1c-GetOrders",
        "error_desc": "Omnitron-GetOrders",
        "raw_response": "504",
    }
    report = keep_report(actor=client, channel=channel, **told)

    kept = ErrorReport.objects.values(*told).get()
    assert kept == told
    assert (report.channel, report.created_by, report.is_ok) == (channel, client, False)


def test_long_texts_are_cut_off(client, channel):
    keep_report(
        actor=client,
        channel=channel,
        error_code="c" * 600,
        raw_request="q" * (LONGEST + 1),
        raw_response="r" * LONGEST,
    )
    report = ErrorReport.objects.get()
    assert len(report.error_code) == 500
    assert (len(report.raw_request), len(report.raw_response)) == (LONGEST, LONGEST)


def test_only_who_exchanges_data_with_the_channel_reports(client, channel):
    with pytest.raises(NotFound):
        keep_report(actor=client, channel=SalesChannelFactory(), error_code="x")
    with pytest.raises(Forbidden):
        keep_report(actor=UserFactory(role="Operator", channels=[channel]), channel=channel)


def test_failures_are_told_the_newest_first_and_successes_not(client, channel):
    first = keep_report(actor=client, channel=channel, error_code="1")
    keep_report(actor=client, channel=channel, error_code="2", is_ok=True)
    second = keep_report(actor=client, channel=channel, error_code="3")
    other = SalesChannelFactory()
    keep_report(actor=UserFactory(role="API client", channels=[other]), channel=other)

    assert list(ErrorReport.objects.failures_of(channel)) == [second, first]


def test_what_is_old_is_forgotten_and_mappings_stay(client, channel):
    order = changed_order(channel)
    old, young = batch_of(client, channel), batch_of(client, channel, [])
    long_ago = keep_report(actor=client, channel=channel)
    keep_report(actor=client, channel=channel, error_code="young")
    past = timezone.now() - timedelta(days=90, seconds=1)
    BatchRequest.objects.filter(pk=old.pk).update(created_at=past)
    ErrorReport.objects.filter(pk=long_ago.pk).update(created_at=past)

    clear_up()

    assert BatchRequest.objects.get() == young
    assert not BatchObject.objects.exists()
    assert ErrorReport.objects.get().error_code == "young"
    assert IntegrationAction.objects.get().object_id == order.pk
    assert clear_integrations() == {"error_reports": 0, "batch_requests": 0}
