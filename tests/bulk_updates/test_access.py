"""Who may do what with which file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bulk_updates.access import get_bulk_update
from bulk_updates.services.deciding import apply_bulk_update, discard_bulk_update, undo_bulk_update
from bulk_updates.services.uploading import upload
from omnitron.core.errors import NotFound, Refusal
from tests.bulk_updates.uploads import csv_of, read_rows
from tests.factories import OrderItemFactory, UserFactory
from tests.factories.reference import SalesChannelFactory

pytestmark = pytest.mark.django_db


DECISIONS = (apply_bulk_update, discard_bulk_update, undo_bulk_update)


@pytest.mark.parametrize("role", ["Support", "MPO", "Seller", "API client"])
def test_who_has_not_the_permission_uploads_and_decides_nothing(role, item):
    person = UserFactory(role=role, channels=[item.order.channel])
    update = read_rows((item.order.number, item.pk, "Shipped", ""))

    with pytest.raises(Refusal, match="Update thousands of order lines"):
        upload(actor=person, file=SimpleUploadedFile("a.csv", csv_of()))
    for decide in DECISIONS:
        with pytest.raises(Refusal, match="Update thousands of order lines"):
            decide(actor=person, pk=update.pk)


def test_a_strangers_file_does_not_exist(item, operator_of):
    update = read_rows((item.order.number, item.pk, "Shipped", ""))
    SalesChannelFactory()
    stranger = operator_of(SalesChannelFactory())

    for decide in (get_bulk_update, *DECISIONS):
        with pytest.raises(NotFound, match="There is no bulk update"):
            decide(stranger, update.pk) if decide == get_bulk_update else decide(
                actor=stranger, pk=update.pk
            )


def test_a_file_about_channels_that_one_has_too_can_be_seen(item, operator_of):
    SalesChannelFactory()
    update = read_rows((item.order.number, item.pk, "Shipped", ""))

    assert get_bulk_update(operator_of(item.order.channel), update.pk) == update


def test_a_file_about_one_channel_more_cannot(item, operator_of):
    other = OrderItemFactory()
    SalesChannelFactory()
    update = read_rows(
        (item.order.number, item.pk, "Shipped", ""), (other.order.number, other.pk, "Shipped", "")
    )

    with pytest.raises(NotFound):
        get_bulk_update(operator_of(item.order.channel), update.pk)


def test_a_file_in_which_nothing_was_found_is_its_owners_alone(operator_of):
    mine, _others = SalesChannelFactory.create_batch(2)
    owner = operator_of(mine)
    update = read_rows(("1", "2", "Shipped", ""), actor=owner)

    assert get_bulk_update(owner, update.pk) == update
    with pytest.raises(NotFound):
        get_bulk_update(operator_of(mine), update.pk)
